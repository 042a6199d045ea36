import type { ResourceType } from '../schema/attribute.js';
import type { ResourceDocument } from './resource.js';

/** The `schemas` of a resource (RFC 7643 §3): the core schema, and the extensions of which it has values. */
export function documentSchemas(document: ResourceDocument, { schema, extensions }: ResourceType): string[] {
  const used = extensions.filter((extension) => document[extension.schema.id] !== undefined);
  return [schema.id, ...used.map((extension) => extension.schema.id)];
}
