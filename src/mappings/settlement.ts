import { Injectable } from '@nestjs/common';
import { DerivedRoles, type DerivedRole, type LastAdministratorRule } from '../identity/derived-roles.js';
import { currentTenantId } from '../operations/request-context.js';
import { DerivedMembers, type DerivedMember } from '../organizations/derived-members.js';
import type { Membership } from '../organizations/organization-member.repository.js';
import { because, type MappingRule } from './mapping-rule.js';
import type { Named } from './match.repository.js';
import { RuleEffectsRepository, type Effect } from './rule-effects.repository.js';
import { placesOf, wantedOf, type Places } from './wanted.js';

/** What is written, and what follows from the matches. */
interface Situation {
  readonly organizations: Map<string, { readonly id: string; readonly name: string }>;
  readonly memberships: Map<string, Membership>;
  readonly roles: Map<string, Set<string>>;
  readonly effects: Map<string, Effect[]>;
}

interface Differences {
  readonly members: DerivedMember[];
  readonly given: DerivedRole[];
  readonly taken: DerivedRole[];
}

/**
 * Makes organizations and roles of users what the rules say that are about them. Looks only at where the rules named
 * lead, and writes only what differs.
 */
@Injectable()
export class Settlement {
  constructor(
    private readonly effects: RuleEffectsRepository,
    private readonly members: DerivedMembers,
    private readonly roles: DerivedRoles,
  ) {}

  /** Those of the users for whom something is not as the rules say; none of them is locked for it. */
  async unsettled(users: readonly Named[], rules: readonly MappingRule[]): Promise<string[]> {
    const { members, given, taken } = await this.differences(users, rules);
    return [...new Set([...members, ...given, ...taken].map(({ person }) => person.id))];
  }

  /**
   * Part of a write that has locked the users.
   * @param rules those that may have come to be about them, or to be so no more; in a former form, too, where they have led elsewhere
   * @returns who keeps a role that no rule gives any more, because they are the last administrator
   * @throws LastAdministratorError where that is to be refused
   */
  async settle(
    users: readonly Named[],
    rules: readonly MappingRule[],
    last: LastAdministratorRule,
  ): Promise<DerivedRole[]> {
    const { members, given, taken } = await this.differences(users, rules);
    await this.members.apply(members);
    await this.roles.give(given);
    return this.roles.take(taken, last);
  }

  /** Before rules come and go for a user: nobody takes the last administrator away. @throws LastAdministratorError */
  async assertLeavesAdministrator(
    userId: string,
    come: readonly MappingRule[],
    gone: readonly MappingRule[],
  ): Promise<void> {
    const roles = ['administrator'];
    const gives = (rule: MappingRule) => rule.role === 'administrator';
    if (!gone.some(gives) || come.some(gives)) return;
    const effects = await this.effects.find(currentTenantId(), [userId], { organizationIds: [], roles });
    if (effects.every(({ ruleId }) => gone.some(({ id }) => id === ruleId))) {
      await this.roles.assertNotLast(userId);
    }
  }

  private async differences(users: readonly Named[], rules: readonly MappingRule[]): Promise<Differences> {
    const places = placesOf(rules);
    const now = await this.look(
      users.map(({ id }) => id),
      places,
    );
    const found: Differences = { members: [], given: [], taken: [] };
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    for (const person of users) compare(person, places, now, { rules, byId }, found);
    return found;
  }

  private async look(userIds: readonly string[], places: Places): Promise<Situation> {
    const organizations = await this.members.findOrganizations(places.organizationIds);
    const memberships = await this.members.findOf(
      userIds,
      organizations.map(({ id }) => id),
    );
    const effects = await this.effects.find(currentTenantId(), userIds, places);
    return {
      organizations: new Map(organizations.map((one) => [one.id, one])),
      memberships: new Map(memberships.map((one) => [keyOf(one.userId, one.organizationId), one])),
      roles: await this.roles.findOf(userIds, places.roles),
      effects: byUser(effects),
    };
  }
}

/** Adds to `found` what differs for one user. */
function compare(
  person: Named,
  { organizationIds, roles }: Places,
  now: Situation,
  { rules, byId }: { rules: readonly MappingRule[]; byId: ReadonlyMap<string, MappingRule> },
  found: Differences,
): void {
  const wanted = wantedOf(now.effects.get(person.id) ?? []);
  const reason = (ruleId: string | undefined, leads: (rule: MappingRule) => boolean) => {
    const giving = ruleId === undefined ? undefined : byId.get(ruleId);
    return giving ? because(giving, 'after') : because(rules.find(leads)!, 'before');
  };
  for (const id of organizationIds) {
    const organization = now.organizations.get(id);
    const [before, after] = [now.memberships.get(keyOf(person.id, id)), wanted.organizations.get(id)];
    if (!organization || isAsWanted(before, after)) continue;
    const leads = ({ organizationId }: MappingRule) => organizationId === id;
    found.members.push({
      person,
      organization,
      before,
      wanted: after,
      because: reason(after?.ruleId, leads),
    });
  }
  for (const role of roles) {
    const [isHeld, ruleId] = [now.roles.get(person.id)?.has(role) === true, wanted.roles.get(role)];
    if (isHeld === (ruleId !== undefined)) continue;
    const one = { person, role, because: reason(ruleId, (rule) => rule.role === role) };
    (isHeld ? found.taken : found.given).push(one);
  }
}

function byUser(effects: readonly Effect[]): Map<string, Effect[]> {
  const grouped = new Map<string, Effect[]>();
  for (const effect of effects) {
    const present = grouped.get(effect.userId);
    if (present) present.push(effect);
    else grouped.set(effect.userId, [effect]);
  }
  return grouped;
}

function isAsWanted(before: Membership | undefined, after: { role: string | null } | undefined): boolean {
  if (!after) return before?.byRule !== true;
  return before?.byRule === true && before.ruleRole === after.role;
}

function keyOf(userId: string, organizationId: string): string {
  return `${userId} ${organizationId}`;
}
