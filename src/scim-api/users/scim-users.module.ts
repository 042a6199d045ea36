import { Module } from '@nestjs/common';
import { ScimProtocolModule } from '../protocol/scim-protocol.module.js';
import { ScimUsersController } from './scim-users.controller.js';
import { ScimUsersService } from './scim-users.service.js';

@Module({
  imports: [ScimProtocolModule],
  controllers: [ScimUsersController],
  providers: [ScimUsersService],
})
export class ScimUsersModule {}
