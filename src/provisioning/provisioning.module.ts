import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { MappingsModule } from '../mappings/mappings.module.js';
import { ProvisioningLogModule } from '../provisioning-log/provisioning-log.module.js';
import { SchemaExtensionsModule } from '../schema-extensions/schema-extensions.module.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionService } from './connection.service.js';

/** The connection to the IdP: its settings and its status. */
@Module({
  imports: [IdentityModule, JournalModule, MappingsModule, ProvisioningLogModule, SchemaExtensionsModule],
  controllers: [ConnectionController],
  providers: [ConnectionRepository, ConnectionService],
  exports: [ConnectionService],
})
export class ProvisioningModule {}
