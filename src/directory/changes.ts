import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../journal/journal-entry.js';
import { isObject, type JsonObject, type JsonValue, type ResourceDocument } from '../scim/index.js';

/**
 * What differs between two documents, attribute by attribute: a complex attribute by its sub-attributes
 * (`name.familyName`), an extension by its attributes, a multi-valued attribute as a whole.
 */
export function compareDocuments(before: ResourceDocument, after: ResourceDocument): Change[] {
  return compareObjects(before, after, '');
}

function compareObjects(before: JsonObject, after: JsonObject, prefix: string): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (isDeepStrictEqual(old, now)) return [];
    if (isObject(old ?? now) && isObject(now ?? old)) {
      const separator = name.startsWith('urn:') ? ':' : '.';
      return compareObjects(asObject(old), asObject(now), `${prefix}${name}${separator}`);
    }
    return [{ path: prefix + name, before: old ?? null, after: now ?? null }];
  });
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
