/** The few things that the engines write differently. */
export interface Dialect {
  readonly name: 'sqlite' | 'mysql';
  /** Appended to a SELECT: keeps its rows for this unit of work. SQLite has one writer anyway. */
  readonly forUpdate: string;
  /** Keeps its rows from being changed, while others may keep them too. */
  readonly forShare: string;
  /** As `forUpdate`, for work that others may take: rows that they keep are left out. */
  readonly forUpdateSkipLocked: string;
  /** The bytes of a text, so that no collation has a say in comparing them. */
  bytes(expression: string): string;
  /** Texts one after the other. */
  concat(expressions: readonly string[]): string;
  /** Follows a table's name: it is read by this index, whatever the engine believes of the rows that it will meet. */
  byIndex(name: string): string;
  /** Goes on after the VALUES of an INSERT: the assignments that follow change the row which has the key already. */
  onConflict(key: string): string;
  /** Sorts rows in order of their writing at no cost: every index ends with it. */
  readonly orderOfWriting: string;
  /** Two byte columns one after the other. */
  concatBytes(first: string, second: string): string;
}

export const SQLITE: Dialect = {
  name: 'sqlite',
  forUpdate: '',
  forShare: '',
  forUpdateSkipLocked: '',
  bytes: (expression) => `CAST(${expression} AS BLOB)`,
  concat: (expressions) => `(${expressions.join(' || ')})`,
  concatBytes: (first, second) => `CAST(${first} || ${second} AS BLOB)`,
  byIndex: (name) => ` INDEXED BY ${name}`,
  onConflict: (key) => `ON CONFLICT (${key}) DO UPDATE SET`,
  orderOfWriting: 'rowid',
};

/** MySQL 8.4 and MariaDB 10.11 alike. */
export const MYSQL: Dialect = {
  name: 'mysql',
  forUpdate: ' FOR UPDATE',
  forShare: ' LOCK IN SHARE MODE',
  forUpdateSkipLocked: ' FOR UPDATE SKIP LOCKED',
  bytes: (expression) => `CAST(${expression} AS BINARY)`,
  concat: (expressions) => `CONCAT(${expressions.join(', ')})`,
  concatBytes: (first, second) => `CONCAT(${first}, ${second})`,
  byIndex: (name) => ` FORCE INDEX (${name})`,
  onConflict: () => 'ON DUPLICATE KEY UPDATE',
  orderOfWriting: 'id',
};
