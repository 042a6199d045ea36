import type { Attribute, ResourceType, Schema } from './attribute.js';
import { COMMON_ATTRIBUTES } from './common-attributes.js';
import { foldName, isSameName } from './fold-name.js';

const byName = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/** Finds an attribute by its name in any case (RFC 7643 §2.1). */
export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  let index = byName.get(attributes);
  if (!index) {
    index = new Map(attributes.map((attribute) => [foldName(attribute.name), attribute]));
    byName.set(attributes, index);
  }
  return index.get(foldName(name));
}

/** An attribute of the core schema, or one that all resources have. */
export function findCoreAttribute(resourceType: ResourceType, name: string): Attribute | undefined {
  return findAttribute(resourceType.schema.attributes, name) ?? findAttribute(COMMON_ATTRIBUTES, name);
}

/** The core or extension schema with a URN in any case (RFC 7643 §10.2.1: URNs compare without case). */
export function findSchema(resourceType: ResourceType, urn: string): Schema | undefined {
  return schemasOf(resourceType).find(({ id }) => isSameName(id, urn));
}

/** The core schema first, then the extensions. */
export function schemasOf({ schema, extensions }: ResourceType): readonly Schema[] {
  return [schema, ...extensions.map((extension) => extension.schema)];
}

const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** Names that could reach an object's prototype: refused wherever they come from the wire. */
export function isPrototypeName(name: string): boolean {
  return PROTOTYPE_NAMES.has(foldName(name));
}
