import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from './config/config.module.js';
import type { Configuration } from './config/configuration.js';
import { OperationsModule } from './operations/operations.module.js';
import { PersistenceModule } from './persistence/persistence.module.js';

/** The composition root: every module that the server is made of. */
@Module({})
export class AppModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(configuration), PersistenceModule, OperationsModule],
    };
  }
}
