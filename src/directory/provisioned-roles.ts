import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/access.service.js';
import { CausedRoles } from '../identity/caused-roles.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import {
  fold,
  InvalidValueError,
  isObject,
  resolveAttributePath,
  type JsonValue,
  type ResourceDocument,
  type ResourceType,
} from '../scim/index.js';
import type { RolePolicy } from './stored-resource.js';

/** Roles that the IdP gives by the attribute that the connection names. Runs inside a unit of work. */
@Injectable()
export class ProvisionedRoles {
  constructor(
    private readonly access: AccessService,
    private readonly caused: CausedRoles,
    private readonly schemas: TenantSchemas,
  ) {}

  /**
   * Gives and takes what the IdP says by the attribute. Where it repeats itself, what it may give and the user lacks
   * is given: the attribute may have been there before it counted, or somebody here has taken a role away. What the
   * secret may not give is refused where it is new, and left where the IdP repeats itself.
   * @param policy undefined where the write is not the IdP's, or its roles have no effect
   * @throws InvalidValueError with those allowed for any other role, ForbiddenError for the last administrator and
   * for a role that whoever issued the secret may not give
   */
  async follow(
    userId: string,
    before: ResourceDocument,
    after: ResourceDocument,
    policy: RolePolicy | undefined,
  ): Promise<void> {
    if (!policy) return;
    const { user } = await this.schemas.load();
    const wanted = rolesIn(after, policy.attribute, user);
    if (isDeepStrictEqual(rolesIn(before, policy.attribute, user), wanted)) {
      const allowed = await this.caused.grantable(wanted.filter((role) => policy.assignable.includes(role)));
      if (allowed.length > 0) await this.access.addProvisionedRoles(userId, allowed);
      return;
    }
    assertAssignable(wanted, policy);
    const given = await this.access.provisionedRolesOf(userId);
    await this.caused.assertMayCause(wanted.filter((role) => !given.includes(role)));
    await this.access.setProvisionedRoles(userId, wanted);
  }
}

/** The names in the attribute, in order, whatever their case. */
function rolesIn(document: ResourceDocument, attribute: string, user: ResourceType): string[] {
  const path = resolveAttributePath(attribute, user);
  if (!path) return [];
  const owner = path.extension === undefined ? document : document[path.extension];
  const value = isObject(owner) ? owner[path.attribute.name] : undefined;
  const elements = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const names = elements.map(nameOf).filter((name) => name !== '');
  return [...new Set(names)].sort();
}

function nameOf(element: JsonValue): string {
  const text = isObject(element) ? element['value'] : element;
  return typeof text === 'string' ? fold(text.trim(), false) : '';
}

function assertAssignable(roles: readonly string[], { attribute, assignable }: RolePolicy): void {
  const refused = roles.filter((role) => !assignable.includes(role));
  if (refused.length === 0) return;
  const named = refused.map((role) => `"${role.slice(0, 64)}"`).join(', ');
  throw new InvalidValueError(
    `${attribute}: the identity provider may not give ${named}. Allowed: ${assignable.join(', ') || 'none'}`,
  );
}
