import { Injectable } from '@nestjs/common';
import type { Change } from '../journal/journal-entry.js';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { leastUuid } from '../persistence/uuid.js';

/** A sealed entry that somebody may have to hear of. */
export interface NoteworthyEntry {
  readonly time: number;
  readonly action: string;
  readonly actorType: string;
  readonly actor: string;
  readonly ip: string | null;
  readonly targetId: string | null;
  readonly target: string;
  readonly changes: readonly Change[];
}

/** The secret that is not void. Times in milliseconds since the epoch. */
export interface PresentSecret {
  readonly id: string;
  readonly hint: string;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  /** The name of the SCIM administrator; null once they are deleted. */
  readonly boundTo: string | null;
}

interface EntryRow {
  readonly sequence: number;
  readonly time: number;
  readonly action: string;
  readonly actor_type: string;
  readonly actor_display: string;
  readonly actor_ip: string | null;
  readonly target_id: string | null;
  readonly target_display: string;
  readonly changes: string;
}

interface SecretRow {
  readonly id: string;
  readonly hint: string;
  readonly issued_at: number;
  readonly expires_at: number | null;
  readonly bound_to: string | null;
}

/** What there may be to tell of, as it is read. */
@Injectable()
export class NewsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /**
   * The next entries of the sealed journal that are of these actions and were made then or later, and how far it was
   * looked through for them.
   */
  async readJournal(
    tenantId: number,
    after: number,
    { actions, since }: { readonly actions: readonly string[]; readonly since: number },
    limit: number,
  ): Promise<{ entries: NoteworthyEntry[]; lookedTo: number }> {
    const heads = await this.unit.query<{ sequence: number }>(
      'SELECT sequence FROM journal_heads WHERE tenant_id = ?',
      [tenantId],
    );
    const end = heads[0]?.sequence ?? 0;
    const rows = await this.unit.query<EntryRow>(
      `SELECT sequence, time, action, actor_type, actor_display, actor_ip, target_id, target_display, changes
       FROM journal_entries WHERE tenant_id = ? AND sequence > ? AND sequence <= ? AND id >= ?
         AND outcome = 'success' AND action IN (${placesFor(actions)}) ORDER BY sequence LIMIT ${limit}`,
      [tenantId, after, end, leastUuid(since), ...actions],
    );
    const lookedTo = rows.length === limit ? rows.at(-1)!.sequence : Math.max(after, end);
    return { entries: rows.map(toEntry), lookedTo };
  }

  /** Which one of these roles people hold, who are still there. */
  async findHolders(
    tenantId: number,
    userIds: readonly string[],
    roles: readonly string[],
  ): Promise<Map<string, string>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.unit.query<{ user_id: string; role: string }>(
      `SELECT user_id, role FROM role_grants
       WHERE tenant_id = ? AND user_id IN (${placesFor(userIds)}) AND role IN (${placesFor(roles)}) ORDER BY role DESC`,
      [tenantId, ...userIds, ...roles],
    );
    return new Map(rows.map(({ user_id, role }) => [user_id, role]));
  }

  /** Which one of these roles people held until they were deleted, as far as the history is kept. */
  async findFormerHolders(
    tenantId: number,
    userIds: readonly string[],
    roles: readonly string[],
  ): Promise<Map<string, string>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.unit.query<{ target_id: string; action: string; changes: string }>(
      `SELECT target_id, action, changes FROM journal_entries
       WHERE tenant_id = ? AND target_id IN (${placesFor(userIds)}) AND action IN ('role.granted', 'role.revoked')
       ORDER BY id`,
      [tenantId, ...userIds],
    );
    const held = new Map<string, string>();
    for (const { target_id: id, action, changes } of rows) {
      const [change] = JSON.parse(changes) as Change[];
      const role = String(change?.after ?? change?.before);
      if (action === 'role.granted' && roles.includes(role)) held.set(id, role);
      else if (action === 'role.revoked' && held.get(id) === role) held.delete(id);
    }
    return held;
  }

  async findSecret(tenantId: number): Promise<PresentSecret | undefined> {
    const rows = await this.unit.query<SecretRow>(
      `SELECT s.id, s.hint, s.issued_at, s.expires_at, r.display AS bound_to
       FROM scim_secrets s JOIN connections c ON c.tenant_id = s.tenant_id
       LEFT JOIN resources r ON r.id = c.administrator_id AND r.tenant_id = s.tenant_id
       WHERE s.tenant_id = ? AND s.active = 1`,
      [tenantId],
    );
    const row = rows[0];
    return (
      row && {
        id: row.id,
        hint: row.hint,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        boundTo: row.bound_to,
      }
    );
  }

  /** How many people whom an IdP has deactivated or deleted since then are still away, and how many there would be. */
  async countDeactivations(tenantId: number, since: number): Promise<{ gone: number; all: number }> {
    const counts = await this.unit.query<{ gone: number; deleted: number }>(
      `SELECT COUNT(DISTINCT j.target_id) AS gone, COUNT(DISTINCT CASE WHEN r.id IS NULL THEN j.target_id END) AS deleted
       FROM journal_entries j LEFT JOIN resources r ON r.id = j.target_id AND r.tenant_id = j.tenant_id
       WHERE j.tenant_id = ? AND j.id >= ? AND j.action IN ('user.deactivated', 'user.deleted')
         AND j.actor_type = 'scim' AND (r.id IS NULL OR r.active = 0)`,
      [tenantId, leastUuid(since)],
    );
    const left = await this.unit.query<{ people: number }>(
      "SELECT COUNT(*) AS people FROM resources WHERE tenant_id = ? AND resource_type = 'User'",
      [tenantId],
    );
    const { gone, deleted } = counts[0]!;
    return { gone, all: left[0]!.people + deleted };
  }

  /** How many calls of the IdP have failed since then. */
  async countFailedCalls(tenantId: number, since: number): Promise<number> {
    const rows = await this.unit.query<{ calls: number }>(
      `SELECT COUNT(*) AS calls FROM scim_requests
       WHERE tenant_id = ? AND outcome = 'failed' AND id >= ? AND time >= ?`,
      [tenantId, leastUuid(since), since],
    );
    return rows[0]!.calls;
  }

  /** Documents of the active administrators, the first of them. */
  listAdministrators(tenantId: number, limit: number): Promise<{ display: string; document: string }[]> {
    return this.unit.query(
      `SELECT r.display, r.document FROM resources r WHERE r.tenant_id = ? AND r.active = 1 AND r.id IN (
         SELECT g.user_id FROM role_grants g WHERE g.tenant_id = ? AND g.role = 'administrator')
       ORDER BY r.id LIMIT ${limit}`,
      [tenantId, tenantId],
    );
  }

  async findTenant(tenantId: number): Promise<{ name: string; publicUrl: string | null } | undefined> {
    const rows = await this.unit.query<{ name: string; public_url: string | null }>(
      'SELECT name, public_url FROM tenants WHERE id = ? AND deleted_at IS NULL',
      [tenantId],
    );
    return rows[0] && { name: rows[0].name, publicUrl: rows[0].public_url };
  }
}

function toEntry(row: EntryRow): NoteworthyEntry {
  return {
    time: row.time,
    action: row.action,
    actorType: row.actor_type,
    actor: row.actor_display,
    ip: row.actor_ip,
    targetId: row.target_id,
    target: row.target_display,
    changes: JSON.parse(row.changes) as Change[],
  };
}
