import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** Rows a statement. */
const SLICE = 500;

/** That a user belongs to an organization, and why: by hand, by rules, or both. */
export interface Membership {
  readonly organizationId: string;
  readonly userId: string;
  readonly byHand: boolean;
  readonly givenRole: string | null;
  readonly byRule: boolean;
  /** That of the first rule which says one. */
  readonly ruleRole: string | null;
}

interface MembershipRow {
  readonly organization_id: string;
  readonly user_id: string;
  readonly by_hand: number;
  readonly given_role: string | null;
  readonly by_rule: number;
  readonly rule_role: string | null;
}

const COLUMNS = 'organization_id, user_id, by_hand, given_role, by_rule, rule_role';

/** What a user is in the organization. */
export function roleIn({ givenRole, ruleRole }: Pick<Membership, 'givenRole' | 'ruleRole'>): string | null {
  return givenRole ?? ruleRole;
}

/** Who belongs where. Whoever changes it has locked the user: it is settled for one user at a time. */
@Injectable()
export class OrganizationMemberRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async find(tenantId: number, organizationId: string, userId: string): Promise<Membership | undefined> {
    return (await this.findAll(tenantId, [organizationId], [userId]))[0];
  }

  async findAll(
    tenantId: number,
    organizationIds: readonly string[],
    userIds: readonly string[],
  ): Promise<Membership[]> {
    if (organizationIds.length === 0 || userIds.length === 0) return [];
    const rows = await this.unit.query<MembershipRow>(
      `SELECT ${COLUMNS} FROM organization_members
       WHERE tenant_id = ? AND user_id IN (${placesFor(userIds)}) AND organization_id IN (${placesFor(organizationIds)})`,
      [tenantId, ...userIds, ...organizationIds],
    );
    return rows.map(toMembership);
  }

  async insert(tenantId: number, memberships: readonly Membership[], at: number): Promise<void> {
    for (let start = 0; start < memberships.length; start += SLICE) {
      const slice = memberships.slice(start, start + SLICE);
      await this.unit.execute(
        `INSERT INTO organization_members (${COLUMNS}, tenant_id, created_at)
         VALUES ${slice.map(() => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
        slice.flatMap((one) => [
          one.organizationId,
          one.userId,
          one.byHand ? 1 : 0,
          one.givenRole,
          one.byRule ? 1 : 0,
          one.ruleRole,
          tenantId,
          at,
        ]),
      );
    }
  }

  async update(tenantId: number, { organizationId, userId, ...reasons }: Membership): Promise<void> {
    await this.unit.execute(
      `UPDATE organization_members SET by_hand = ?, given_role = ?, by_rule = ?, rule_role = ?
       WHERE organization_id = ? AND user_id = ? AND tenant_id = ?`,
      [
        reasons.byHand ? 1 : 0,
        reasons.givenRole,
        reasons.byRule ? 1 : 0,
        reasons.ruleRole,
        organizationId,
        userId,
        tenantId,
      ],
    );
  }

  async delete(tenantId: number, organizationId: string, userIds: readonly string[]): Promise<void> {
    for (let start = 0; start < userIds.length; start += SLICE) {
      const slice = userIds.slice(start, start + SLICE);
      await this.unit.execute(
        `DELETE FROM organization_members WHERE tenant_id = ? AND organization_id = ? AND user_id IN (${placesFor(slice)})`,
        [tenantId, organizationId, ...slice],
      );
    }
  }

  /** How many the user belongs to because somebody has said so. */
  async countByHand(tenantId: number, userId: string): Promise<number> {
    const rows = await this.unit.query<{ total: number }>(
      'SELECT COUNT(*) AS total FROM organization_members WHERE user_id = ? AND tenant_id = ? AND by_hand = 1',
      [userId, tenantId],
    );
    return rows[0]!.total;
  }
}

function toMembership(row: MembershipRow): Membership {
  return {
    organizationId: row.organization_id,
    userId: row.user_id,
    byHand: row.by_hand === 1,
    givenRole: row.given_role,
    byRule: row.by_rule === 1,
    ruleRole: row.rule_role,
  };
}
