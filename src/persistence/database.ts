import type { DataSource, QueryRunner } from 'typeorm';
import type { Dialect } from './dialect.js';

/** An open and migrated database: who may write, who may read. */
export abstract class Database {
  abstract readonly dialect: Dialect;
  abstract readonly dataSource: DataSource;

  /** Runs work in a transaction of its own: committed when the promise is fulfilled, rolled back when it is rejected. */
  abstract transaction<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T>;
  abstract withReader<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T>;
  abstract close(): Promise<void>;
}
