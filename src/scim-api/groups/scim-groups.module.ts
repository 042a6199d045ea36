import { Module } from '@nestjs/common';
import { ScimProtocolModule } from '../protocol/scim-protocol.module.js';
import { ScimGroupsController } from './scim-groups.controller.js';
import { ScimGroupsService } from './scim-groups.service.js';

@Module({
  imports: [ScimProtocolModule],
  controllers: [ScimGroupsController],
  providers: [ScimGroupsService],
})
export class ScimGroupsModule {}
