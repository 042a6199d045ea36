import { InvalidValueError } from '../error.js';
import { listOfSingleValue } from '../interop/shapes.js';
import type { Conformance } from '../interop/tolerance.js';
import type { Attribute } from '../schema/attribute.js';
import { coerceElement } from './coerce-value.js';
import { isObject } from './json-object.js';
import type { JsonValue } from './resource.js';

/** A value of a relation as the client names it; `type` only where it was given (`User`, `Group`). */
export interface RelationValue {
  readonly value: string;
  readonly type?: string;
}

/** Whom a value of a relation (`members`) names. @throws InvalidValueError for an element without `value` */
export function relationValues(
  value: JsonValue,
  attribute: Attribute,
  conformance: Conformance,
): RelationValue[] {
  if (value === null) return [];
  const list = Array.isArray(value) ? value : listOfSingleValue(value, attribute.name, conformance);
  return list.flatMap((element, index) => {
    if (element === null) return [];
    const location = `${attribute.name}[${index}]`;
    const coerced = coerceElement(element, attribute, location, conformance);
    const { value: id, type } = isObject(coerced) ? coerced : {};
    if (typeof id !== 'string') throw new InvalidValueError(`${location}.value is required`);
    return [{ value: id, ...(typeof type === 'string' && { type }) }];
  });
}
