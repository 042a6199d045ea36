import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Grant } from '../../identity/access.repository.js';
import { namedRows } from '../../persistence/named-rows.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import type { ResourceDocument } from '../../scim/index.js';

/** What a user had beside the document. */
export interface Belongings {
  /** Ids of the groups that had them as a direct member. */
  readonly groups: readonly string[];
  /** Ids of those to which they belonged by hand. */
  readonly organizations: readonly string[];
  /** What they were there by hand, by the organization's id. */
  readonly organizationRoles?: Readonly<Record<string, string>>;
  readonly roles: readonly Grant[];
  /** They had been invited, and had not come yet. */
  readonly isExpected: boolean;
}

/** A user whom the IdP has deleted. Times in milliseconds since the epoch. */
export interface RetainedUser {
  readonly id: string;
  /** The last one. */
  readonly version: number;
  readonly createdAt: number;
  readonly deletedAt: number;
  readonly document: ResourceDocument;
  readonly display: string;
  /** Whether they come back active, and managed by the IdP. */
  readonly active: boolean;
  readonly externallyManaged: boolean;
  readonly belongings: Belongings;
}

/** Where a page begins: after the user who was deleted then, newest first. */
export interface RetainedPosition {
  readonly deletedAt: number;
  readonly id: string;
}

interface RetainedRow {
  readonly id: string;
  readonly version: number;
  readonly created_at: number;
  readonly deleted_at: number;
  readonly document: string;
  readonly display: string;
  readonly active: number;
  readonly externally_managed: number;
  readonly belongings: string;
}

const COLUMNS =
  'id, version, created_at, deleted_at, document, display, active, externally_managed, belongings';

/** Users whom the IdP has deleted, and who are kept for a while. */
@Injectable()
export class RetainedUserRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert(tenantId: number, user: RetainedUser, externalId: string | undefined): Promise<void> {
    await this.unit.execute(
      `INSERT INTO retained_users (${COLUMNS}, tenant_id, external_id_digest)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        user.id,
        user.version,
        user.createdAt,
        user.deletedAt,
        JSON.stringify(user.document),
        user.display,
        user.active ? 1 : 0,
        user.externallyManaged ? 1 : 0,
        JSON.stringify(user.belongings),
        tenantId,
        externalId === undefined ? null : digest(externalId),
      ],
    );
  }

  /** Those deleted last come first. */
  async list(tenantId: number, after: RetainedPosition | undefined, limit: number): Promise<RetainedUser[]> {
    const rows = await this.unit.query<RetainedRow>(
      `SELECT ${COLUMNS} FROM retained_users WHERE tenant_id = ?
       ${after ? 'AND (deleted_at < ? OR (deleted_at = ? AND id < ?))' : ''}
       ORDER BY deleted_at DESC, id DESC LIMIT ${limit}`,
      [tenantId, ...(after ? [after.deletedAt, after.deletedAt, after.id] : [])],
    );
    return rows.map(toRetainedUser);
  }

  /** With `lock` nobody else brings the user back, or removes them, until the unit of work ends. */
  async find(
    tenantId: number,
    id: string,
    options: { lock?: boolean } = {},
  ): Promise<RetainedUser | undefined> {
    const rows = await this.unit.query<RetainedRow>(
      `SELECT ${COLUMNS} FROM retained_users WHERE id = ? AND tenant_id = ?` +
        (options.lock ? this.unit.dialect.forUpdate : ''),
      [id, tenantId],
    );
    return rows[0] && toRetainedUser(rows[0]);
  }

  /** The id of the one with this externalId whom the IdP manages and has deleted last. */
  async findByExternalId(tenantId: number, externalId: string): Promise<string | undefined> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT id FROM retained_users
       WHERE tenant_id = ? AND external_id_digest = ? AND externally_managed = 1
       ORDER BY deleted_at DESC LIMIT 1`,
      [tenantId, digest(externalId)],
    );
    return rows[0]?.id;
  }

  async delete(tenantId: number, ids: readonly string[]): Promise<void> {
    await this.unit.execute(`DELETE FROM retained_users WHERE ${namedRows('retained_users', ids)}`, [
      tenantId,
      ...ids,
    ]);
  }

  /** They come back as local users. */
  async release(tenantId: number): Promise<void> {
    await this.unit.execute('UPDATE retained_users SET externally_managed = 0 WHERE tenant_id = ?', [
      tenantId,
    ]);
  }

  /** They come back inactive. */
  async deactivate(tenantId: number): Promise<void> {
    await this.unit.execute(
      'UPDATE retained_users SET active = 0 WHERE tenant_id = ? AND externally_managed = 1',
      [tenantId],
    );
  }

  /** The tenants some of whose users were deleted before a time. */
  async tenantsWithOlder(before: number): Promise<number[]> {
    const rows = await this.unit.query<{ tenant_id: number }>(
      'SELECT DISTINCT tenant_id FROM retained_users WHERE deleted_at < ?',
      [before],
    );
    return rows.map(({ tenant_id: tenantId }) => tenantId);
  }

  /** Some of those who were deleted before a time, locked; what another replica has locked is left to it. */
  async lockOlder(
    tenantId: number,
    before: number,
    limit: number,
  ): Promise<Pick<RetainedUser, 'id' | 'display'>[]> {
    return this.unit.query<Pick<RetainedUser, 'id' | 'display'>>(
      `SELECT id, display FROM retained_users WHERE tenant_id = ? AND deleted_at < ?
       ORDER BY deleted_at LIMIT ${limit}${this.unit.dialect.forUpdateSkipLocked}`,
      [tenantId, before],
    );
  }
}

function toRetainedUser(row: RetainedRow): RetainedUser {
  return {
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    deletedAt: row.deleted_at,
    document: JSON.parse(row.document) as ResourceDocument,
    display: row.display,
    active: row.active === 1,
    externallyManaged: row.externally_managed === 1,
    belongings: JSON.parse(row.belongings) as Belongings,
  };
}

function digest(externalId: string): Buffer {
  return createHash('sha256').update(externalId).digest();
}
