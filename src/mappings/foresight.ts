import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/access.service.js';
import { currentTenantId } from '../operations/request-context.js';
import { DerivedMembers } from '../organizations/derived-members.js';
import { roleIn, type Membership } from '../organizations/organization-member.repository.js';
import type { FoundRule } from './mapping-rule.js';
import { Matcher } from './matcher.js';
import { RuleEffectsRepository, type Effect } from './rule-effects.repository.js';
import { placesOf, wantedOf, type Places } from './wanted.js';

/** A rule as it is, and as it would be: undefined where it is not there yet, or would be deleted. */
export interface RuleChange {
  readonly current?: FoundRule;
  readonly next?: FoundRule;
}

/** Something of an organization or a role that a user would gain, lose, or have otherwise. */
export interface Outcome {
  readonly userId: string;
  readonly kind: 'gained' | 'lost' | 'changed';
  readonly organizationId: string | null;
  /** The role in the organization then, or the role itself. */
  readonly role: string | null;
}

interface Facts {
  readonly memberships: readonly Membership[];
  /** Roles with their sources. */
  readonly grants: readonly { readonly userId: string; readonly role: string; readonly source: string }[];
  readonly effects: readonly Effect[];
}

/** What a change of a rule would do to people; writes nothing. */
@Injectable()
export class Foresight {
  constructor(
    private readonly matcher: Matcher,
    private readonly effects: RuleEffectsRepository,
    private readonly members: DerivedMembers,
    private readonly access: AccessService,
  ) {}

  async look(userIds: readonly string[], { current, next }: RuleChange): Promise<Outcome[]> {
    const places = placesOf([current, next].filter((rule) => rule !== undefined));
    const about = next ? await this.matcher.find(userIds, [next]) : [];
    const found = await this.effects.find(currentTenantId(), userIds, places);
    const others = found.filter(({ ruleId }) => ruleId !== current?.id);
    const facts = {
      memberships: await this.members.findOf(userIds, places.organizationIds),
      grants: await this.access.sourcesOfAll(userIds),
      effects: [...others, ...about.map(({ userId }) => effectOf(next!, userId))].sort(
        (a, b) => a.position - b.position,
      ),
    };
    return userIds.flatMap((userId) => outcomesFor(userId, places, facts));
  }
}

function effectOf(rule: FoundRule, userId: string): Effect {
  const { id, position, organizationId, organizationRole, role } = rule;
  return { userId, ruleId: id, position, organizationId, organizationRole, role };
}

function outcomesFor(userId: string, { organizationIds, roles }: Places, facts: Facts): Outcome[] {
  const wanted = wantedOf(facts.effects.filter((effect) => effect.userId === userId));
  const inOrganizations = organizationIds.flatMap((organizationId) => {
    const before = facts.memberships.find(
      (one) => one.userId === userId && one.organizationId === organizationId,
    );
    const rule = wanted.organizations.get(organizationId);
    const stays = before?.byHand === true || rule !== undefined;
    const role = stays ? (before?.givenRole ?? rule?.role ?? null) : null;
    const kind = kindOf(before !== undefined, stays, !!before && roleIn(before) !== role);
    return kind ? [{ userId, kind, organizationId, role }] : [];
  });
  const inRoles = roles.flatMap((role) => {
    const sources = facts.grants.filter((grant) => grant.userId === userId && grant.role === role);
    const stays = sources.some(({ source }) => source !== 'mapping') || wanted.roles.has(role);
    const kind = kindOf(sources.length > 0, stays, false);
    return kind ? [{ userId, kind, organizationId: null, role }] : [];
  });
  return [...inOrganizations, ...inRoles];
}

function kindOf(was: boolean, is: boolean, isOther: boolean): Outcome['kind'] | undefined {
  if (was !== is) return is ? 'gained' : 'lost';
  return is && isOther ? 'changed' : undefined;
}
