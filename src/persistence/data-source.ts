import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '#migrations';
import { DatabaseHosts, type DatabaseHost } from './database-hosts.js';
import type { DatabaseAddress } from './database-url.js';
import { entities } from './entities.js';

/** Connections of the pool; one request holds at most one. */
const POOL_SIZE = 16;
const CONNECT_TIMEOUT = 5_000;

type MysqlAddress = Extract<DatabaseAddress, { engine: 'mysql' }>;

/** The embedded database: write-ahead log, and each commit on the disk before it is answered. */
export function sqliteDataSource(file: string, options: { readonly: boolean }): DataSource {
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: file,
    readonly: options.readonly,
    fileMustExist: options.readonly,
    enableWAL: !options.readonly,
    entities,
    migrations,
    statementCacheSize: 200,
    prepareDatabase: (connection: { pragma(text: string): unknown }) => {
      for (const pragma of [
        'synchronous = FULL',
        'foreign_keys = ON',
        'busy_timeout = 5000',
        'cache_size = -16384',
        'wal_autocheckpoint = 8000',
      ]) {
        connection.pragma(pragma);
      }
    },
  });
  acceptMysqlTypes(dataSource);
  return dataSource;
}

/**
 * MySQL or MariaDB, on whichever of its hosts answers, from `first` on. TypeORM must be told which of the two, because
 * they describe a column's default differently.
 */
export function mysqlDataSource(
  address: MysqlAddress,
  first: DatabaseHost,
  type: 'mysql' | 'mariadb',
): DataSource {
  const options: DataSourceOptions = {
    type,
    ...first,
    username: address.user,
    password: address.password,
    database: address.database,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    connectTimeout: CONNECT_TIMEOUT,
    poolSize: POOL_SIZE,
    // Times and counts stay far below 2^53: numbers, as SQLite gives them.
    bigNumberStrings: false,
    entities,
    migrations,
    extra: { stream: new DatabaseHosts(address.hosts, first).connect, multipleStatements: false },
  };
  return new DataSource(options);
}

/**
 * Lets SQLite take MySQL's names of types, so that an entity is written once. SQLite itself gives any name an
 * affinity: text for `longtext`, none that would convert bytes for `varbinary` and `longblob`.
 */
function acceptMysqlTypes({ driver }: DataSource): void {
  driver.supportedDataTypes.push('varbinary', 'longtext', 'longblob');
  (driver as typeof driver & { withLengthColumnTypes: string[] }).withLengthColumnTypes.push('varbinary');
}
