import { InvalidValueError } from '../error.js';
import type { JsonValue } from '../resource/resource.js';
import { isObject, memberNamed } from '../resource/json-object.js';
import type { Attribute } from '../schema/attribute.js';
import { findAttribute } from '../schema/find-attribute.js';
import type { Conformance } from './tolerance.js';

/**
 * Reads an empty reference as null: the Microsoft SCIM Validator and Entra ID remove a manager by replacing it with
 * `""` or `{"value":""}`. RFC 7643 §2.5 knows only null and the empty list as "no value", and no resource has an empty id.
 * @throws InvalidValueError when strict
 */
export function emptyReferenceAsNull(
  value: JsonValue,
  attribute: Attribute,
  conformance: Conformance,
): JsonValue {
  const reference = isObject(value) ? memberNamed(value, 'value') : value;
  if (reference !== '' || attribute.multiValued || !isReference(attribute)) return value;
  if (conformance.mode === 'strict') throw new InvalidValueError(`${attribute.name} refers to nothing`);
  conformance.used('emptyReferenceRemoves');
  return null;
}

function isReference({ subAttributes = [] }: Attribute): boolean {
  return ['value', '$ref'].every((name) => findAttribute(subAttributes, name));
}
