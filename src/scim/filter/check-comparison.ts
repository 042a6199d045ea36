import { booleanFromString } from '../interop/values.js';
import type { Conformance } from '../interop/tolerance.js';
import { simplePath, type AttributePath } from '../path/attribute-path.js';
import type { Attribute } from '../schema/attribute.js';
import type { CompareOperator, Filter } from './ast.js';
import { parseDateTime } from './date-time.js';
import type { Scanner } from './scanner.js';

const ON_TEXT: ReadonlySet<CompareOperator> = new Set(['co', 'sw', 'ew']);
const ON_ORDER: ReadonlySet<CompareOperator> = new Set(['gt', 'ge', 'lt', 'le']);

/** What is never returned cannot be asked for either: a filter would tell it bit by bit. */
export function checkFilterable({ attribute, subAttribute }: AttributePath, scanner: Scanner): void {
  for (const { name, returned, mutability } of subAttribute ? [attribute, subAttribute] : [attribute]) {
    if (returned === 'never' || mutability === 'writeOnly')
      scanner.fail(`${name} cannot be used in a filter`);
  }
}

/** Checks that operator, value and attribute fit each other (RFC 7644 §3.4.2.2, Table 3). */
export function checkComparison(
  path: AttributePath,
  operator: CompareOperator,
  value: string | number | boolean | null,
  scanner: Scanner,
  conformance: Conformance | undefined,
): Filter {
  if (value === null) return comparedWithNull(path, operator, scanner);
  const simple = simplePath(path);
  if (!simple) return scanner.fail(`${path.attribute.name} is complex: compare one of its sub-attributes`);
  const attribute = simple.subAttribute ?? simple.attribute;
  checkOperator(attribute, operator, scanner);
  return {
    kind: 'comparison',
    path: simple,
    operator,
    value: trimmed(attribute, operator, checkValue(attribute, value, scanner, conformance)),
  };
}

/** What is compared with null is asked whether it has a value (RFC 7643 §2.5: null is "unassigned"). */
function comparedWithNull(path: AttributePath, operator: CompareOperator, scanner: Scanner): Filter {
  if (operator === 'ne') return { kind: 'presence', path };
  if (operator === 'eq') return { kind: 'not', operand: { kind: 'presence', path } };
  return scanner.fail('null can be compared with eq and ne only');
}

function checkOperator({ name, type }: Attribute, operator: CompareOperator, scanner: Scanner): void {
  const textual = type === 'string' || type === 'reference';
  if (ON_TEXT.has(operator) && !textual) {
    scanner.fail(`${operator} compares strings, and ${name} is a ${type}`);
  }
  if (ON_ORDER.has(operator) && (type === 'boolean' || type === 'binary')) {
    scanner.fail(`${name} is a ${type} and has no order`);
  }
}

/** White space around a `visible` value was left out when it was stored: a client that asks for it finds it all the same. */
function trimmed<T>({ visible }: Attribute, operator: CompareOperator, value: T): T | string {
  const whole = operator === 'eq' || operator === 'ne';
  return visible && whole && typeof value === 'string' ? value.trim() : value;
}

function checkValue(
  { name, type }: Attribute,
  value: string | number | boolean,
  scanner: Scanner,
  conformance: Conformance | undefined,
): string | number | boolean {
  switch (type) {
    case 'boolean': {
      if (typeof value === 'boolean') return value;
      const read = typeof value === 'string' ? booleanFromString(value, conformance) : undefined;
      return read ?? scanner.fail(`${name} is a boolean: compare it with true or false`);
    }
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? value : scanner.fail(`${name} is a number: write it without quotes`);
    case 'dateTime': {
      const time = typeof value === 'string' ? parseDateTime(value) : undefined;
      return time ?? scanner.fail(`${name} is a dateTime: compare it with "2011-05-13T04:42:34Z"`);
    }
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      return typeof value === 'string'
        ? value
        : scanner.fail(`${name} is a string: write the value in double quotes`);
  }
}
