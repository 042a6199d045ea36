import { Module } from '@nestjs/common';
import { DirectoryModule } from '../../directory/directory.module.js';
import { OperationsModule } from '../../operations/operations.module.js';
import { ProvisioningLogModule } from '../../provisioning-log/provisioning-log.module.js';
import { SchemaExtensionsModule } from '../../schema-extensions/schema-extensions.module.js';
import { TokenManagementModule } from '../../tokens/token-management.module.js';
import { ListPresenter } from './list-presenter.js';
import { ResourcePresenter } from './resource-presenter.js';
import { ScimBearerGuard } from './scim-bearer.guard.js';

/** What every SCIM endpoint needs: who calls, how lists are answered, how resources look. */
@Module({
  imports: [
    DirectoryModule,
    OperationsModule,
    ProvisioningLogModule,
    SchemaExtensionsModule,
    TokenManagementModule,
  ],
  providers: [ListPresenter, ResourcePresenter, ScimBearerGuard],
  exports: [
    DirectoryModule,
    ListPresenter,
    ProvisioningLogModule,
    ResourcePresenter,
    ScimBearerGuard,
    SchemaExtensionsModule,
    TokenManagementModule,
    OperationsModule,
  ],
})
export class ScimProtocolModule {}
