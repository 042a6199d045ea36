import { InvalidValueError } from '../error.js';
import type { JsonValue } from '../resource/resource.js';
import { isObject, memberNamed } from '../resource/json-object.js';
import type { Conformance } from './tolerance.js';

/**
 * What a `remove` lists in its `value`, for which RFC 7644 §3.5.2.2 knows no meaning. Read to the letter, removing
 * one member so would remove them all; what is meant is the values listed, and an empty list means none.
 *
 * - Microsoft Entra ID: `{"op":"Remove","path":"members","value":[{"$ref":null,"value":"…"}]}`
 *   (learn.microsoft.com, "use SCIM to provision users and groups", update group)
 * - Salesforce: the list once more under the attribute's name, `"value":{"members":[{"value":"…"}]}` (as the
 *   tests of RIPAGlobal/scimitar have it)
 * @returns undefined where nothing is listed: `value` is absent or null
 * @throws InvalidValueError when strict
 */
export function valuesToRemove(
  operation: { readonly value?: JsonValue },
  attributeName: string,
  conformance: Conformance,
): JsonValue | undefined {
  const { value } = operation;
  if (value === undefined || value === null) return undefined;
  if (conformance.mode === 'strict') {
    throw new InvalidValueError(
      'A remove operation takes no value: select what to remove by a filter in its path',
    );
  }
  conformance.used('removeWithValue');
  return isObject(value) ? (memberNamed(value, attributeName) ?? value) : value;
}
