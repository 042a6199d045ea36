import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** A mapping rule that a user has something by. */
export interface RuleReason {
  readonly ruleId: string;
  readonly userId: string;
  /** Where the rule leads: an organization, a role, or both. */
  readonly organizationId: string | null;
  readonly role: string | null;
  /** Whose members it is about; null where a filter says so, or the group is not there any more. */
  readonly group: { readonly id: string; readonly displayName: string } | null;
  readonly filter: string | null;
}

interface ReasonRow {
  readonly id: string;
  readonly user_id: string;
  readonly organization_id: string | null;
  readonly role: string | null;
  readonly group_id: string | null;
  readonly display: string | null;
  readonly filter: string | null;
}

/** Why people belong to organizations and hold roles without anybody having said so. */
@Injectable()
export class RuleReasonsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** In the order of the rules. CROSS JOIN keeps SQLite from beginning with all of them. @param organizationId only rules that lead there */
  async reasonsOf(
    tenantId: number,
    userIds: readonly string[],
    organizationId?: string,
  ): Promise<RuleReason[]> {
    if (userIds.length === 0) return [];
    const rows = await this.unit.query<ReasonRow>(
      `SELECT q.id, m.user_id, q.organization_id, q.role, q.group_id, g.display, q.filter
       FROM mapping_matches m CROSS JOIN mapping_rules q ON q.id = m.rule_id AND q.tenant_id = m.tenant_id
       LEFT JOIN resources g ON g.id = q.group_id AND g.tenant_id = q.tenant_id
       WHERE m.tenant_id = ? AND m.user_id IN (${placesFor(userIds)}) AND q.ended_at IS NULL
         ${organizationId === undefined ? '' : 'AND q.organization_id = ?'}
       ORDER BY q.position, q.id`,
      [tenantId, ...userIds, ...(organizationId === undefined ? [] : [organizationId])],
    );
    return rows.map(toReason);
  }
}

function toReason(row: ReasonRow): RuleReason {
  const { group_id: groupId, display } = row;
  return {
    ruleId: row.id,
    userId: row.user_id,
    organizationId: row.organization_id,
    role: row.role,
    group: groupId !== null && display !== null ? { id: groupId, displayName: display } : null,
    filter: row.filter,
  };
}
