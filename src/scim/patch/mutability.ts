import { MutabilityError } from '../error.js';
import type { AttributePath } from '../path/attribute-path.js';
import { isObject, isSame } from '../resource/json-object.js';
import type { JsonValue } from '../resource/resource.js';
import type { Attribute, ResourceType } from '../schema/attribute.js';
import { ID, SCHEMAS } from '../schema/common-attributes.js';
import { findSchema } from '../schema/find-attribute.js';
import { locationOf } from './target.js';

/** Whether clients cannot change what a path names; `schemas` follows from what the resource holds. */
export function isReadOnly({ attribute, subAttribute }: AttributePath): boolean {
  return (
    attribute === SCHEMAS || attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly'
  );
}

/** Whether an operation states of a readOnly attribute what is so anyway. */
export function repeatsPresent(
  { attribute }: AttributePath,
  value: JsonValue | undefined,
  { id, resourceType }: { id: string; resourceType: ResourceType },
): boolean {
  if (attribute === ID) return value === id;
  if (attribute !== SCHEMAS) return false;
  const urns = Array.isArray(value) ? value : [value];
  return (
    urns.length > 0 &&
    urns.every((urn) => typeof urn === 'string' && findSchema(resourceType, urn) !== undefined)
  );
}

/** @throws MutabilityError when an immutable attribute that has a value would get another (RFC 7643 §2.2) */
export function checkImmutable(
  path: AttributePath,
  present: JsonValue | undefined,
  next: JsonValue | undefined,
): void {
  const { attribute, subAttribute } = path;
  const [before, after] = subAttribute
    ? [memberOf(present, subAttribute), memberOf(next, subAttribute)]
    : [present, next];
  if ((subAttribute ?? attribute).mutability !== 'immutable' || before === undefined || isSame(before, after))
    return;
  throw new MutabilityError(`${locationOf(path)} is immutable`);
}

function memberOf(value: JsonValue | undefined, { name }: Attribute): JsonValue | undefined {
  return isObject(value) ? value[name] : undefined;
}
