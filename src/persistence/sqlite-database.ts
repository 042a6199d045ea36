import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSource, QueryRunner } from 'typeorm';
import { Database } from './database.js';
import { sqliteDataSource } from './data-source.js';
import { SQLITE } from './dialect.js';
import { GroupCommit } from './group-commit.js';
import { ProcessLock } from './process-lock.js';

/**
 * The embedded database. TypeORM has one query runner a connection for everybody, so that concurrent transactions
 * would nest and lose data: writes take turns on theirs, and reads have a connection of their own.
 */
export class SqliteDatabase extends Database {
  readonly dialect = SQLITE;
  private readonly writer: GroupCommit;

  private constructor(
    readonly dataSource: DataSource,
    private readonly reader: DataSource,
    private readonly lock: ProcessLock,
  ) {
    super();
    this.writer = new GroupCommit(dataSource.createQueryRunner());
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

  transaction<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    return this.writer.run(work);
  }

  withReader<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    return work(this.reader.createQueryRunner());
  }

  /** Once the last write is done. */
  async close(): Promise<void> {
    await this.writer.run(() => Promise.resolve());
    await this.reader.destroy();
    await this.dataSource.destroy();
    this.lock.release();
  }
}
