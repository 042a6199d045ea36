import { TableColumn, type QueryRunner, type TableColumnOptions } from 'typeorm';

/**
 * The columns that a migration may use, so that one list of migrations serves every engine.
 *
 * Text is compared by bytes everywhere: MySQL and MariaDB get `utf8mb4_bin`, SQLite compares by bytes by itself.
 */
export class Columns {
  private readonly text: Partial<TableColumnOptions>;

  constructor(queryRunner: QueryRunner) {
    const sqlite = queryRunner.dataSource.options.type === 'better-sqlite3';
    this.text = sqlite ? {} : { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
  }

  /** A UUID in text form. */
  id(name: string, options: Partial<TableColumnOptions> = {}): TableColumn {
    return this.string(name, 36, options);
  }
  string(name: string, length: number, options: Partial<TableColumnOptions> = {}): TableColumn {
    return new TableColumn({ name, type: 'varchar', length: String(length), ...this.text, ...options });
  }
  /** Text of any length, never part of an index. */
  longText(name: string, options: Partial<TableColumnOptions> = {}): TableColumn {
    return new TableColumn({ name, type: 'longtext', ...this.text, ...options });
  }
  /** Bytes that may be part of an index. */
  bytes(name: string, length: number, options: Partial<TableColumnOptions> = {}): TableColumn {
    return new TableColumn({ name, type: 'varbinary', length: String(length), ...options });
  }
  longBytes(name: string, options: Partial<TableColumnOptions> = {}): TableColumn {
    return new TableColumn({ name, type: 'longblob', ...options });
  }
  integer(name: string, options: Partial<TableColumnOptions> = {}): TableColumn {
    return new TableColumn({ name, type: 'integer', ...options });
  }
  /** Milliseconds since the epoch, and other counts beyond 32 bits. */
  bigint(name: string, options: Partial<TableColumnOptions> = {}): TableColumn {
    return new TableColumn({ name, type: 'bigint', ...options });
  }
  /** 0 or 1. */
  flag(name: string, options: Partial<TableColumnOptions> = {}): TableColumn {
    return new TableColumn({ name, type: 'tinyint', ...options });
  }
}
