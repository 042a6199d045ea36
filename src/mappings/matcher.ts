import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import { matches } from '../scim/index.js';
import type { FoundRule, RuleSource } from './mapping-rule.js';
import { readFilter } from './mapping-state.js';
import { MatchRepository, type Match } from './match.repository.js';

/** A rule as far as it says whom it is about. */
export type Matchable = Pick<FoundRule, 'id' | 'isEnding'> & RuleSource;

/** Finds out whom rules are about, from what is there now. */
@Injectable()
export class Matcher {
  constructor(
    private readonly repository: MatchRepository,
    private readonly schemas: TenantSchemas,
  ) {}

  /** Which of the rules are about which of the users. */
  async find(userIds: readonly string[], rules: readonly Matchable[]): Promise<Match[]> {
    const live = rules.filter(({ isEnding }) => !isEnding);
    return [...(await this.byGroup(userIds, live)), ...(await this.byFilter(userIds, live))];
  }

  private async byGroup(userIds: readonly string[], rules: readonly Matchable[]): Promise<Match[]> {
    const groupIds = [...new Set(rules.flatMap(({ groupId }) => (groupId === null ? [] : [groupId])))];
    const found = await this.repository.inGroups(currentTenantId(), userIds, groupIds);
    return found.flatMap(({ userId, groupId }) =>
      rules.filter((rule) => rule.groupId === groupId).map(({ id }) => ({ ruleId: id, userId })),
    );
  }

  private async byFilter(userIds: readonly string[], rules: readonly Matchable[]): Promise<Match[]> {
    const withFilter = rules.filter(({ filter }) => filter !== null);
    if (withFilter.length === 0) return [];
    const { user } = await this.schemas.load();
    const filters = withFilter.flatMap((rule) => {
      const filter = readFilter(rule.filter!, user);
      return filter ? [{ ruleId: rule.id, filter }] : [];
    });
    const documents = await this.repository.documents(currentTenantId(), userIds);
    return [...documents].flatMap(([userId, document]) =>
      filters.filter(({ filter }) => matches(filter, document)).map(({ ruleId }) => ({ ruleId, userId })),
    );
  }
}
