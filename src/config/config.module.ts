import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Configuration } from './configuration.js';
import { SecretKey } from './secret-key.js';

/** The validated configuration, for everybody. */
@Global()
@Module({})
export class ConfigModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: Configuration, useValue: configuration }, SecretKey],
      exports: [Configuration, SecretKey],
    };
  }
}
