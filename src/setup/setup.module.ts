import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { OperationsModule } from '../operations/operations.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { AdministratorsModule } from './administrators.module.js';
import { FirstStart } from './first-start.js';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';
import { SsoFromEnvironment } from './sso-from-environment.js';

/** The start: how the first administrator comes to be, and what the environment says of signing in. */
@Module({
  imports: [AdministratorsModule, IdentityModule, OperationsModule, TenantsModule],
  controllers: [SetupController],
  providers: [FirstStart, SetupService, SsoFromEnvironment],
  exports: [SetupService],
})
export class SetupModule {}
