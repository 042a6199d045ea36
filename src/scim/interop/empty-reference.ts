import type { JsonValue } from '../resource/resource.js';
import { isObject, memberNamed } from '../resource/json-object.js';
import type { Attribute } from '../schema/attribute.js';
import { findAttribute } from '../schema/find-attribute.js';
import type { Conformance } from './tolerance.js';

/**
 * Reads an empty reference as null: the Microsoft SCIM Validator and Entra ID remove a manager by replacing it with
 * `""` or `{"value":""}`. RFC 7643 §2.5 knows only null and the empty list as "no value".
 */
export function emptyReferenceAsNull(
  value: JsonValue,
  attribute: Attribute,
  conformance: Conformance,
): JsonValue {
  const reference = isObject(value) ? memberNamed(value, 'value') : value;
  if (reference !== '' || conformance.mode === 'strict') return value;
  if (attribute.multiValued || !findAttribute(attribute.subAttributes ?? [], 'value')) return value;
  conformance.used('emptyReferenceRemoves');
  return null;
}
