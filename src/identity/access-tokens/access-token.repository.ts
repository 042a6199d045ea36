import { Injectable } from '@nestjs/common';
import { namedRows } from '../../persistence/named-rows.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import type { Permission } from '../permissions.js';
import type { TenantOfCaller } from '../principal.js';

/** An access token without itself. Times in milliseconds since the epoch. */
export interface AccessToken {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly owner: { readonly id: string; readonly display: string };
  readonly permissions: readonly Permission[];
  /** Whose people it sees; null where it is not limited to groups. */
  readonly groupIds: readonly string[] | null;
  readonly organizationIds: readonly string[] | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

/** A token that somebody presents. */
export interface PresentedToken extends AccessToken, TenantOfCaller {
  readonly owner: AccessToken['owner'] & { readonly userName: string };
}

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly user_id: string;
  readonly display: string;
  readonly permissions: string;
  readonly group_ids: string | null;
  readonly organization_ids: string | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly last_used_at: number | null;
}

const COLUMNS =
  't.id, t.name, t.hint, t.user_id, r.display, t.permissions, t.group_ids, t.organization_ids, t.created_at,' +
  ' t.expires_at, t.last_used_at';

@Injectable()
export class AccessTokenRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** By the digest, which is unique among all tenants: the token is what selects the tenant. Active owners only. */
  async findPresented(digest: Buffer): Promise<PresentedToken | undefined> {
    const rows = await this.unit.query<
      TokenRow & { tenant_id: number; public_url: string | null; document: string }
    >(
      `SELECT ${COLUMNS}, t.tenant_id, n.public_url, r.document
       FROM access_tokens t JOIN resources r ON r.id = t.user_id AND r.tenant_id = t.tenant_id
       JOIN tenants n ON n.id = t.tenant_id
       WHERE t.digest = ? AND r.active = 1 AND n.deleted_at IS NULL`,
      [digest],
    );
    const row = rows[0];
    if (!row) return undefined;
    const { userName } = JSON.parse(row.document) as { userName: string };
    const token = toToken(row);
    return {
      ...token,
      tenantId: row.tenant_id,
      publicUrl: row.public_url ?? undefined,
      owner: { ...token.owner, userName },
    };
  }

  /** In order of creation. */
  async list(tenantId: number, after: string, limit: number): Promise<AccessToken[]> {
    const rows = await this.unit.query<TokenRow>(
      `SELECT ${COLUMNS} FROM access_tokens t JOIN resources r ON r.id = t.user_id AND r.tenant_id = t.tenant_id
       WHERE t.tenant_id = ? AND t.id > ? ORDER BY t.id LIMIT ${limit}`,
      [tenantId, after],
    );
    return rows.map(toToken);
  }

  async listOf(tenantId: number, userId: string): Promise<AccessToken[]> {
    const rows = await this.unit.query<TokenRow>(
      `SELECT ${COLUMNS} FROM access_tokens t JOIN resources r ON r.id = t.user_id AND r.tenant_id = t.tenant_id
       WHERE t.user_id = ? AND t.tenant_id = ? ORDER BY t.id`,
      [userId, tenantId],
    );
    return rows.map(toToken);
  }

  async find(tenantId: number, id: string): Promise<AccessToken | undefined> {
    const rows = await this.unit.query<TokenRow>(
      `SELECT ${COLUMNS} FROM access_tokens t JOIN resources r ON r.id = t.user_id AND r.tenant_id = t.tenant_id
       WHERE t.id = ? AND t.tenant_id = ?`,
      [id, tenantId],
    );
    return rows[0] && toToken(rows[0]);
  }

  async insert(tenantId: number, token: AccessToken, digest: Buffer): Promise<void> {
    await this.unit.execute(
      `INSERT INTO access_tokens (id, tenant_id, user_id, name, digest, hint, permissions, group_ids,
         organization_ids, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        token.id,
        tenantId,
        token.owner.id,
        token.name,
        digest,
        token.hint,
        JSON.stringify(token.permissions),
        token.groupIds && JSON.stringify(token.groupIds),
        token.organizationIds && JSON.stringify(token.organizationIds),
        token.createdAt,
        token.expiresAt,
      ],
    );
  }

  async markUsed(tenantId: number, id: string, at: number): Promise<void> {
    await this.unit.execute('UPDATE access_tokens SET last_used_at = ? WHERE id = ? AND tenant_id = ?', [
      at,
      id,
      tenantId,
    ]);
  }

  /** @returns whether it was there */
  async delete(tenantId: number, id: string): Promise<boolean> {
    const { affected } = await this.unit.execute('DELETE FROM access_tokens WHERE id = ? AND tenant_id = ?', [
      id,
      tenantId,
    ]);
    return affected === 1;
  }

  /** Which of the ids name no group, or no organization, of the tenant. */
  async knownOf(
    tenantId: number,
    kind: 'groups' | 'organizations',
    ids: readonly string[],
  ): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.unit.query<{ id: string }>(
      kind === 'groups'
        ? `SELECT r.id FROM resources r WHERE ${namedRows('r', ids)} AND r.resource_type = 'Group'`
        : `SELECT o.id FROM organizations o WHERE ${namedRows('o', ids)}`,
      [tenantId, ...ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

function toToken(row: TokenRow): AccessToken {
  const list = (text: string | null) => (text === null ? null : (JSON.parse(text) as string[]));
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    owner: { id: row.user_id, display: row.display },
    permissions: JSON.parse(row.permissions) as Permission[],
    groupIds: list(row.group_ids),
    organizationIds: list(row.organization_ids),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
