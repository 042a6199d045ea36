import { Injectable } from '@nestjs/common';
import { placesFor } from '../../persistence/named-rows.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';

/** What a link is for. */
export type LinkPurpose = 'password_reset' | 'recovery' | 'invitation';

/** Times in milliseconds since the epoch. */
export interface StoredLink {
  readonly tenantId: number;
  readonly userId: string;
  readonly expiresAt: number;
}

@Injectable()
export class OneTimeLinkRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** By the digest, which is unique among all tenants: the link is what selects the tenant. */
  async find(digest: Buffer, purpose: LinkPurpose): Promise<StoredLink | undefined> {
    const rows = await this.unit.query<{ tenant_id: number; user_id: string; expires_at: number }>(
      'SELECT tenant_id, user_id, expires_at FROM one_time_links WHERE digest = ? AND purpose = ?',
      [digest, purpose],
    );
    const row = rows[0];
    return row && { tenantId: row.tenant_id, userId: row.user_id, expiresAt: row.expires_at };
  }

  async insert(
    tenantId: number,
    link: {
      readonly digest: Buffer;
      readonly userId: string;
      readonly purpose: LinkPurpose;
      readonly createdAt: number;
      readonly expiresAt: number;
    },
  ): Promise<void> {
    await this.unit.execute(
      'INSERT INTO one_time_links (digest, tenant_id, user_id, purpose, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      [link.digest, tenantId, link.userId, link.purpose, link.createdAt, link.expiresAt],
    );
  }

  /** @returns whether it was there: of several who use a link at once, one finds it */
  async delete(tenantId: number, digest: Buffer): Promise<boolean> {
    const { affected } = await this.unit.execute(
      'DELETE FROM one_time_links WHERE tenant_id = ? AND digest = ?',
      [tenantId, digest],
    );
    return affected === 1;
  }

  /** @param purpose undefined for all */
  async deleteOf(tenantId: number, userId: string, purpose?: LinkPurpose): Promise<void> {
    await this.unit.execute(
      'DELETE FROM one_time_links WHERE tenant_id = ? AND user_id = ?' +
        (purpose === undefined ? '' : ' AND purpose = ?'),
      [tenantId, userId, ...(purpose === undefined ? [] : [purpose])],
    );
  }

  /** Those that somebody here may have: not what went to the address that the IdP has given. */
  async deleteKnown(tenantId: number, userIds: readonly string[]): Promise<void> {
    await this.unit.execute(
      `DELETE FROM one_time_links WHERE tenant_id = ? AND user_id IN (${placesFor(userIds)})
       AND NOT (purpose = 'invitation' AND EXISTS (
         SELECT 1 FROM resources r WHERE r.id = user_id AND r.tenant_id = ? AND r.externally_managed = 1))`,
      [tenantId, ...userIds, tenantId],
    );
  }
}
