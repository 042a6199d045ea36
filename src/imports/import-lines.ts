import { CsvError, parse } from 'csv-parse/sync';
import { InvalidInputError, type FieldError } from '../admin-api/problem.js';
import { checkKeys, parseJson, ScimError, type JsonObject, type JsonValue } from '../scim/index.js';

/** How a file of users is written. */
export const IMPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** A user of the file, or why the line is none. */
export interface ImportLine {
  /** Counted from 1; of a record of several lines the last one. */
  readonly number: number;
  readonly user: JsonObject;
  readonly errors: readonly FieldError[];
}

/** The columns of a CSV file, and how a cell becomes a value. */
const COLUMNS: Readonly<Record<string, (cell: string) => JsonValue>> = {
  userName: asText,
  email: asText,
  givenName: asText,
  familyName: asText,
  displayName: asText,
  active: (cell) => ({ true: true, false: false })[cell.toLowerCase()] ?? cell,
  roles: (cell) => cell.split(/[\s;,]+/).filter((role) => role !== ''),
};
const NAMES = new Map(Object.keys(COLUMNS).map((name) => [name.toLowerCase(), name]));

/**
 * The lines of a file. CSV (RFC 4180) has a header of the fields' names, in any order; several roles stand in one
 * cell, with spaces between them. JSON lines have an object each.
 * @throws InvalidInputError where the file cannot be read on, with the line
 */
export function readLines(text: string, format: ImportFormat): ImportLine[] {
  const content = text.replace(/^\uFEFF/, '');
  return format === 'csv' ? readCsv(content) : readJsonLines(content);
}

function readJsonLines(text: string): ImportLine[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [readJsonLine(line, index + 1)]));
}

function readJsonLine(line: string, number: number): ImportLine {
  try {
    const user = parseJson(line);
    checkKeys(user);
    if (typeof user === 'object' && user !== null && !Array.isArray(user))
      return { number, user, errors: [] };
    return { number, user: {}, errors: [{ path: '', message: 'must be an object' }] };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return { number, user: {}, errors: [{ path: '', message: error.detail }] };
  }
}

function readCsv(text: string): ImportLine[] {
  const [header, ...records] = parseCsv(text);
  if (!header) return [];
  const columns = header.record.map((title) => columnOf(title));
  const twice = columns.find((column, index) => columns.indexOf(column) < index);
  if (twice !== undefined) throw faultyHeader(`has the column "${twice}" twice`);
  return records.map(({ record, number }) => {
    if (record.length !== columns.length) {
      const message = `has ${record.length} cells; the header has ${columns.length}`;
      return { number, user: {}, errors: [{ path: '', message }] };
    }
    const cells = columns.map((column, index) => [column, record[index]!] as const);
    const given = cells.filter(([, cell]) => cell !== '');
    return {
      number,
      user: Object.fromEntries(given.map(([name, cell]) => [name, COLUMNS[name]!(cell)])),
      errors: [],
    };
  });
}

function parseCsv(text: string): { record: string[]; number: number }[] {
  try {
    const rows = parse(text, {
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, number: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InvalidInputError([
      { path: `line ${String(error['lines'])}`, message: `is not CSV: ${error.message}` },
    ]);
  }
}

function columnOf(title: string): string {
  const name = NAMES.get(title.trim().toLowerCase());
  if (name !== undefined) return name;
  throw faultyHeader(`has the unknown column "${title}"; known are ${Object.keys(COLUMNS).join(', ')}`);
}

function faultyHeader(message: string): InvalidInputError {
  return new InvalidInputError([{ path: 'line 1', message }]);
}

function asText(cell: string): string {
  return cell;
}
