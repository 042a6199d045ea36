import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { AdministratorsModule } from '../setup/administrators.module.js';
import { SetupModule } from '../setup/setup.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { TenantAdministration } from './tenant-administration.service.js';
import { TenantRemovalRepository } from './tenant-removal.repository.js';
import { TenantRemoval } from './tenant-removal.js';
import { TenantsController } from './tenants.controller.js';

/** Further tenants, made, changed and removed by administrators of the first one. */
@Module({
  imports: [AdministratorsModule, IdentityModule, JournalModule, SetupModule, TenantsModule],
  controllers: [TenantsController],
  providers: [TenantAdministration, TenantRemoval, TenantRemovalRepository],
})
export class TenantAdministrationModule {}
