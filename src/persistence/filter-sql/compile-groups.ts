import { GROUP, type Filter } from '../../scim/index.js';
import type { Target } from './compile-filter.js';
import { compileRelationElement, type RelationElement } from './compile-relation.js';
import { constant, fragment, or, sequence, type Fragment } from './fragment.js';

/**
 * Users in a group that satisfies the condition: `groups.value eq "…"`, `groups[display sw "Sales"]`.
 *
 * `User.groups` follows from nested groups and is not stored: the search starts at the groups that satisfy the
 * condition, walks down to the groups in them, and ends with the members of all of these. CROSS JOIN keeps SQLite in
 * this order: without statistics it would rather begin with all memberships of the tenant.
 */
export function compileGroupsOfUser(filter: Filter, target: Target): Fragment {
  if (!namesType(filter)) return inAny(seeds(filter, 'direct', target), target);
  return or(
    inDirectly(seeds(filter, 'direct', target), target),
    inIndirectly(seeds(filter, 'indirect', target), target),
  );
}

/** The condition on a group `g`, for an element whose `type` is known. */
function seeds(filter: Filter, type: 'direct' | 'indirect', target: Target): Fragment {
  const element: RelationElement = {
    idColumn: 'g.id',
    types: [{ name: type, endpoint: GROUP.endpoint, condition: constant(true) }],
  };
  const managed = target.managedOnly ? ' AND g.externally_managed = 1' : '';
  return sequence(
    fragment(`g.tenant_id = ? AND g.resource_type = '${GROUP.id}'${managed} AND (`, target.tenantId),
    compileRelationElement(filter, element, target),
    fragment(')'),
  );
}

function inDirectly(condition: Fragment, { tenantId }: Target): Fragment {
  return sequence(
    fragment(
      'r.id IN (SELECT m.member_id FROM resources g CROSS JOIN group_members m ON m.group_id = g.id' +
        ' WHERE m.tenant_id = ? AND',
      tenantId,
    ),
    condition,
    fragment(')'),
  );
}

function inAny(condition: Fragment, { tenantId }: Target): Fragment {
  return sequence(
    fragment('r.id IN (SELECT id FROM (WITH RECURSIVE below (id) AS (SELECT g.id FROM resources g WHERE'),
    condition,
    fragment(
      'UNION SELECT n.member_id FROM below CROSS JOIN group_members n ON n.group_id = below.id' +
        ` WHERE n.tenant_id = ? AND n.member_type = '${GROUP.id}')` +
        ' SELECT m.member_id AS id FROM below CROSS JOIN group_members m ON m.group_id = below.id' +
        ' WHERE m.tenant_id = ?) reached)',
      tenantId,
      tenantId,
    ),
  );
}

/** Reached over another group and not a direct member of the group in question. */
function inIndirectly(condition: Fragment, { tenantId }: Target): Fragment {
  return sequence(
    fragment(
      'r.id IN (SELECT id FROM (WITH RECURSIVE below (root, id) AS (' +
        'SELECT c.group_id, c.member_id FROM resources g CROSS JOIN group_members c ON c.group_id = g.id' +
        ` WHERE c.tenant_id = ? AND c.member_type = '${GROUP.id}' AND`,
      tenantId,
    ),
    condition,
    fragment(
      'UNION SELECT below.root, n.member_id FROM below CROSS JOIN group_members n ON n.group_id = below.id' +
        ` WHERE n.tenant_id = ? AND n.member_type = '${GROUP.id}')` +
        ' SELECT m.member_id AS id FROM below CROSS JOIN group_members m ON m.group_id = below.id' +
        ' WHERE m.tenant_id = ? AND NOT EXISTS (SELECT 1 FROM group_members d' +
        ' WHERE d.group_id = below.root AND d.member_id = m.member_id AND d.tenant_id = ?)) reached)',
      tenantId,
      tenantId,
      tenantId,
    ),
  );
}

function namesType(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.some(namesType);
    case 'not':
      return namesType(filter.operand);
    case 'comparison':
      return filter.path.subAttribute?.name === 'type';
    case 'presence':
    case 'valuePath':
      return false;
  }
}
