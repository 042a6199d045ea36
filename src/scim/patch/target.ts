import type { Filter } from '../filter/ast.js';
import type { AttributePath } from '../path/attribute-path.js';
import type { JsonValue } from '../resource/resource.js';

/** What an operation is about: an attribute or a sub-attribute, of all values or of those that a filter selects. */
export interface Target {
  readonly path: AttributePath;
  readonly filter?: Filter;
}

/** `add` (RFC 7644 §3.5.2.1) or `replace` (§3.5.2.3) with its value. */
export interface WriteOperation {
  readonly op: 'add' | 'replace';
  readonly value: JsonValue;
}

/** `remove`, RFC 7644 §3.5.2.2; `listed` where the client says in a value what is to go. */
export interface RemoveOperation {
  readonly op: 'remove';
  readonly listed?: JsonValue;
}

export type AttributeOperation = WriteOperation | RemoveOperation;

/** How an error's text names the target: `name.familyName`. */
export function locationOf({ attribute, subAttribute }: AttributePath): string {
  return subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name;
}
