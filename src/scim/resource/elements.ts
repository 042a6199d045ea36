import { elementMatches } from '../filter/evaluate-filter.js';
import type { Filter } from '../filter/ast.js';
import { isObject, isSame, withMember } from './json-object.js';
import type { JsonObject, JsonValue } from './resource.js';

/**
 * Changes of a multi-valued attribute's elements. Elements that an operation leaves alone stay the same objects;
 * `changed` ones are those that it stated, in its order.
 */
export interface Elements {
  readonly all: JsonValue[];
  readonly changed: readonly JsonValue[];
}

/**
 * Adds elements, RFC 7644 §3.5.2.1. One with the `type` and `value` of another is that other (RFC 7643 §2.4) and
 * takes on what is stated of it.
 */
export function addElements(present: readonly JsonValue[], added: readonly JsonValue[]): Elements {
  const all = [...present];
  const values = new Set(added.map(valueOf));
  const positions = new Map<string, number>();
  for (const [index, element] of all.entries()) {
    const key = values.has(valueOf(element)) ? identity(element) : undefined;
    if (key !== undefined && !positions.has(key)) positions.set(key, index);
  }
  const stated = added.map((element) => {
    const key = identity(element);
    const position = positions.get(key) ?? all.length;
    const before = all[position];
    positions.set(key, position);
    all[position] = isObject(before) && isObject(element) ? { ...before, ...element } : element;
    return position;
  });
  // Read last: one operation may state an element more than once.
  return { all, changed: stated.map((position) => all[position]!) };
}

/** Gives each element that the filter selects (without filter: every one) another form, or removes it. */
export function changeElements(
  present: readonly JsonValue[],
  filter: Filter | undefined,
  change: (element: JsonObject) => JsonObject | undefined,
): Elements {
  const changed: JsonValue[] = [];
  const all = present.flatMap((element) => {
    if (!isObject(element) || (filter && !elementMatches(filter, element))) return [element];
    const after = change(element);
    if (!after) return [];
    changed.push(after);
    return [after];
  });
  return { all, changed };
}

/** Removes the elements that have everything which one of those listed says. */
export function removeListed(present: readonly JsonValue[], listed: readonly JsonValue[]): JsonValue[] {
  return present.filter((element) => !listed.some((wanted) => says(element, wanted)));
}

/**
 * An element without one of its sub-attributes. Without its `value`, or with nothing left but labels, there is no
 * element any more.
 */
export function withoutSubAttribute(element: JsonObject, name: string): JsonObject | undefined {
  const rest = withMember(element, name, undefined);
  const saysSomething = name !== 'value' && Object.keys(rest).some((other) => !LABELS.has(other));
  return saysSomething ? rest : undefined;
}

/** RFC 7644 §3.5.2: an element that becomes primary ends that of the others; of several the last one wins. */
export function settlePrimary({ all, changed }: Elements): JsonValue[] {
  const primary = changed.findLast((element) => isPrimary(element));
  if (primary === undefined) return all;
  return all.map((element) =>
    element !== primary && isObject(element) && isPrimary(element) ? { ...element, primary: false } : element,
  );
}

const LABELS: ReadonlySet<string> = new Set(['type', 'primary']);

function isPrimary(element: JsonValue): boolean {
  return isObject(element) && element['primary'] === true;
}

function valueOf(element: JsonValue): JsonValue | undefined {
  return isObject(element) ? element['value'] : element;
}

/**
 * The same text for the same element. Those without `value` (`addresses`) are told apart by all that they say, but not
 * by `primary`: that one element becomes primary ends that of another, and makes no other element of it.
 */
function identity(element: JsonValue): string {
  if (!isObject(element)) return JSON.stringify(element);
  const { type, value, primary: _, ...rest } = element;
  if (value !== undefined) return JSON.stringify([type, value]);
  return JSON.stringify([type, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function says(element: JsonValue, wanted: JsonValue): boolean {
  if (!isObject(element) || !isObject(wanted)) return isSame(element, wanted);
  return Object.entries(wanted).every(([name, value]) => isSame(element[name], value));
}
