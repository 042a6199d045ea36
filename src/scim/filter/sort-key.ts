import { simplePath, type AttributePath } from '../path/attribute-path.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import { SORT_KEY_LENGTH } from '../schema/bounds.js';
import { comparableValue } from './evaluate-filter.js';
import { comparisonKey } from './key.js';

/**
 * What a resource is sorted by (RFC 7644 §3.4.2.3): of a multi-valued attribute the primary element, else the first;
 * of a complex one its `value`. Undefined where there is none: the resource then comes last in ascending order.
 * Long values are cut off, so that a position in a sorted list fits into a URL.
 */
export function sortKey(resource: JsonObject, path: AttributePath): Uint8Array | undefined {
  const { extension, attribute, subAttribute } = simplePath(path) ?? path;
  const owner = extension === undefined ? resource : (resource[extension] as JsonObject | undefined);
  const value = owner?.[attribute.name];
  const element = Array.isArray(value) ? (value.find(isPrimary) ?? value[0]) : value;
  const leaf = subAttribute ? (element as JsonObject | undefined)?.[subAttribute.name] : element;
  const definition = subAttribute ?? attribute;
  const comparable = comparableValue(leaf, definition);
  return comparable === undefined
    ? undefined
    : comparisonKey(comparable, definition).subarray(0, SORT_KEY_LENGTH);
}

function isPrimary(element: JsonValue): boolean {
  return (element as JsonObject)['primary'] === true;
}
