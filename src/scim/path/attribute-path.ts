import type { Attribute, Schema } from '../schema/attribute.js';

/**
 * An attribute path resolved against a resource type's schemas (RFC 7644 §3.10 attribute notation).
 *
 * `attribute` is the top attribute (of the core schema, of an extension, or one of the common attributes `id`,
 * `externalId`, `schemas`, `meta`), `subAttribute` the sub-attribute if one is named.
 */
export interface AttributePath {
  readonly schema: Schema;
  /** The extension's URN when the attribute belongs to an extension, else undefined. */
  readonly extension?: string;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
}

/** The path's stored name: lower case, with the extension's alias before a colon: `emails.value`, `enterprise:manager.value`. */
export function storageName(path: AttributePath): string {
  const own = path.subAttribute
    ? `${path.attribute.name}.${path.subAttribute.name}`
    : path.attribute.name;
  const name = path.extension ? `${path.schema.alias ?? path.schema.id}:${own}` : own;
  return name.toLowerCase();
}
