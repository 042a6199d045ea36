import { isPrototypeName, resolveAttributePath, USER, type ResourceType } from '../scim/index.js';

const CORE_PREFIX = `${USER.schema.id}:`;
const NAME = /^[a-z][\w-]{0,63}$/i;

/**
 * The attribute that a connection's `roleAttribute` adds to the core User schema, such as `rollcallRole` or
 * `urn:ietf:params:scim:schemas:core:2.0:User:rollcallRole`; undefined where it names one that there is anyway.
 */
export function coreRoleAttribute(roleAttribute: string | null): string | undefined {
  if (roleAttribute === null || resolveAttributePath(roleAttribute, USER)) return undefined;
  const name = roleAttribute.toLowerCase().startsWith(CORE_PREFIX.toLowerCase())
    ? roleAttribute.slice(CORE_PREFIX.length)
    : roleAttribute;
  return NAME.test(name) && !isPrototypeName(name) ? name : undefined;
}

/**
 * What is wrong with a `roleAttribute`; undefined where it can carry roles: the core `roles`, a string attribute of
 * an extension, or a new name in the core User schema.
 */
export function faultOfRoleAttribute(roleAttribute: string, user: ResourceType): string | undefined {
  if (coreRoleAttribute(roleAttribute) !== undefined) return undefined;
  const path = resolveAttributePath(roleAttribute, user);
  if (!path) return 'must be "roles", a new attribute name, or an attribute of a schema extension';
  if (path.attribute.name === 'roles' && path.extension === undefined && !path.subAttribute) return undefined;
  const { attribute, subAttribute, extension } = path;
  const carries = extension !== undefined && attribute.type === 'string' && !subAttribute;
  return carries ? undefined : 'must not be an attribute that says something else';
}
