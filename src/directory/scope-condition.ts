import { fragment, or, type Fragment } from '../persistence/filter-sql/fragment.js';
import type { Scope } from '../operations/request-context.js';
import { GROUP, USER } from '../scim/index.js';
import { namedRows, placesFor } from '../persistence/named-rows.js';

/** That the resource `r` is among those whom a limited access token sees. */
export function inScope(tenantId: number, resourceType: string, scope: Scope): Fragment {
  const groups = below(tenantId, scope.groupIds);
  if (resourceType === GROUP.id) {
    return fragment(`r.id IN (${groups.sql} SELECT id FROM below)`, ...groups.parameters);
  }
  // CROSS JOIN keeps SQLite from beginning with all memberships of the tenant.
  const members = fragment(
    `r.id IN (${groups.sql} SELECT m.member_id FROM below CROSS JOIN group_members m ON m.group_id = below.id
       WHERE m.tenant_id = ? AND m.member_type = '${USER.id}')`,
    ...groups.parameters,
    tenantId,
  );
  return or(members, inOrganizations(tenantId, scope.organizationIds));
}

/**
 * The same, for a few resources that are known by id: asked of each, so that neither the answer nor its time tells
 * how many others there are.
 */
export function isInScope(tenantId: number, resourceType: string, scope: Scope): Fragment {
  if (resourceType === GROUP.id) return inScope(tenantId, resourceType, scope);
  const groups = below(tenantId, scope.groupIds);
  const isMember = fragment(
    `EXISTS (SELECT 1 FROM group_members m WHERE m.member_id = r.id AND m.tenant_id = ?
       AND m.group_id IN (${groups.sql} SELECT id FROM below))`,
    tenantId,
    ...groups.parameters,
  );
  const belongs = fragment(
    `EXISTS (SELECT 1 FROM organization_members o WHERE o.user_id = r.id AND o.tenant_id = ?
       AND o.organization_id IN (${placesFor(scope.organizationIds)}))`,
    tenantId,
    ...scope.organizationIds,
  );
  return or(isMember, belongs);
}

/** The groups and those nested in them, as `below`. */
function below(tenantId: number, groupIds: readonly string[]): Fragment {
  return fragment(
    `WITH RECURSIVE below (id) AS (
       SELECT g.id FROM resources g
       WHERE ${namedRows('g', groupIds)} AND g.resource_type = '${GROUP.id}'
       UNION
       SELECT n.member_id FROM below CROSS JOIN group_members n ON n.group_id = below.id
       WHERE n.tenant_id = ? AND n.member_type = '${GROUP.id}')`,
    tenantId,
    ...groupIds,
    tenantId,
  );
}

function inOrganizations(tenantId: number, organizationIds: readonly string[]): Fragment {
  return fragment(
    `r.id IN (SELECT o.user_id FROM organization_members o
       WHERE o.organization_id IN (${placesFor(organizationIds)}) AND o.tenant_id = ?)`,
    ...organizationIds,
    tenantId,
  );
}
