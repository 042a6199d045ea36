import { Injectable } from '@nestjs/common';
import type { DerivedRole, LastAdministratorRule } from '../identity/derived-roles.js';
import { currentTenantId } from '../operations/request-context.js';
import type { FoundRule, MappingRule } from './mapping-rule.js';
import { MappingRefreshRepository } from './mapping-refresh.repository.js';
import { MatchRepository, type Match, type Named } from './match.repository.js';
import { Matcher } from './matcher.js';
import { Settlement } from './settlement.js';

/** Users a statement, and rows that are locked at once. */
export const SLICE = 500;

/** What a derivation has come to. */
export interface Derived {
  /** For how many users something has changed. */
  readonly changed: number;
  /** Who keeps a role that no rule gives any more, because they are the last administrator. */
  readonly kept: readonly DerivedRole[];
}

const NOTHING: Derived = { changed: 0, kept: [] };

/** Brings what users have by rules in line with what is there. Parts of writes that share the mapping state. */
@Injectable()
export class Derivation {
  constructor(
    private readonly matcher: Matcher,
    private readonly repository: MatchRepository,
    private readonly settlement: Settlement,
    private readonly refreshes: MappingRefreshRepository,
  ) {}

  /**
   * For users of whom a change may have come or gone: locks them all, in slices.
   * @throws LastAdministratorError
   */
  async derive(userIds: readonly string[], rules: readonly FoundRule[]): Promise<void> {
    const ordered = [...userIds].sort();
    for (let start = 0; start < ordered.length; start += SLICE) {
      const users = await this.repository.lockUsers(currentTenantId(), ordered.slice(start, start + SLICE));
      await this.match(users, rules, 'refuse');
    }
  }

  /** Writes what has come to light otherwise, of one user who is locked. @throws LastAdministratorError */
  async write(user: Named, come: readonly FoundRule[], gone: readonly FoundRule[]): Promise<void> {
    const pairs = (rules: readonly FoundRule[]) => rules.map(({ id }) => ({ ruleId: id, userId: user.id }));
    const present = await this.present([user], [...come, ...gone]);
    const isThere = ({ ruleId }: Match) => present.some((match) => match.ruleId === ruleId);
    await this.repository.insert(
      currentTenantId(),
      pairs(come).filter((match) => !isThere(match)),
    );
    await this.repository.delete(currentTenantId(), pairs(gone).filter(isThere));
    await this.settlement.settle([user], await this.withFormer([...gone, ...come]), 'refuse');
  }

  /** For many users of whom few are concerned: only those are locked, and looked at again then. */
  async deriveFew(users: readonly Named[], rule: FoundRule): Promise<Derived> {
    const { come, gone } = await this.differences(users, [rule]);
    const concerned = new Set([...come, ...gone].map(({ userId }) => userId));
    for (const id of await this.settlement.unsettled(users, await this.withFormer([rule]))) concerned.add(id);
    if (concerned.size === 0) return NOTHING;
    const locked = await this.repository.lockUsers(currentTenantId(), [...concerned].sort());
    const kept = await this.match(locked, [rule], 'keep');
    return { changed: concerned.size, kept };
  }

  private async match(
    users: readonly Named[],
    rules: readonly FoundRule[],
    last: LastAdministratorRule,
  ): Promise<DerivedRole[]> {
    const { come, gone } = await this.differences(users, rules);
    await this.repository.insert(currentTenantId(), come);
    await this.repository.delete(currentTenantId(), gone);
    return this.settlement.settle(users, await this.withFormer(rules), last);
  }

  /**
   * The rules, after what they were before they were changed, as long as the job has not come to everybody: whoever
   * a rule is about no more has lost what it gave then, too, and the job will not look at them.
   */
  private async withFormer(rules: readonly FoundRule[]): Promise<MappingRule[]> {
    const ids = rules.map(({ id }) => id);
    const pending = await this.refreshes.pendingOf(currentTenantId(), ids);
    const former = pending.flatMap(({ ruleId, organizationId, role }) =>
      rules.filter(({ id }) => id === ruleId).map((rule) => ({ ...rule, organizationId, role })),
    );
    return [...former, ...rules];
  }

  private async differences(
    users: readonly Named[],
    rules: readonly FoundRule[],
  ): Promise<{ come: Match[]; gone: Match[] }> {
    const present = await this.present(users, rules);
    const wanted = await this.matcher.find(
      users.map(({ id }) => id),
      rules,
    );
    const [isPresent, isWanted] = [new Set(present.map(keyOf)), new Set(wanted.map(keyOf))];
    return {
      come: wanted.filter((match) => !isPresent.has(keyOf(match))),
      gone: present.filter((match) => !isWanted.has(keyOf(match))),
    };
  }

  private present(users: readonly Named[], rules: readonly FoundRule[]): Promise<Match[]> {
    const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
    return this.repository.find(currentTenantId(), ids(rules), ids(users));
  }
}

function keyOf({ ruleId, userId }: Match): string {
  return `${ruleId} ${userId}`;
}
