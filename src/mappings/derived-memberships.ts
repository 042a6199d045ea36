import { Injectable } from '@nestjs/common';
import { CausedRoles } from '../identity/caused-roles.js';
import { currentTenantId } from '../operations/request-context.js';
import { ForbiddenError, matches, type ResourceDocument } from '../scim/index.js';
import { Derivation } from './derivation.js';
import { GroupOrganizations, type PushedGroup } from './group-organizations.js';
import type { FoundRule } from './mapping-rule.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { MappingState } from './mapping-state.js';
import { MatchRepository } from './match.repository.js';
import { RefreshQueue } from './refresh-queue.js';
import { Settlement } from './settlement.js';
import { placesOf } from './wanted.js';

/** A member of a group that has come or gone. */
interface Member {
  readonly id: string;
  readonly resourceType: string;
}

/** What a user's change does to what they have by rules. */
export interface Consequence {
  /** Part of the write, once the user is there. */
  apply(user: { readonly id: string; readonly display: string }): Promise<void>;
}

const NONE: Consequence = { apply: () => Promise.resolve() };

/**
 * Keeps organizations and roles that follow from rules in step with users and groups, in the write that changes
 * these. What it costs grows with those who come and go, never with the group.
 */
@Injectable()
export class DerivedMemberships {
  /** Users whom one write brings in line with the rules; more than these are left to a job that it starts. */
  private readonly mostAtOnce = 5_000;

  constructor(
    private readonly state: MappingState,
    private readonly rules: MappingRuleRepository,
    private readonly derivation: Derivation,
    private readonly settlement: Settlement,
    private readonly matching: MatchRepository,
    private readonly organizations: GroupOrganizations,
    private readonly queue: RefreshQueue,
    private readonly caused: CausedRoles,
  ) {}

  /** Members have come and gone. The group's row is locked. @throws ForbiddenError */
  async afterMembers(
    groupId: string,
    { added, removed }: { readonly added: readonly Member[]; readonly removed: readonly Member[] },
  ): Promise<void> {
    const touched = [...added, ...removed];
    if (touched.length === 0) return;
    const groups = idsOf(touched, 'Group');
    const { version } = await (groups.length > 0 ? this.state.takeAlone() : this.state.share());
    if (version === 0) return;
    const rules = await this.rules.atOrAbove(currentTenantId(), groupId);
    if (rules.length === 0) return;
    await this.assertMayCause(added.length > 0 ? rules : [], rules);
    await this.bring(rules, idsOf(touched, 'User'), groups);
  }

  /** Whether the caller may give, and take, all that rules give by the group. Part of a write. */
  async mayChangeMembers(groupId: string): Promise<boolean> {
    try {
      await this.assertMayCause(await this.rules.atOrAbove(currentTenantId(), groupId));
      return true;
    } catch (error) {
      if (error instanceof ForbiddenError) return false;
      throw error;
    }
  }

  /**
   * The group gets another name, by which the IdP may find it, or becomes the IdP's: others say then who is in it.
   * @throws ForbiddenError where the members could not be changed
   */
  async assertMayHandOver(groupId: string): Promise<void> {
    const { version } = await this.state.share();
    if (version > 0) await this.assertMayCause(await this.rules.atOrAbove(currentTenantId(), groupId));
  }

  /** The group is going to be deleted; its row is locked. @returns what is to be done when it is @throws ForbiddenError */
  async beforeGroupDeletion(group: PushedGroup): Promise<() => Promise<void>> {
    const { version } = await this.state.share();
    if (version === 0) return () => Promise.resolve();
    await this.state.takeAlone();
    const tenantId = currentTenantId();
    const rules = await this.rules.atOrAbove(tenantId, group.id);
    if (rules.length === 0) return () => Promise.resolve();
    const userIds = await this.matching.usersBelow(tenantId, [group.id], this.mostAtOnce + 1);
    if (userIds.length > 0) await this.assertMayCause([], rules);
    await this.rules.rememberGroup(tenantId, group.id, group.display);
    return async () => {
      const automatic = rules.find((rule) => rule.automatic && rule.groupId === group.id);
      if (automatic) await this.organizations.end(automatic);
      const left = rules.map((rule) => (rule === automatic ? { ...rule, isEnding: true } : rule));
      const isDone = await this.bring(left, userIds, []);
      if (automatic && isDone) await this.rules.delete(tenantId, automatic.id);
    };
  }

  /** The group was made or changed: the IdP's have organizations, where the connection says so. */
  async afterGroup(group: PushedGroup): Promise<void> {
    if (!group.externallyManaged) return;
    const { organizationProvisioning } = await this.state.share();
    if (!organizationProvisioning) return;
    const made = await this.organizations.follow(group);
    if (made) await this.bring([made], [], [group.id]);
  }

  /**
   * What comes of another document of a user, or of the first one; nothing is written before `apply`.
   * @param before undefined where the user is new
   * @throws ForbiddenError where it would give or take a role that the caller may not give, or the last administrator's
   */
  async foresee(
    userId: string | undefined,
    before: ResourceDocument | undefined,
    after: ResourceDocument,
  ): Promise<Consequence> {
    const state = await this.state.share();
    if (state.version === 0) return NONE;
    const filters = await this.state.filters(state);
    const isMatch = (document: ResourceDocument | undefined, { filter }: (typeof filters)[number]) =>
      document !== undefined && matches(filter, document);
    const changed = filters.filter((one) => isMatch(before, one) !== isMatch(after, one));
    if (changed.length === 0) return NONE;
    const [come, gone] = [true, false].map((is) =>
      changed.filter((one) => isMatch(after, one) === is).map(({ rule }) => rule),
    ) as [FoundRule[], FoundRule[]];
    await this.assertMayCause(come, gone);
    if (userId !== undefined) await this.settlement.assertLeavesAdministrator(userId, come, gone);
    return { apply: (user) => this.derivation.write(user, come, gone) };
  }

  /** @returns false where it is left to a job */
  private async bring(
    rules: readonly FoundRule[],
    userIds: readonly string[],
    groupIds: readonly string[],
  ): Promise<boolean> {
    const below =
      userIds.length > this.mostAtOnce
        ? []
        : await this.matching.usersBelow(currentTenantId(), groupIds, this.mostAtOnce + 1);
    const all = new Set([...userIds, ...below]);
    const isFew = all.size <= this.mostAtOnce;
    if (isFew) await this.derivation.derive([...all], rules);
    else await this.queue.add(...rules.map(({ id }) => ({ ruleId: id })));
    return isFew;
  }

  /** Whoever changes who is in a group, or what a user is called, must not give by it what they may not give. */
  private assertMayCause(come: readonly FoundRule[], gone: readonly FoundRule[] = []): Promise<void> {
    return this.caused.assertMayCause(placesOf(come).roles, placesOf(gone).roles);
  }
}

function idsOf(members: readonly Member[], type: 'User' | 'Group'): string[] {
  return members.filter(({ resourceType }) => resourceType === type).map(({ id }) => id);
}
