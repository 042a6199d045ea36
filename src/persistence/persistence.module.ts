import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { Database } from './database.js';
import { parseDatabaseUrl } from './database-url.js';
import { MysqlDatabase } from './mysql-database.js';
import { SealedCursor } from './sealed-cursor.js';
import { SqliteDatabase } from './sqlite-database.js';
import { UnitOfWork } from './unit-of-work.js';

/** Opens the database that DATABASE_URL names. @throws DatabaseInUseError, UnavailableError */
export function openDatabase(url: string): Promise<Database> {
  const address = parseDatabaseUrl(url);
  if (!address) throw new Error('DATABASE_URL names no database');
  return address.engine === 'sqlite' ? SqliteDatabase.open(address.file) : MysqlDatabase.open(address);
}

@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [Configuration],
      useFactory: (configuration: Configuration) => openDatabase(configuration.databaseUrl),
    },
    SealedCursor,
    UnitOfWork,
  ],
  exports: [Database, SealedCursor, UnitOfWork],
})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}
