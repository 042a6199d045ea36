import type { JsonObject, JsonValue } from '../resource/resource.js';
import { foldName } from '../schema/fold-name.js';

/** The members of a message by name, whatever its case (RFC 7643 §2.1); others are of no interest. */
export function readMembers<Name extends string>(
  object: JsonObject,
  names: readonly Name[],
): { readonly [N in Name]?: JsonValue } {
  const wanted = new Map(names.map((name) => [foldName(name), name]));
  const found: { [N in Name]?: JsonValue } = {};
  for (const [key, value] of Object.entries(object)) {
    const name = wanted.get(foldName(key));
    if (name !== undefined) found[name] = value;
  }
  return found;
}
