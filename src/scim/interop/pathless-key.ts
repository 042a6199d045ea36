import { InvalidPathError, InvalidSyntaxError } from '../error.js';
import { parsePatchPath, type PatchPath } from '../path/parse-patch-path.js';
import { resolveAttributePath } from '../path/parse-attribute-path.js';
import type { ResourceType } from '../schema/attribute.js';
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

/**
 * Strict connections follow profiles that let a PATCH operation name its target, as most IdPs do.
 * @throws InvalidPathError when strict
 */
export function allowPathless(conformance: Conformance): void {
  if (conformance.mode === 'strict') throw new InvalidPathError('A PATCH operation must have a path');
}
