import { InvalidValueError } from '../error.js';
import { emptyReferenceAsNull } from '../interop/empty-reference.js';
import { listOfSingleValue, referenceOfString, singleValueOfList } from '../interop/shapes.js';
import type { Conformance } from '../interop/tolerance.js';
import { ignoreUnknownAttribute } from '../interop/unknown-attribute.js';
import type { Attribute } from '../schema/attribute.js';
import { findAttribute } from '../schema/find-attribute.js';
import { coerceSimple } from './coerce-simple.js';
import { isObject } from './json-object.js';
import type { JsonObject, JsonValue } from './resource.js';

/**
 * A value from the wire in canonical form: names as the schema writes them, no nulls, no empty lists or objects
 * (RFC 7643 §2.5), without what is readOnly.
 * @param location how errors name the attribute, e.g. `name.familyName`
 * @returns undefined where the value says that there is none
 * @throws InvalidValueError that names the attribute when the value does not fit it
 */
export function coerceValue(
  value: JsonValue,
  attribute: Attribute,
  location: string,
  conformance: Conformance,
): JsonValue | undefined {
  if (value === null) return undefined;
  if (!attribute.multiValued) return coerceSingle(value, attribute, location, conformance);
  const list = Array.isArray(value) ? value : listOfSingleValue(value, location, conformance);
  const elements = list
    .map((element, index) => coerceElement(element, attribute, `${location}[${index}]`, conformance))
    .filter((element) => element !== undefined);
  return elements.length === 0 ? undefined : elements;
}

/** One element of a multi-valued attribute, as `coerceValue`. */
export function coerceElement(
  value: JsonValue,
  attribute: Attribute,
  location: string,
  conformance: Conformance,
): JsonValue | undefined {
  if (value === null) return undefined;
  return attribute.type === 'complex'
    ? coerceComplex(value, attribute, location, conformance)
    : coerceSimple(value, attribute, location, conformance);
}

function coerceSingle(
  value: JsonValue,
  attribute: Attribute,
  location: string,
  conformance: Conformance,
): JsonValue | undefined {
  const single = singleValueOfList(value, attribute, conformance);
  const meant = emptyReferenceAsNull(single, attribute, conformance);
  return coerceElement(meant, attribute, location, conformance);
}

function coerceComplex(
  value: JsonValue,
  attribute: Attribute,
  location: string,
  conformance: Conformance,
): JsonObject | undefined {
  const object = typeof value === 'string' ? referenceOfString(value, attribute, conformance) : value;
  if (!isObject(object)) throw new InvalidValueError(`${location} is an object with sub-attributes`);
  const members: [string, JsonValue][] = [];
  for (const [key, member] of Object.entries(object)) {
    const subAttribute = findAttribute(attribute.subAttributes ?? [], key);
    if (!subAttribute) {
      ignoreUnknownAttribute(`${location}.${key}`, conformance);
      continue;
    }
    if (subAttribute.mutability === 'readOnly') continue;
    const coerced = coerceValue(member, subAttribute, `${location}.${subAttribute.name}`, conformance);
    if (coerced !== undefined) members.push([subAttribute.name, coerced]);
  }
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
