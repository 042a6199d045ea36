import { InvalidValueError } from '../error.js';
import { isObject, memberNamed } from '../resource/json-object.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import type { Attribute } from '../schema/attribute.js';
import { findAttribute } from '../schema/find-attribute.js';
import type { Conformance } from './tolerance.js';

/**
 * A single value where a multi-valued attribute takes a list: OneLogin's templates write `"emails": {"value": "…"}`
 * (15five/django-scim2, adapters.py), Microsoft's collection one member as a bare string.
 * @throws InvalidValueError when strict
 */
export function listOfSingleValue(value: JsonValue, location: string, conformance: Conformance): JsonValue[] {
  if (conformance.mode === 'strict') throw new InvalidValueError(`${location} takes a list`);
  conformance.used('singleValueAsList');
  return [value];
}

/**
 * The value in a list of one where an attribute has a single value. Microsoft Entra ID writes a manager as
 * `[{"$ref": "…", "value": "…"}]` (learn.microsoft.com, "use SCIM to provision users and groups", example 5), and its
 * older library wraps even strings so (MicrosoftDocs/azure-docs#42220).
 * @returns the value as it came where it is no list of one or its object has no `value`, or when strict
 */
export function singleValueOfList(
  value: JsonValue,
  attribute: Attribute,
  conformance: Conformance,
): JsonValue {
  if (!Array.isArray(value) || value.length !== 1 || conformance.mode === 'strict') return value;
  const [only = null] = value;
  const meant = attribute.type !== 'complex' && isObject(only) ? memberNamed(only, 'value') : only;
  if (meant === undefined) return value;
  conformance.used('listAsSingleValue');
  return meant;
}

/**
 * A string where a complex attribute takes an object: its `value`. Microsoft Entra ID writes the manager's id so
 * (Captain-P-Goldfish/SCIM-SDK#686), Microsoft's collection a member's.
 * @returns undefined where the attribute has no `value`, or when strict
 */
export function referenceOfString(
  text: string,
  attribute: Attribute,
  conformance: Conformance,
): JsonObject | undefined {
  const value = findAttribute(attribute.subAttributes ?? [], 'value');
  if (!value || conformance.mode === 'strict') return undefined;
  conformance.used('referenceAsString');
  return { [value.name]: text };
}
