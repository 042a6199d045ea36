import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from '../config/config.module.js';
import type { Configuration } from '../config/configuration.js';
import { ConversionModule } from '../conversion/conversion.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { PersistenceModule } from '../persistence/persistence.module.js';
import { AdministratorsModule } from '../setup/administrators.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { TokenManagementModule } from '../tokens/token-management.module.js';

/** The composition root of the command line. */
@Module({})
export class CommandModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: CommandModule,
      imports: [
        ConfigModule.with(configuration),
        PersistenceModule,
        AdministratorsModule,
        ConversionModule,
        IdentityModule,
        ImportsModule,
        TenantsModule,
        TokenManagementModule,
      ],
    };
  }
}
