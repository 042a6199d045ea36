import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ACCOUNT_EMAIL } from '../../persistence/filter-sql/account-email.js';
import { equalsStoredKey } from '../../persistence/filter-sql/compare-key.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { comparisonKey, FOLDED } from '../../scim/index.js';

/** Who somebody is at an OpenID provider (OpenID Connect Core §2: the two claims that nobody else ever has). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** Which user is who at an OpenID provider. */
@Injectable()
export class SsoIdentityRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async findUser(tenantId: number, identity: Identity): Promise<string | undefined> {
    const rows = await this.unit.query<{ user_id: string }>(
      'SELECT user_id FROM sso_identities WHERE tenant_id = ? AND identity_digest = ?',
      [tenantId, digest(identity)],
    );
    return rows[0]?.user_id;
  }

  /** Whether the user is somebody at the issuer already. */
  async isLinked(tenantId: number, userId: string, issuer: string): Promise<boolean> {
    const rows = await this.unit.query<{ issuer: string }>(
      'SELECT issuer FROM sso_identities WHERE user_id = ? AND tenant_id = ?',
      [userId, tenantId],
    );
    return rows.some((row) => row.issuer === issuer);
  }

  /** The users with this e-mail as their account's, at most two. */
  async findByEmail(tenantId: number, email: string): Promise<string[]> {
    const equal = equalsStoredKey('v', comparisonKey(email, FOLDED));
    const rows = await this.unit.query<{ resource_id: string }>(
      `SELECT v.resource_id FROM attribute_values v JOIN resources r ON r.id = v.resource_id AND r.tenant_id = v.tenant_id
       WHERE v.tenant_id = ? AND v.attribute = ? AND ${equal.sql} AND r.resource_type = 'User' LIMIT 2`,
      [tenantId, ACCOUNT_EMAIL, ...equal.parameters],
    );
    return rows.map(({ resource_id: id }) => id);
  }

  /** @throws UniqueViolation when somebody else is this identity */
  async insert(tenantId: number, userId: string, identity: Identity, at: number): Promise<void> {
    await this.unit.execute(
      `INSERT INTO sso_identities (tenant_id, identity_digest, user_id, issuer, subject, linked_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [tenantId, digest(identity), userId, identity.issuer, identity.subject, at],
    );
  }
}

function digest({ issuer, subject }: Identity): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest();
}
