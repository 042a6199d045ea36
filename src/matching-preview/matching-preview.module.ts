import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ProvisioningModule } from '../provisioning/provisioning.module.js';
import { SchemaExtensionsModule } from '../schema-extensions/schema-extensions.module.js';
import { MatchingPreviewController } from './matching-preview.controller.js';
import { MatchingPreview } from './matching-preview.service.js';

/** What a first sync would do, before provisioning is switched on. */
@Module({
  imports: [DirectoryModule, IdentityModule, ProvisioningModule, SchemaExtensionsModule],
  controllers: [MatchingPreviewController],
  providers: [MatchingPreview],
})
export class MatchingPreviewModule {}
