import type { CompareOperator } from '../../scim/index.js';
import type { Dialect } from '../dialect.js';
import { and, fragment, or, TRUE, type Fragment } from './fragment.js';
import { splitKey } from './stored-key.js';

/**
 * Compares a stored value with a comparison key. The key's first 512 bytes stand in `value_key`, which is indexed,
 * the rest of a longer one in `value_tail`; together they compare as the whole does, byte by byte.
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
  const column = new StoredKey(alias, dialect);
  switch (operator) {
    case 'eq':
      return column.equals(literal);
    case 'gt':
      return column.greater(literal);
    case 'ge':
      return or(column.greater(literal), column.equals(literal));
    case 'lt':
      return column.less(literal);
    case 'le':
      return or(column.less(literal), column.equals(literal));
    case 'sw':
      return column.startsWith(literal);
    case 'co':
      return column.contains(literal);
    case 'ew':
      return column.endsWith(literal);
  }
}

class StoredKey {
  private readonly key: string;
  private readonly tail: string;

  constructor(
    alias: string,
    private readonly dialect: Dialect,
  ) {
    this.key = `${alias}.value_key`;
    this.tail = `${alias}.value_tail`;
  }

  equals(literal: Buffer): Fragment {
    const { head, tail: rest } = splitKey(literal);
    return rest
      ? fragment(`${this.key} = ? AND ${this.tail} = ?`, head, rest)
      : fragment(`${this.key} = ? AND ${this.tail} IS NULL`, head);
  }

  greater(literal: Buffer): Fragment {
    const { head, tail: rest } = splitKey(literal);
    // A value that goes on after an equal head is greater than a literal that ends there.
    return rest
      ? fragment(`${this.key} > ? OR (${this.key} = ? AND ${this.tail} > ?)`, head, head, rest)
      : fragment(`${this.key} > ? OR (${this.key} = ? AND ${this.tail} IS NOT NULL)`, head, head);
  }

  less(literal: Buffer): Fragment {
    const { head, tail: rest } = splitKey(literal);
    return rest
      ? fragment(
          `${this.key} < ? OR (${this.key} = ? AND (${this.tail} IS NULL OR ${this.tail} < ?))`,
          head,
          head,
          rest,
        )
      : fragment(`${this.key} < ?`, head);
  }

  startsWith(literal: Buffer): Fragment {
    const { head, tail: rest } = splitKey(literal);
    if (rest) return and(fragment(`${this.key} = ?`, head), this.prefix(this.tail, rest));
    const end = successor(literal);
    // A range instead of a pattern: it is answered from the index, and no character is special.
    return end
      ? fragment(`${this.key} >= ? AND ${this.key} < ?`, literal, end)
      : fragment(`${this.key} >= ?`, literal);
  }

  contains(literal: Buffer): Fragment {
    const whole = this.dialect.concatBytes(this.key, this.tail);
    return or(
      fragment(`INSTR(${this.key}, ?) > 0`, literal),
      and(fragment(`${this.tail} IS NOT NULL`), fragment(`INSTR(${whole}, ?) > 0`, literal)),
    );
  }

  endsWith(literal: Buffer): Fragment {
    const whole = this.dialect.concatBytes(this.key, this.tail);
    return or(
      and(fragment(`${this.tail} IS NULL`), endsWithBytes(this.key, literal)),
      and(fragment(`${this.tail} IS NOT NULL`), endsWithBytes(whole, literal)),
    );
  }

  private prefix(expression: string, literal: Buffer): Fragment {
    return fragment(`SUBSTR(${expression}, 1, ${literal.length}) = ?`, literal);
  }
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
