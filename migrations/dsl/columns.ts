import { TableColumn, type QueryRunner, type TableColumnOptions } from 'typeorm';

/**
 * Collations that compare bytes, all of them. MySQL's and MariaDB's common `utf8mb4_bin` would take 'a' and 'a ' for
 * equal, so that an id with a blank behind it would find the row. SQLite compares bytes by itself.
 */
const COLLATIONS: Readonly<Record<string, string>> = {
  mariadb: 'utf8mb4_nopad_bin',
  mysql: 'utf8mb4_0900_bin',
};

/** The columns that a migration may use, so that one list of migrations serves every engine. */
export class Columns {
  private readonly text: Partial<TableColumnOptions>;

  constructor(queryRunner: QueryRunner) {
    const collation = COLLATIONS[queryRunner.dataSource.options.type];
    this.text = collation === undefined ? {} : { charset: 'utf8mb4', collation };
  }

  /** Follows the type of a text column that is added by a statement. */
  get collation(): string {
    const { charset, collation } = this.text;
    return collation === undefined ? '' : ` CHARACTER SET ${charset!} COLLATE ${collation}`;
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
