import { Module, type DynamicModule } from '@nestjs/common';
import { AuditLogModule } from './audit/audit-log.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Configuration } from './config/configuration.js';
import { ConsoleModule } from './console/console.module.js';
import { ConversionModule } from './conversion/conversion.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { DisconnectionModule } from './disconnection/disconnection.module.js';
import { EventsModule } from './events/events.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MatchingPreviewModule } from './matching-preview/matching-preview.module.js';
import { MappingsModule } from './mappings/mappings.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { MailAdministrationModule } from './mail-administration/mail-administration.module.js';
import { MailModule } from './mail/mail.module.js';
import { NotificationEmailModule } from './notifications/notification-email.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { PersistenceModule } from './persistence/persistence.module.js';
import { ProvisioningModule } from './provisioning/provisioning.module.js';
import { ProvisioningLogModule } from './provisioning-log/provisioning-log.module.js';
import { ReadinessModule } from './readiness/readiness.module.js';
import { DiscoveryModule } from './scim-api/discovery/discovery.module.js';
import { ScimGroupsModule } from './scim-api/groups/scim-groups.module.js';
import { ScimReadinessModule } from './scim-api/readiness/scim-readiness.module.js';
import { RootSearchModule } from './scim-api/search/root-search.module.js';
import { UnsupportedModule } from './scim-api/unsupported/unsupported.module.js';
import { ScimUsersModule } from './scim-api/users/scim-users.module.js';
import { SchemaExtensionsModule } from './schema-extensions/schema-extensions.module.js';
import { SetupModule } from './setup/setup.module.js';
import { TenantAdministrationModule } from './tenant-administration/tenant-administration.module.js';
import { TenantsModule } from './tenants/tenants.module.js';
import { TokenManagementModule } from './tokens/token-management.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The composition root: every module that the server is made of. */
@Module({})
export class AppModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(configuration),
        PersistenceModule,
        OperationsModule,
        TenantsModule,
        IdentityModule,
        SchemaExtensionsModule,
        OpenApiModule,
        DirectoryModule,
        MappingsModule,
        ProvisioningModule,
        ProvisioningLogModule,
        TokenManagementModule,
        DisconnectionModule,
        JobsModule,
        ImportsModule,
        MatchingPreviewModule,
        ConversionModule,
        AuditLogModule,
        EventsModule,
        MailModule,
        MailAdministrationModule,
        NotificationEmailModule,
        WebhooksModule,
        SetupModule,
        TenantAdministrationModule,
        ReadinessModule,
        MetricsModule,
        ConsoleModule,
        DiscoveryModule,
        ScimReadinessModule,
        ScimUsersModule,
        ScimGroupsModule,
        RootSearchModule,
        UnsupportedModule,
      ],
    };
  }
}
