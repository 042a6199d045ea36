import { fragment, or, type Fragment } from '../persistence/filter-sql/fragment.js';
import type { Scope } from '../operations/request-context.js';
import { GROUP, USER } from '../scim/index.js';

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

/** The groups and those nested in them, as `below`. */
function below(tenantId: number, groupIds: readonly string[]): Fragment {
  return fragment(
    `WITH RECURSIVE below (id) AS (
       SELECT g.id FROM resources g
       WHERE g.tenant_id = ? AND g.resource_type = '${GROUP.id}' AND g.id IN (${places(groupIds)})
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
       WHERE o.organization_id IN (${places(organizationIds)}) AND o.tenant_id = ?)`,
    ...organizationIds,
    tenantId,
  );
}

/** `IN ()` is no SQL on MySQL: nothing equals NULL. */
function places(ids: readonly string[]): string {
  return ids.length === 0 ? 'NULL' : ids.map(() => '?').join(', ');
}
