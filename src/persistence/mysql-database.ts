import { createConnection } from 'mysql2/promise';
import type { DataSource, QueryRunner } from 'typeorm';
import { Database } from './database.js';
import { mysqlDataSource } from './data-source.js';
import type { DatabaseAddress } from './database-url.js';
import { MYSQL } from './dialect.js';
import { UnavailableError } from './unique-violation.js';

type MysqlAddress = Extract<DatabaseAddress, { engine: 'mysql' }>;
type Host = MysqlAddress['hosts'][number];

/** How each connection begins; the isolation level is set by a statement that MySQL and MariaDB share. */
const SESSION = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
  // A filter of many terms becomes a join of many tables: trying all of their orders would take longer than the query.
  'SET SESSION optimizer_search_depth = 3',
];
/** Groups nest as deep as they nest: MariaDB would stop in silence after 1,000 levels, MySQL with an error. */
const DEPTH = {
  mariadb: 'SET SESSION max_recursive_iterations = 4294967295',
  mysql: 'SET SESSION cte_max_recursion_depth = 4294967295',
} as const;

/** How long a replica waits for another one to finish migrating, in seconds. */
const MIGRATION_WAIT = 120;

/** MySQL 8.4 or MariaDB 10.11 and newer, over a pool of connections. */
export class MysqlDatabase extends Database {
  readonly dialect = MYSQL;

  private constructor(readonly dataSource: DataSource) {
    super();
  }

  /** Connects to the first host that answers, and migrates under a lock that all replicas share. */
  static async open(address: MysqlAddress): Promise<MysqlDatabase> {
    const { host, type } = await firstReachable(address);
    const dataSource = mysqlDataSource(address, host, type);
    await dataSource.initialize();
    try {
      await prepareSessions(dataSource, type);
      await migrate(dataSource, address.database);
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
    return new MysqlDatabase(dataSource);
  }

  transaction<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    return this.withReader(async (queryRunner) => {
      await queryRunner.query('START TRANSACTION');
      try {
        const result = await work(queryRunner);
        await queryRunner.query('COMMIT');
        return result;
      } catch (error) {
        await this.rollback(queryRunner);
        throw error;
      }
    });
  }

  async withReader<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    const queryRunner = this.dataSource.createQueryRunner();
    try {
      return await work(queryRunner);
    } finally {
      await queryRunner.release();
    }
  }

  /** A connection that cannot even roll back is broken, and the server has rolled back already. */
  private async rollback(queryRunner: QueryRunner): Promise<void> {
    try {
      await queryRunner.query('ROLLBACK');
    } catch {
      const connection = (await queryRunner.connect()) as { destroy(): void };
      connection.destroy();
    }
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}

async function firstReachable(address: MysqlAddress): Promise<{ host: Host; type: 'mysql' | 'mariadb' }> {
  let failure: unknown;
  for (const host of address.hosts) {
    try {
      const { user, password, database } = address;
      const connection = await createConnection({ ...host, user, password, database, connectTimeout: 5_000 });
      const [rows] = await connection.query('SELECT VERSION() AS version');
      await connection.end();
      const { version } = (rows as { version: string }[])[0]!;
      return { host, type: /mariadb/i.test(version) ? 'mariadb' : 'mysql' };
    } catch (error) {
      failure = error;
    }
  }
  throw new UnavailableError(`No database host answers: ${(failure as Error).message}`, { cause: failure });
}

/**
 * Each new connection: READ COMMITTED, so that inserts do not lock gaps; strict mode, so that nothing is cut off
 * silently; times in UTC.
 */
async function prepareSessions(dataSource: DataSource, type: 'mysql' | 'mariadb'): Promise<void> {
  const statements = [...SESSION, DEPTH[type]];
  const { pool } = dataSource.driver as typeof dataSource.driver & {
    pool: { on(event: 'connection', listener: (connection: { query(sql: string): void }) => void): void };
  };
  pool.on('connection', (connection) => statements.forEach((statement) => connection.query(statement)));
  // The one connection with which TypeORM has looked at the server is there already.
  for (const statement of statements) await dataSource.query(statement);
}

/** Replicas that start together migrate one after the other; the later ones find nothing to do. */
async function migrate(dataSource: DataSource, database: string): Promise<void> {
  const name = `rollcall_migrate_${database}`.slice(0, 64);
  const queryRunner = dataSource.createQueryRunner();
  try {
    const [row] = (await queryRunner.query('SELECT GET_LOCK(?, ?) AS taken', [name, MIGRATION_WAIT])) as {
      taken: number | null;
    }[];
    if (Number(row?.taken) !== 1)
      throw new UnavailableError('Another replica has been migrating for too long');
    await dataSource.runMigrations({ transaction: 'each' });
    await queryRunner.query('SELECT RELEASE_LOCK(?)', [name]);
  } finally {
    await queryRunner.release();
  }
}
