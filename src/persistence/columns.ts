import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/**
 * The columns that entities may use: the same names as in `migrations/dsl`, so that an entity and its migration
 * read alike. SQLite takes MySQL's type names (see data-source.ts), so one entity serves every engine.
 */

/** A UUID in text form. */
export const IdColumn = (name: string, options: ColumnOptions = {}) => StringColumn(name, 36, options);

export const PrimaryIdColumn = (name: string) => PrimaryColumn({ name, type: 'varchar', length: 36 });

export const StringColumn = (name: string, length: number, options: ColumnOptions = {}) =>
  Column({ name, type: 'varchar', length, ...options });

export const LongTextColumn = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'longtext', ...options });

/** Bytes that may be part of an index. */
export const BytesColumn = (name: string, length: number, options: ColumnOptions = {}) =>
  Column({ name, type: 'varbinary', length, ...options });

export const LongBytesColumn = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'longblob', ...options });

export const IntegerColumn = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'integer', ...options });

/** Milliseconds since the epoch. */
export const TimeColumn = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'bigint', transformer: { to: (value: number) => value, from: toNumber }, ...options });

/** 0 or 1. */
export const FlagColumn = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'tinyint', ...options });

function toNumber(value: string | number | null): number | null {
  return value === null ? null : Number(value);
}
