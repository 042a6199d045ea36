import { GROUP, USER, type Filter } from '../../scim/index.js';
import type { Target } from './compile-filter.js';
import { compileRelationElement, type RelationElement } from './compile-relation.js';
import { fragment, sequence, type Fragment } from './fragment.js';

const MEMBER: RelationElement = {
  idColumn: 'm.member_id',
  types: [USER, GROUP].map(({ id, endpoint }) => ({
    name: id,
    endpoint,
    condition: fragment(`m.member_type = '${id}'`),
  })),
};

/** Groups with a direct member that satisfies the condition: `members[value eq "…"]`, `members.type eq "Group"`. */
export function compileMembers(filter: Filter, target: Target): Fragment {
  return sequence(
    fragment('r.id IN (SELECT m.group_id FROM group_members m WHERE m.tenant_id = ? AND', target.tenantId),
    sequence(fragment('('), compileMember(filter, target), fragment(')')),
    fragment(')'),
  );
}

/** A condition on one row `m` of `group_members`. */
export function compileMember(filter: Filter, target: Target): Fragment {
  return compileRelationElement(filter, MEMBER, target);
}
