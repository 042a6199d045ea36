import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import type { RuleSource } from './mapping-rule.js';
import { MatchRepository } from './match.repository.js';

/** Walks in order of id through all whom a rule may be about, or was found to be about. */
@Injectable()
export class Walk {
  constructor(private readonly repository: MatchRepository) {}

  /**
   * The next ones after an id. Where the source has a filter these are all users: each is asked once, while a query
   * would ask the database for all that satisfy it, page after page.
   * @param source undefined where the rule is about nobody any more
   * @param ruleId undefined where it is not there yet
   * @returns at most `limit`; less only where nobody follows
   */
  async next(
    source: RuleSource | undefined,
    ruleId: string | undefined,
    after: string,
    limit: number,
  ): Promise<string[]> {
    const tenantId = currentTenantId();
    if (source && source.filter !== null) return this.repository.nextUsers(tenantId, after, limit);
    const groupIds = source?.groupId ? await this.repository.groupsBelow(tenantId, source.groupId) : [];
    const members = await this.repository.nextMembers(tenantId, groupIds, after, limit);
    const matched =
      ruleId === undefined ? [] : await this.repository.nextMatched(tenantId, ruleId, after, limit);
    return [...new Set([...members, ...matched])].sort().slice(0, limit);
  }

  /** About how many there are. */
  async count(source: RuleSource | undefined, ruleId: string | undefined): Promise<number> {
    const tenantId = currentTenantId();
    if (source && source.filter !== null) return this.repository.countUsers(tenantId);
    const groupIds = source?.groupId ? await this.repository.groupsBelow(tenantId, source.groupId) : [];
    const members = await this.repository.countMembers(tenantId, groupIds);
    const matched = ruleId === undefined ? 0 : await this.repository.countMatched(tenantId, ruleId);
    return Math.max(members, matched);
  }
}
