import { InvalidPathError, InvalidSyntaxError } from '../error.js';
import type { AttributePath } from '../path/attribute-path.js';
import { parsePatchPath, type PatchPath } from '../path/parse-patch-path.js';
import { resolveAttributePath } from '../path/parse-attribute-path.js';
import type { ResourceType, Schema } from '../schema/attribute.js';
import { findSchema, isPrototypeName } from '../schema/find-attribute.js';
import type { Conformance } from './tolerance.js';

/**
 * What a key names in the `value` of an operation without path. RFC 7644 §3.5.2 has attribute names and the URNs of
 * extensions there; Microsoft Entra ID with `aadOptscim062020` writes whole paths: `name.givenName`,
 * `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber` (learn.microsoft.com, "known issues
 * with SCIM 2.0 protocol compliance").
 */
export function pathOfKey(key: string, resourceType: ResourceType, conformance: Conformance): PatchPath {
  if (key.split(/[.:]/).some(isPrototypeName))
    throw new InvalidSyntaxError('A key names something that is no attribute');
  if (key.includes('[')) {
    conformance.used('dottedKey');
    return parsePatchPath(key, resourceType, conformance);
  }
  const schema = findSchema(resourceType, key);
  if (schema && schema !== resourceType.schema) return { kind: 'extension', schema };
  const path = resolveAttributePath(key, resourceType, conformance);
  if (!path) return { kind: 'unknown', text: key };
  if (key.length > path.attribute.name.length) conformance.used('dottedKey');
  return { kind: 'attribute', path };
}

/** What a key names in the object that an extension takes: an attribute, or by a path one of its parts. */
export function pathInExtension(
  key: string,
  schema: Schema,
  resourceType: ResourceType,
  conformance: Conformance,
): PatchPath {
  const path = resolveAttributePath(`${schema.id}:${key}`, resourceType, conformance);
  if (path?.schema !== schema) return { kind: 'unknown', text: key };
  if (path.subAttribute && conformance.mode === 'strict') return { kind: 'unknown', text: key };
  if (path.subAttribute) conformance.used('dottedKey');
  return { kind: 'attribute', path };
}

/**
 * What a key of a resource names that is neither one of its attributes nor a schema: qualified names belong to queries
 * and paths (RFC 7644 §3.10), not to bodies.
 * @returns undefined for what names no attribute as a whole, and when strict for every path
 */
export function pathOfBodyKey(
  key: string,
  resourceType: ResourceType,
  conformance: Conformance,
): AttributePath | undefined {
  const path = resolveAttributePath(key, resourceType, conformance);
  if (!path || path.subAttribute) return undefined;
  if (key.length === path.attribute.name.length) return path;
  if (conformance.mode === 'strict') return undefined;
  conformance.used('dottedKey');
  return path;
}

/**
 * Strict connections follow profiles that let a PATCH operation name its target, as most IdPs do.
 * @throws InvalidPathError when strict
 */
export function allowPathless(conformance: Conformance): void {
  if (conformance.mode === 'strict') throw new InvalidPathError('A PATCH operation must have a path');
}
