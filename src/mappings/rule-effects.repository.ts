import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** Where a rule leads a user. */
export interface Effect {
  readonly userId: string;
  readonly ruleId: string;
  readonly position: number;
  readonly organizationId: string | null;
  readonly organizationRole: string | null;
  readonly role: string | null;
}

interface EffectRow {
  readonly user_id: string;
  readonly id: string;
  readonly position: number;
  readonly organization_id: string | null;
  readonly organization_role: string | null;
  readonly role: string | null;
}

@Injectable()
export class RuleEffectsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Where all rules that lead to one of the places lead the users, in the order of the rules. */
  async find(
    tenantId: number,
    userIds: readonly string[],
    { organizationIds, roles }: { organizationIds: readonly string[]; roles: readonly string[] },
  ): Promise<Effect[]> {
    const conditions = [
      ...(organizationIds.length > 0 ? [`q.organization_id IN (${placesFor(organizationIds)})`] : []),
      ...(roles.length > 0 ? [`q.role IN (${placesFor(roles)})`] : []),
    ];
    if (userIds.length === 0 || conditions.length === 0) return [];
    const rows = await this.unit.query<EffectRow>(
      `SELECT m.user_id, q.id, q.position, q.organization_id, q.organization_role, q.role
       FROM mapping_matches m JOIN mapping_rules q ON q.id = m.rule_id AND q.tenant_id = m.tenant_id
       WHERE m.tenant_id = ? AND m.user_id IN (${placesFor(userIds)}) AND q.ended_at IS NULL
         AND (${conditions.join(' OR ')})
       ORDER BY q.position, q.id`,
      [tenantId, ...userIds, ...organizationIds, ...roles],
    );
    return rows.map((row) => ({
      userId: row.user_id,
      ruleId: row.id,
      position: row.position,
      organizationId: row.organization_id,
      organizationRole: row.organization_role,
      role: row.role,
    }));
  }
}
