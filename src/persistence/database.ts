import type { DataSource, QueryRunner } from 'typeorm';
import type { Dialect } from './dialect.js';

/** An open and migrated database: who may write, who may read, and how a transaction begins. */
export abstract class Database {
  abstract readonly dialect: Dialect;
  abstract readonly dataSource: DataSource;
  /** The statement that begins a write. */
  abstract readonly begin: string;

  abstract withWriter<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T>;
  abstract withReader<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T>;
  /** Ends a failed transaction; the failure itself is what the caller hears of. */
  abstract rollback(queryRunner: QueryRunner): Promise<void>;
  abstract close(): Promise<void>;
}
