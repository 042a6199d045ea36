import { Module } from '@nestjs/common';
import { ScimProtocolModule } from '../protocol/scim-protocol.module.js';
import { DiscoveryController } from './discovery.controller.js';
import { DiscoveryService } from './discovery.service.js';

@Module({
  imports: [ScimProtocolModule],
  controllers: [DiscoveryController],
  providers: [DiscoveryService],
})
export class DiscoveryModule {}
