import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** What a job derives anew. */
export interface Refresh {
  readonly id: string;
  /** For all whom it is, or was, about; null for the organizations of all groups that the IdP has pushed. */
  readonly ruleId: string | null;
  /** Where the rule has led before it was changed. */
  readonly organizationId: string | null;
  readonly role: string | null;
}

@Injectable()
export class MappingRefreshRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert(tenantId: number, refreshes: readonly Refresh[]): Promise<void> {
    for (const { id, ruleId, organizationId, role } of refreshes) {
      await this.unit.execute(
        'INSERT INTO mapping_refreshes (id, tenant_id, rule_id, organization_id, role) VALUES (?, ?, ?, ?, ?)',
        [id, tenantId, ruleId, organizationId, role],
      );
    }
  }

  /** The one that has waited longest. */
  async first(tenantId: number): Promise<Refresh | undefined> {
    const rows = await this.unit.query<{
      id: string;
      rule_id: string | null;
      organization_id: string | null;
      role: string | null;
    }>(
      'SELECT id, rule_id, organization_id, role FROM mapping_refreshes WHERE tenant_id = ? ORDER BY id LIMIT 1',
      [tenantId],
    );
    const row = rows[0];
    return row && { id: row.id, ruleId: row.rule_id, organizationId: row.organization_id, role: row.role };
  }

  /** Where the rules have led before, as far as that has not been taken from everybody yet. */
  async pendingOf(
    tenantId: number,
    ruleIds: readonly string[],
  ): Promise<{ ruleId: string; organizationId: string | null; role: string | null }[]> {
    if (ruleIds.length === 0) return [];
    const rows = await this.unit.query<{
      rule_id: string;
      organization_id: string | null;
      role: string | null;
    }>(
      `SELECT rule_id, organization_id, role FROM mapping_refreshes
       WHERE tenant_id = ? AND rule_id IN (${placesFor(ruleIds)})
         AND (organization_id IS NOT NULL OR role IS NOT NULL)`,
      [tenantId, ...ruleIds],
    );
    return rows.map(({ rule_id: ruleId, organization_id: organizationId, role }) => ({
      ruleId,
      organizationId,
      role,
    }));
  }

  async delete(tenantId: number, id: string): Promise<void> {
    await this.unit.execute('DELETE FROM mapping_refreshes WHERE id = ? AND tenant_id = ?', [id, tenantId]);
  }

  /** Groups that the IdP manages, the next ones in order of id. */
  async nextGroups(
    tenantId: number,
    after: string,
    limit: number,
  ): Promise<{ id: string; display: string }[]> {
    return this.unit.query(
      `SELECT r.id, r.display FROM resources r
       WHERE r.tenant_id = ? AND r.resource_type = 'Group' AND r.externally_managed = 1 AND r.id > ?
       ORDER BY r.id LIMIT ${limit}${this.unit.dialect.forUpdate}`,
      [tenantId, after],
    );
  }
}
