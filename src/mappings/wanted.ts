import type { RuleTarget } from './mapping-rule.js';
import type { Effect } from './rule-effects.repository.js';

/** What rules say of one user. */
export interface Wanted {
  /** By organization: the role that the first rule which says one says, and the first rule of all. */
  readonly organizations: Map<string, { role: string | null; ruleId: string }>;
  /** By role, the first rule. */
  readonly roles: Map<string, string>;
}

/** Organizations and roles that rules lead to. */
export interface Places {
  readonly organizationIds: readonly string[];
  readonly roles: readonly string[];
}

export function placesOf(targets: readonly Pick<RuleTarget, 'organizationId' | 'role'>[]): Places {
  return {
    organizationIds: distinct(targets.map(({ organizationId }) => organizationId)),
    roles: distinct(targets.map(({ role }) => role)),
  };
}

/** @param effects those of one user, in the order of the rules */
export function wantedOf(effects: readonly Effect[]): Wanted {
  const wanted: Wanted = { organizations: new Map(), roles: new Map() };
  for (const { ruleId, organizationId, organizationRole, role } of effects) {
    if (role !== null && !wanted.roles.has(role)) wanted.roles.set(role, ruleId);
    if (organizationId === null) continue;
    const present = wanted.organizations.get(organizationId);
    if (!present) wanted.organizations.set(organizationId, { role: organizationRole, ruleId });
    else present.role ??= organizationRole;
  }
  return wanted;
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
