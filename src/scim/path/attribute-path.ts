import type { Attribute, Schema } from '../schema/attribute.js';
import { findAttribute } from '../schema/find-attribute.js';

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

/**
 * A complex attribute without sub-attribute stands for its `value` wherever one simple value is meant: compared in
 * a filter (`emails co "example.com"`, RFC 7644 §3.4.2.2) or sorted by (§3.4.2.3). Undefined where it has no such sub-attribute.
 */
export function simplePath(path: AttributePath): AttributePath | undefined {
  const { attribute, subAttribute } = path;
  if (subAttribute || attribute.type !== 'complex') return path;
  const value = findAttribute(attribute.subAttributes ?? [], 'value');
  return value && { ...path, subAttribute: value };
}

/** The path's stored name: lower case, with the extension's alias before a colon: `emails.value`, `enterprise:manager.value`. */
export function storageName(path: AttributePath): string {
  const own = path.subAttribute ? `${path.attribute.name}.${path.subAttribute.name}` : path.attribute.name;
  const name = path.extension ? `${path.schema.alias ?? path.schema.id}:${own}` : own;
  return name.toLowerCase();
}
