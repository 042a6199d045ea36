import { isObject } from '../resource/json-object.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import type { AttributePath } from '../path/attribute-path.js';
import type { Attribute } from '../schema/attribute.js';
import type { Comparison, Filter } from './ast.js';
import { parseDateTime } from './date-time.js';
import { compareKeys, comparisonKey, fold } from './key.js';

/**
 * Whether a complete resource, as it is answered, satisfies a filter. Lists are filtered by the database; this is
 * what the database's answers are held against, and what value filters in PATCH paths are decided by.
 */
export function matches(filter: Filter, resource: JsonObject): boolean {
  return evaluate(filter, (path) => valuesAt(resource, path));
}

/** Whether one element of a complex attribute satisfies a value filter: its paths name sub-attributes. */
export function elementMatches(filter: Filter, element: JsonValue): boolean {
  return evaluate(filter, ({ subAttribute }) =>
    isObject(element) && subAttribute ? listOf(element[subAttribute.name]) : [],
  );
}

function evaluate(filter: Filter, valuesOf: (path: AttributePath) => readonly JsonValue[]): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.operands.every((operand) => evaluate(operand, valuesOf));
    case 'or':
      return filter.operands.some((operand) => evaluate(operand, valuesOf));
    case 'not':
      return !evaluate(filter.operand, valuesOf);
    case 'presence':
      return valuesOf(filter.path).some(isPresent);
    case 'valuePath':
      return valuesOf(filter.path).some((element) => elementMatches(filter.filter, element));
    case 'comparison':
      if (filter.operator === 'ne') return !evaluate({ ...filter, operator: 'eq' }, valuesOf);
      return valuesOf(filter.path).some((value) => compare(filter, value));
  }
}

function compare({ path, operator, value: literal }: Comparison, value: JsonValue): boolean {
  const attribute = path.subAttribute ?? path.attribute;
  const comparable = comparableValue(value, attribute);
  if (comparable === undefined) return false;
  const text = () => fold(String(comparable), attribute.caseExact);
  const part = () => fold(String(literal), attribute.caseExact);
  const order = () => compareKeys(comparisonKey(comparable, attribute), comparisonKey(literal, attribute));
  switch (operator) {
    case 'eq':
      return order() === 0;
    case 'ne':
      return order() !== 0;
    case 'co':
      return text().includes(part());
    case 'sw':
      return text().startsWith(part());
    case 'ew':
      return text().endsWith(part());
    case 'gt':
      return order() > 0;
    case 'ge':
      return order() >= 0;
    case 'lt':
      return order() < 0;
    case 'le':
      return order() <= 0;
  }
}

/** A value in the form that comparison keys are made of; undefined for what has no order with others. */
export function comparableValue(
  value: JsonValue | undefined,
  attribute: Pick<Attribute, 'type'>,
): string | number | boolean | undefined {
  if (attribute.type === 'dateTime') return typeof value === 'string' ? parseDateTime(value) : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

/** Every value that a path names, those of all elements where the attribute is multi-valued. */
export function valuesAt(
  resource: JsonObject,
  { extension, attribute, subAttribute }: AttributePath,
): JsonValue[] {
  const owner = extension === undefined ? resource : resource[extension];
  if (!isObject(owner)) return [];
  const values = listOf(owner[attribute.name]);
  if (!subAttribute) return values;
  return values.flatMap((element) => (isObject(element) ? listOf(element[subAttribute.name]) : []));
}

/** Empty and null are "unassigned" (RFC 7643 §2.5); an empty string is a value that somebody assigned. */
function isPresent(value: JsonValue): boolean {
  return isObject(value) ? Object.keys(value).length > 0 : value !== null;
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
