import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ProvisioningModule } from '../provisioning/provisioning.module.js';
import { TokenManagementModule } from '../tokens/token-management.module.js';
import { DisconnectionController } from './disconnection.controller.js';
import { DisconnectionService } from './disconnection.service.js';

/** The end of a connection. */
@Module({
  imports: [DirectoryModule, IdentityModule, ProvisioningModule, TokenManagementModule],
  controllers: [DisconnectionController],
  providers: [DisconnectionService],
})
export class DisconnectionModule {}
