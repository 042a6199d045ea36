import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSource, QueryRunner } from 'typeorm';
import { Database } from './database.js';
import { sqliteDataSource } from './data-source.js';
import { SQLITE } from './dialect.js';
import { FirstInFirstOut } from './first-in-first-out.js';
import { ProcessLock } from './process-lock.js';

/**
 * The embedded database. TypeORM has one query runner a connection for everybody, so that concurrent transactions
 * would nest and lose data: writes take turns on theirs, and reads have a connection of their own.
 */
export class SqliteDatabase extends Database {
  readonly dialect = SQLITE;
  readonly begin = 'BEGIN IMMEDIATE';
  private readonly turns = new FirstInFirstOut();

  private constructor(
    readonly dataSource: DataSource,
    private readonly reader: DataSource,
    private readonly lock: ProcessLock,
  ) {
    super();
  }

  /** Opens and migrates. @throws DatabaseInUseError */
  static async open(file: string): Promise<SqliteDatabase> {
    mkdirSync(dirname(file), { recursive: true });
    const lock = ProcessLock.take(file);
    try {
      const writer = await sqliteDataSource(file, { readonly: false }).initialize();
      await writer.runMigrations({ transaction: 'each' });
      const reader = await sqliteDataSource(file, { readonly: true }).initialize();
      return new SqliteDatabase(writer, reader, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  withWriter<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    return this.turns.run(() => work(this.dataSource.createQueryRunner()));
  }

  withReader<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    return work(this.reader.createQueryRunner());
  }

  async rollback(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ROLLBACK');
  }

  async close(): Promise<void> {
    await this.turns.run(async () => {
      await this.reader.destroy();
      await this.dataSource.destroy();
    });
    this.lock.release();
  }
}
