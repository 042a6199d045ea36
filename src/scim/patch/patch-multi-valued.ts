import { createMissingElement, equalTerms } from '../interop/missing-element.js';
import type { Conformance } from '../interop/tolerance.js';
import { coerceElement, coerceValue } from '../resource/coerce-value.js';
import { isObject, withMember } from '../resource/json-object.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import type { Attribute } from '../schema/attribute.js';
import {
  addElements,
  changeElements,
  removeListed,
  settlePrimary,
  withoutSubAttribute,
  type Elements,
} from '../resource/elements.js';
import {
  locationOf,
  type AttributeOperation,
  type RemoveOperation,
  type Target,
  type WriteOperation,
} from './target.js';

/** The values of a multi-valued attribute after an operation, RFC 7644 §3.5.2. */
export function patchElements(
  present: readonly JsonValue[],
  target: Target,
  operation: AttributeOperation,
  conformance: Conformance,
): JsonValue[] {
  if (operation.op === 'remove') return removeElements(present, target, operation, conformance);
  if (target.filter ?? target.path.subAttribute) {
    return settlePrimary(writeSelected(present, target, operation, conformance));
  }
  const stated = coerceElements(operation.value, target.path.attribute, conformance);
  return settlePrimary(addElements(operation.op === 'replace' ? [] : present, stated));
}

/** What `value` lists, in canonical form. */
function coerceElements(value: JsonValue, attribute: Attribute, conformance: Conformance): JsonValue[] {
  const coerced = coerceValue(value, attribute, attribute.name, conformance);
  return Array.isArray(coerced) ? coerced : [];
}

function removeElements(
  present: readonly JsonValue[],
  { path, filter }: Target,
  { listed }: RemoveOperation,
  conformance: Conformance,
): JsonValue[] {
  const { attribute, subAttribute } = path;
  if (subAttribute) {
    return changeElements(present, filter, (element) => withoutSubAttribute(element, subAttribute.name)).all;
  }
  if (filter) return changeElements(present, filter, () => undefined).all;
  if (listed === undefined) return [];
  return removeListed(present, coerceElements(listed, attribute, conformance));
}

function writeSelected(
  present: readonly JsonValue[],
  target: Target,
  operation: WriteOperation,
  conformance: Conformance,
): Elements {
  const change = changeOfElement(target, operation, conformance);
  const elements = changeElements(present, target.filter, change.apply);
  if (elements.changed.length > 0 || change.clears) return elements;
  const created = change.apply(createMissingElement(target.filter, target.path.attribute.name, conformance));
  return created ? { all: [...present, created], changed: [created] } : elements;
}

/** What an operation makes of each element selected; `clears` when it takes away instead of stating something. */
function changeOfElement(
  { path, filter }: Target,
  { op, value }: WriteOperation,
  conformance: Conformance,
): { clears: boolean; apply: (element: JsonObject) => JsonObject | undefined } {
  const { attribute, subAttribute } = path;
  if (subAttribute) {
    const stated = coerceValue(value, subAttribute, locationOf(path), conformance);
    if (stated === undefined) {
      return { clears: true, apply: (element) => withoutSubAttribute(element, subAttribute.name) };
    }
    return { clears: false, apply: (element) => withMember(element, subAttribute.name, stated) };
  }
  const stated = coerceElement(value, attribute, attribute.name, conformance);
  if (!isObject(stated)) return { clears: true, apply: (element) => (op === 'add' ? element : undefined) };
  // The value replaces the whole element, yet what selected it stays true unless the value says otherwise.
  const kept = filter ? Object.fromEntries(equalTerms(filter)) : {};
  return { clears: false, apply: (element) => ({ ...(op === 'add' ? element : kept), ...stated }) };
}
