import type { CompareOperator } from '../../scim/index.js';
import type { Dialect } from '../dialect.js';
import { and, fragment, or, TRUE, type Fragment } from './fragment.js';
import { HEAD_LENGTH, splitKey } from './stored-key.js';

/**
 * Compares a stored value with a comparison key, byte by byte (stored-key.ts says how it is stored).
 *
 * `alias` is that of the `attribute_values` row. `ne` is not among the operators: it is the negation of `eq` and
 * belongs to whoever knows over what it ranges.
 */
export function compareStoredKey(
  alias: string,
  operator: Exclude<CompareOperator, 'ne'>,
  literal: Buffer,
  dialect: Dialect,
): Fragment {
  switch (operator) {
    case 'eq':
      return equalsStoredKey(alias, literal);
    case 'gt':
      return beyond(alias, '>', literal);
    case 'ge':
      return or(beyond(alias, '>', literal), equalsStoredKey(alias, literal));
    case 'lt':
      return beyond(alias, '<', literal);
    case 'le':
      return or(beyond(alias, '<', literal), equalsStoredKey(alias, literal));
    case 'sw':
      return startsWith(alias, literal);
    case 'co':
      return shortOrWhole(alias, dialect, (expression) => fragment(`INSTR(${expression}, ?) > 0`, literal));
    case 'ew':
      return shortOrWhole(alias, dialect, (expression) => endsWithBytes(expression, literal));
  }
}

export function equalsStoredKey(alias: string, literal: Uint8Array): Fragment {
  const { head, tail } = splitKey(literal);
  return tail
    ? fragment(`${alias}.value_key = ? AND ${alias}.value_tail = ?`, head, tail)
    : fragment(`${alias}.value_key = ?`, head);
}

/** A key that is cut off is longer than any whole one that it begins with: where heads differ they decide. */
function beyond(alias: string, operator: '>' | '<', literal: Buffer): Fragment {
  const { head, tail } = splitKey(literal);
  const byHead = fragment(`${alias}.value_key ${operator} ?`, head);
  return tail
    ? or(byHead, fragment(`${alias}.value_key = ? AND ${alias}.value_tail ${operator} ?`, head, tail))
    : byHead;
}

function startsWith(alias: string, literal: Buffer): Fragment {
  const { head, tail } = splitKey(literal);
  if (tail) {
    // SQLite takes a part of no bytes for NULL, which a negation would not turn into true.
    const begins = `COALESCE(SUBSTR(${alias}.value_tail, 1, ${tail.length}), X'') = ?`;
    return fragment(`${alias}.value_key = ? AND ${begins}`, head, tail);
  }
  const end = successor(literal);
  // A range instead of a pattern: it is answered from the index, and no character is special.
  return end
    ? fragment(`${alias}.value_key >= ? AND ${alias}.value_key < ?`, literal, end)
    : fragment(`${alias}.value_key >= ?`, literal);
}

/** A condition on the indexed column where it holds the whole key, and on head and tail together elsewhere. */
function shortOrWhole(
  alias: string,
  dialect: Dialect,
  condition: (expression: string) => Fragment,
): Fragment {
  const key = `${alias}.value_key`;
  return or(
    and(fragment(`LENGTH(${key}) < ${HEAD_LENGTH}`), condition(key)),
    and(
      fragment(`LENGTH(${key}) = ${HEAD_LENGTH}`),
      condition(dialect.concatBytes(key, `${alias}.value_tail`)),
    ),
  );
}

/** Compares any expression of bytes (an id, a location) with a literal; such expressions are short and not indexed. */
export function compareBytes(
  expression: string,
  operator: Exclude<CompareOperator, 'ne'>,
  literal: Buffer,
): Fragment {
  switch (operator) {
    case 'eq':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return fragment(`${expression} ${SQL_OPERATOR[operator]} ?`, literal);
    case 'sw':
      return fragment(`SUBSTR(${expression}, 1, ${literal.length}) = ?`, literal);
    case 'co':
      return fragment(`INSTR(${expression}, ?) > 0`, literal);
    case 'ew':
      return endsWithBytes(expression, literal);
  }
}

export const SQL_OPERATOR = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

function endsWithBytes(expression: string, literal: Buffer): Fragment {
  if (literal.length === 0) return TRUE;
  // SUBSTR with a start before the beginning differs between engines: the length is asked first.
  return fragment(
    `LENGTH(${expression}) >= ${literal.length} AND SUBSTR(${expression}, -${literal.length}) = ?`,
    literal,
  );
}

/** The least bytes that are greater than everything that starts with `prefix`; undefined where there are none. */
function successor(prefix: Buffer): Buffer | undefined {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end--;
  if (end === 0) return undefined;
  const bytes = Buffer.from(prefix.subarray(0, end));
  bytes[end - 1]!++;
  return bytes;
}
