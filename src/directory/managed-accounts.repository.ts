import { Injectable } from '@nestjs/common';
import { namedRows } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** A managed user or group as it is released. */
export interface ManagedResource {
  readonly id: string;
  readonly type: 'User' | 'Group';
  readonly display: string;
}

interface ManagedRow {
  readonly id: string;
  readonly resource_type: ManagedResource['type'];
  readonly display: string;
}

/** The users and groups that an IdP manages. */
@Injectable()
export class ManagedAccountsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** The next ones after an id, locked. */
  async next(tenantId: number, afterId: string, limit: number): Promise<ManagedResource[]> {
    const rows = await this.unit.query<ManagedRow>(
      `SELECT id, resource_type, display FROM resources
       WHERE tenant_id = ? AND resource_type IN ('User', 'Group') AND externally_managed = 1 AND id > ?
       ORDER BY id LIMIT ${limit}${this.unit.dialect.forUpdate}`,
      [tenantId, afterId],
    );
    return rows.map(({ id, resource_type: type, display }) => ({ id, type, display }));
  }

  /** The ids of the next active users after an id. */
  async nextActiveUsers(tenantId: number, afterId: string, limit: number): Promise<string[]> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT id FROM resources
       WHERE tenant_id = ? AND resource_type = 'User' AND externally_managed = 1 AND id > ? AND active = 1
       ORDER BY id LIMIT ${limit}`,
      [tenantId, afterId],
    );
    return rows.map(({ id }) => id);
  }

  /** The roles that active managed users hold. */
  async rolesHeld(tenantId: number): Promise<string[]> {
    const rows = await this.unit.query<{ role: string }>(
      `SELECT DISTINCT g.role FROM role_grants g JOIN resources r ON r.id = g.user_id AND r.tenant_id = g.tenant_id
       WHERE g.tenant_id = ? AND r.externally_managed = 1 AND r.active = 1`,
      [tenantId],
    );
    return rows.map(({ role }) => role);
  }

  async release(tenantId: number, ids: readonly string[]): Promise<void> {
    await this.unit.execute(
      `UPDATE resources SET externally_managed = 0, drift = 0 WHERE ${namedRows('resources', ids)}`,
      [tenantId, ...ids],
    );
  }
}
