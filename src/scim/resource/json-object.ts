import { isSameName } from '../schema/fold-name.js';
import type { JsonObject, JsonValue } from './resource.js';

/** Whether a JSON value is an object: neither null nor a list. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member with a name in any case (RFC 7643 §2.1). */
export function memberNamed(object: JsonObject, name: string): JsonValue | undefined {
  const key = Object.keys(object).find((other) => isSameName(other, name));
  return key === undefined ? undefined : object[key];
}

/** A copy with one member set; without it where the value is nothing (RFC 7643 §2.5: null, empty list or object). */
export function withMember(object: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  if (!isNothing(value)) return { ...object, [name]: value };
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
}

/** Whether two values in canonical form are the same, whatever the order of their members. */
export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => isSame(element, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name]));
}

/** Whether a value says that there is none (RFC 7643 §2.5). */
export function isNothing(value: JsonValue | undefined): value is null | undefined {
  return (
    value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
