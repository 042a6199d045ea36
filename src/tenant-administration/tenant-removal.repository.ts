import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/**
 * Tables whose rows may be many, how many go at a time, and where they are found; what belongs to a resource goes
 * with it.
 */
const LARGE = [
  ['resources', 200, 'resources r WHERE r.tenant_id = ?'],
  ['retained_users', 500, 'retained_users r WHERE r.tenant_id = ?'],
  ['journal_entries', 1_000, 'journal_entries r WHERE r.tenant_id = ?'],
  ['mails', 1_000, 'mails r WHERE r.tenant_id = ?'],
  [
    'webhook_deliveries',
    1_000,
    'webhooks w JOIN webhook_deliveries r ON r.webhook_id = w.id WHERE w.tenant_id = ?',
  ],
  ['scim_requests', 1_000, 'scim_requests r WHERE r.tenant_id = ?'],
  ['scim_syncs', 1_000, 'scim_syncs r WHERE r.tenant_id = ?'],
] as const;
/** The others, in the order that foreign keys need. */
const SMALL = [
  'mapping_refreshes',
  'mapping_rules',
  'organizations',
  'roles',
  'jobs',
  'scim_failures',
  'scim_contacts',
  'scim_tolerances',
  'scim_secrets',
  'schema_extensions',
  'sso_flows',
  'sso_settings',
  'invitation_settings',
  'connections',
  'journal_starts',
  'webhooks',
  'journal_heads',
  'notification_states',
] as const;

/** Removes a tenant's rows. */
@Injectable()
export class TenantRemovalRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Ends what lets anybody in (the secret, sessions, links and access tokens), and jobs. */
  async close(tenantId: number, at: number): Promise<void> {
    await this.unit.execute(
      'UPDATE scim_secrets SET active = NULL, voided_at = ? WHERE tenant_id = ? AND active = 1',
      [at, tenantId],
    );
    await this.unit.execute('UPDATE jobs SET claimed_by = NULL, claimed_until = NULL WHERE tenant_id = ?', [
      tenantId,
    ]);
    for (const table of ['sessions', 'one_time_links', 'access_tokens', 'sso_flows']) {
      await this.unit.execute(`DELETE FROM ${table} WHERE tenant_id = ?`, [tenantId]);
    }
  }

  /** Some of the many rows. @returns false when none were left */
  async deleteSlice(tenantId: number): Promise<boolean> {
    for (const [table, size, source] of LARGE) {
      const rows = await this.unit.query<{ id: string }>(`SELECT r.id FROM ${source} LIMIT ${size}`, [
        tenantId,
      ]);
      if (rows.length === 0) continue;
      await this.unit.execute(`DELETE FROM ${table} WHERE tenant_id = ? AND id IN (${placesFor(rows)})`, [
        tenantId,
        ...rows.map(({ id }) => id),
      ]);
      return true;
    }
    return false;
  }

  /** The rest, and the tenant itself. */
  async deleteRest(tenantId: number): Promise<void> {
    for (const table of SMALL)
      await this.unit.execute(`DELETE FROM ${table} WHERE tenant_id = ?`, [tenantId]);
    await this.unit.execute('DELETE FROM tenants WHERE id = ?', [tenantId]);
  }
}
