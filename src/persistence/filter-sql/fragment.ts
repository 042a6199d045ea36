import type { Parameter } from '../unit-of-work.js';

/** A piece of SQL with the values of its placeholders, in order. Values never enter the text. */
export interface Fragment {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

export const TRUE: Fragment = { sql: '1 = 1', parameters: [] };
export const FALSE: Fragment = { sql: '1 = 0', parameters: [] };

/** `sql` as it stands, with its values. */
export function fragment(sql: string, ...parameters: readonly Parameter[]): Fragment {
  return { sql, parameters };
}

export function constant(value: boolean): Fragment {
  return value ? TRUE : FALSE;
}

export function and(...operands: readonly Fragment[]): Fragment {
  return join(operands, 'AND', TRUE);
}

export function or(...operands: readonly Fragment[]): Fragment {
  return join(operands, 'OR', FALSE);
}

export function not(operand: Fragment): Fragment {
  return { sql: `NOT (${operand.sql})`, parameters: operand.parameters };
}

/** One after the other, as they stand. */
export function sequence(...parts: readonly Fragment[]): Fragment {
  return {
    sql: parts.map((part) => part.sql).join(' '),
    parameters: parts.flatMap((part) => part.parameters),
  };
}

/** What is said twice is asked once: a filter may repeat a term two hundred times. */
function join(given: readonly Fragment[], word: 'AND' | 'OR', empty: Fragment): Fragment {
  const operands = [...new Map(given.map((operand) => [keyOf(operand), operand])).values()];
  if (operands.length === 0) return empty;
  if (operands.length === 1) return operands[0]!;
  return {
    sql: operands.map((operand) => `(${operand.sql})`).join(` ${word} `),
    parameters: operands.flatMap((operand) => operand.parameters),
  };
}

function keyOf({ sql, parameters }: Fragment): string {
  const values = parameters.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value));
  return JSON.stringify([sql, values]);
}
