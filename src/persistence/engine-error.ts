import { QueryFailedError } from 'typeorm';
import type { DataSource } from 'typeorm';
import { ForeignKeyViolation, UnavailableError, UniqueViolation } from './unique-violation.js';

interface DriverError {
  readonly code?: string;
  readonly errno?: number;
  readonly message: string;
}

/** Deadlock, lock wait time-out, and MariaDB's "record has changed since last read": the whole unit is tried again. */
const TRY_AGAIN = new Set([1213, 1205, 1020]);
const DUPLICATE_KEY = 1062;
const MISSING_PARENT = 1452;
const GONE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_OPTION_PREVENTS_STATEMENT',
]);

/** Whether the database chose this unit of work as the victim of a conflict. */
export function isConflict(error: unknown): boolean {
  const { errno } = driverError(error);
  return errno !== undefined && TRY_AGAIN.has(errno);
}

/** The domain's name for what a driver reports; anything else comes back as it is. */
export function translate(error: unknown, dataSource: DataSource): unknown {
  const { code, errno, message } = driverError(error);
  if (errno === DUPLICATE_KEY) return new UniqueViolation(mysqlIndex(message), { cause: error });
  if (errno === MISSING_PARENT || code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new ForeignKeyViolation(message, { cause: error });
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return new UniqueViolation(sqliteIndex(message, dataSource), { cause: error });
  }
  if (code !== undefined && GONE.has(code)) return new UnavailableError(message, { cause: error });
  return error;
}

function driverError(error: unknown): DriverError {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof Error ? cause : { message: String(cause) };
}

/** `Duplicate entry '…' for key 'resources_name'`; MySQL puts the table's name before it. */
function mysqlIndex(message: string): string {
  const key = /for key '([^']+)'\s*$/.exec(message)?.[1] ?? 'unknown';
  return key.slice(key.lastIndexOf('.') + 1);
}

/** SQLite names the columns: `UNIQUE constraint failed: resources.tenant_id, resources.name_digest`. */
function sqliteIndex(message: string, dataSource: DataSource): string {
  const columns = message
    .slice(message.indexOf(':') + 1)
    .split(',')
    .map((column) => column.trim());
  const table = columns[0]!.slice(0, columns[0]!.indexOf('.'));
  const names = columns.map((column) => column.slice(column.indexOf('.') + 1)).join();
  const metadata = dataSource.entityMetadatas.find(({ tableName }) => tableName === table);
  const index = metadata?.indices.find(
    ({ isUnique, columns: indexed }) =>
      isUnique && indexed.map(({ databaseName }) => databaseName).join() === names,
  );
  return index?.name ?? `${table}_primary`;
}
