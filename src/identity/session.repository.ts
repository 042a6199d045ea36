import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** A session with its user; times in milliseconds since the epoch. */
export interface StoredSession {
  readonly id: string;
  readonly tenantId: number;
  /** The tenant's own public address. */
  readonly publicUrl: string | undefined;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly user: { readonly id: string; readonly userName: string; readonly display: string };
}

/** How a session began. */
export type SignInMethod = 'password' | 'sso' | 'recovery';

/** A session as lists show it. Times in milliseconds since the epoch. */
export interface ShownSession {
  readonly id: string;
  readonly method: SignInMethod;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

interface ShownSessionRow {
  readonly id: string;
  readonly method: SignInMethod;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly expires_at: number;
}

export interface NewStoredSession {
  readonly id: string;
  readonly userId: string;
  readonly tokenDigest: Buffer;
  readonly method: SignInMethod;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

interface SessionRow {
  readonly id: string;
  readonly tenant_id: number;
  readonly public_url: string | null;
  readonly last_seen_at: number;
  readonly expires_at: number;
  readonly user_id: string;
  readonly document: string;
  readonly display: string;
}

@Injectable()
export class SessionRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** By the digest, which is unique among all tenants: the session is what selects the tenant. Active users only. */
  async find(tokenDigest: Buffer): Promise<StoredSession | undefined> {
    const rows = await this.unit.query<SessionRow>(
      `SELECT s.id, s.tenant_id, t.public_url, s.last_seen_at, s.expires_at, r.id AS user_id, r.document, r.display
       FROM sessions s JOIN resources r ON r.id = s.user_id AND r.tenant_id = s.tenant_id
       JOIN tenants t ON t.id = s.tenant_id
       WHERE s.token_digest = ? AND r.active = 1 AND t.deleted_at IS NULL`,
      [tokenDigest],
    );
    return rows[0] && toSession(rows[0]);
  }

  async insert(tenantId: number, session: NewStoredSession): Promise<void> {
    await this.unit.execute(
      `INSERT INTO sessions (id, tenant_id, user_id, token_digest, method, ip, user_agent, created_at,
         last_seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        session.id,
        tenantId,
        session.userId,
        session.tokenDigest,
        session.method,
        session.ip,
        session.userAgent,
        session.createdAt,
        session.createdAt,
        session.expiresAt,
      ],
    );
  }

  async markSeen(tenantId: number, id: string, at: number): Promise<void> {
    await this.unit.execute('UPDATE sessions SET last_seen_at = ? WHERE tenant_id = ? AND id = ?', [
      at,
      tenantId,
      id,
    ]);
  }

  /** The user's newest sessions. */
  async list(tenantId: number, userId: string, limit: number): Promise<ShownSession[]> {
    const rows = await this.unit.query<ShownSessionRow>(
      `SELECT id, method, ip, user_agent, created_at, last_seen_at, expires_at FROM sessions
       WHERE user_id = ? AND tenant_id = ? ORDER BY id DESC LIMIT ${limit}`,
      [userId, tenantId],
    );
    return rows.map(toShownSession);
  }

  /** @param userId whose it must be @returns whether there was such a session */
  async delete(tenantId: number, id: string, userId?: string): Promise<boolean> {
    const { affected } = await this.unit.execute(
      `DELETE FROM sessions WHERE tenant_id = ? AND id = ?${userId === undefined ? '' : ' AND user_id = ?'}`,
      userId === undefined ? [tenantId, id] : [tenantId, id, userId],
    );
    return affected === 1;
  }

  /** @param exceptId a session that goes on @returns how many have ended */
  async deleteOf(tenantId: number, userId: string, exceptId?: string): Promise<number> {
    const { affected } = await this.unit.execute(
      `DELETE FROM sessions WHERE user_id = ? AND tenant_id = ?${exceptId === undefined ? '' : ' AND id <> ?'}`,
      exceptId === undefined ? [userId, tenantId] : [userId, tenantId, exceptId],
    );
    return affected;
  }

  /** Removes those of the user's sessions that can no longer be used. */
  async deleteEnded(tenantId: number, userId: string, expiredBy: number, idleSince: number): Promise<void> {
    await this.unit.execute(
      'DELETE FROM sessions WHERE tenant_id = ? AND user_id = ? AND (expires_at <= ? OR last_seen_at <= ?)',
      [tenantId, userId, expiredBy, idleSince],
    );
  }
}

function toSession(row: SessionRow): StoredSession {
  const { userName } = JSON.parse(row.document) as { userName: string };
  return {
    id: row.id,
    tenantId: row.tenant_id,
    publicUrl: row.public_url ?? undefined,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    user: { id: row.user_id, userName, display: row.display },
  };
}

function toShownSession(row: ShownSessionRow): ShownSession {
  const { id, method, ip } = row;
  return {
    id,
    method,
    ip,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}
