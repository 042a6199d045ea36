import { Module } from '@nestjs/common';
import { ConnectionRepository } from '../provisioning/connection.repository.js';
import { InstallationRepository } from './installation.repository.js';
import { TenantRepository } from './tenant.repository.js';
import { TenantsService } from './tenants.service.js';

@Module({
  providers: [ConnectionRepository, InstallationRepository, TenantRepository, TenantsService],
  exports: [InstallationRepository, TenantRepository, TenantsService],
})
export class TenantsModule {}
