import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { SchemaExtensionRepository } from './schema-extension.repository.js';
import { SchemaExtensionsController } from './schema-extensions.controller.js';
import { SchemaExtensions } from './schema-extensions.service.js';
import { TenantSchemas } from './tenant-schemas.js';

/** The tenant's schemas: what RFC 7643 has, and its own extensions. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [SchemaExtensionsController],
  providers: [SchemaExtensionRepository, SchemaExtensions, TenantSchemas],
  exports: [TenantSchemas],
})
export class SchemaExtensionsModule {}
