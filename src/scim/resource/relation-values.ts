import { InvalidValueError } from '../error.js';
import type { Conformance } from '../interop/tolerance.js';
import type { Attribute } from '../schema/attribute.js';
import { coerceValue } from './coerce-value.js';
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
  const coerced = coerceValue(value, attribute, attribute.name, conformance);
  return (Array.isArray(coerced) ? coerced : []).map((element, index) => {
    const { value: id, type } = isObject(element) ? element : {};
    if (typeof id !== 'string') throw new InvalidValueError(`${attribute.name}[${index}].value is required`);
    return { value: id, ...(typeof type === 'string' && { type }) };
  });
}
