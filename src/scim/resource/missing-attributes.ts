import type { Attribute, ResourceType } from '../schema/attribute.js';
import { isObject } from './json-object.js';
import type { JsonObject, ResourceDocument } from './resource.js';

/**
 * What is required and has no value (RFC 7643 §2.2), by name, with the URN of an extension before it: of the core
 * schema, and of each extension that is required itself (§6) or of which the document has anything, be it an empty
 * object.
 */
export function missingAttributes(
  document: ResourceDocument,
  { schema, extensions }: ResourceType,
): readonly string[] {
  const ofExtensions = extensions.flatMap(({ schema: { id, attributes }, required }) => {
    const content = document[id];
    if (content === undefined && !required) return [];
    return missingAmong(isObject(content) ? content : {}, attributes).map((name) => `${id}:${name}`);
  });
  return [...missingAmong(document, schema.attributes), ...ofExtensions];
}

function missingAmong(object: JsonObject, attributes: readonly Attribute[]): string[] {
  return attributes
    .filter(({ name, required, relation }) => required && !relation && object[name] === undefined)
    .map(({ name }) => name);
}
