import { Injectable } from '@nestjs/common';
import { ACCOUNT_EMAIL } from '../persistence/filter-sql/account-email.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { equalsStoredKey } from '../persistence/filter-sql/compare-key.js';
import { comparisonKey, FOLDED } from '../scim/index.js';

/** An account that somebody wants to sign in to. */
export interface Account {
  readonly id: string;
  readonly userName: string;
  readonly display: string;
  readonly active: boolean;
  readonly passwordHash: string | null;
}

interface AccountRow {
  readonly attribute: string;
  readonly id: string;
  readonly document: string;
  readonly display: string;
  readonly active: number;
  readonly password_hash: string | null;
}

/** What a user needs to sign in here. */
@Injectable()
export class AccountRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** By userName, which is unique, or else by e-mail, unless several accounts share it. Case does not matter. */
  async findByName(tenantId: number, name: string): Promise<Account | undefined> {
    const equal = equalsStoredKey('v', comparisonKey(name.trim(), FOLDED));
    // 'username' sorts before '~email'; the third row settles whether an e-mail is shared.
    const rows = await this.unit.query<AccountRow>(
      `SELECT v.attribute, r.id, r.document, r.display, r.active, a.password_hash
       FROM attribute_values v JOIN resources r ON r.id = v.resource_id AND r.tenant_id = v.tenant_id
       LEFT JOIN accounts a ON a.user_id = r.id AND a.tenant_id = v.tenant_id
       WHERE v.tenant_id = ? AND v.attribute IN ('username', ?) AND ${equal.sql}
         AND r.resource_type = 'User'
       ORDER BY v.attribute LIMIT 3`,
      [tenantId, ACCOUNT_EMAIL, ...equal.parameters],
    );
    const byUserName = rows.find(({ attribute }) => attribute === 'username');
    const row = byUserName ?? (rows.length === 1 ? rows[0] : undefined);
    return row && toAccount(row);
  }

  /** By the user's id. */
  async find(tenantId: number, userId: string): Promise<Account | undefined> {
    const rows = await this.unit.query<AccountRow>(
      `SELECT '' AS attribute, r.id, r.document, r.display, r.active, a.password_hash
       FROM resources r LEFT JOIN accounts a ON a.user_id = r.id AND a.tenant_id = r.tenant_id
       WHERE r.tenant_id = ? AND r.id = ? AND r.resource_type = 'User'`,
      [tenantId, userId],
    );
    return rows[0] && toAccount(rows[0]);
  }

  /** Locks the account's user, so that a sign-in and a deactivation take turns. */
  async lockIsActive(tenantId: number, userId: string): Promise<boolean> {
    const rows = await this.unit.query<{ active: number }>(
      'SELECT active FROM resources WHERE tenant_id = ? AND id = ?' + this.unit.dialect.forUpdate,
      [tenantId, userId],
    );
    return rows[0]?.active === 1;
  }

  /** Whether this is the account's password still, and until the unit of work ends. */
  async lockPassword(tenantId: number, userId: string, passwordHash: string): Promise<boolean> {
    const rows = await this.unit.query<{ password_hash: string | null }>(
      'SELECT password_hash FROM accounts WHERE tenant_id = ? AND user_id = ?' + this.unit.dialect.forUpdate,
      [tenantId, userId],
    );
    return rows[0]?.password_hash === passwordHash;
  }

  /** @param passwordHash null for none */
  async setPassword(tenantId: number, userId: string, passwordHash: string | null): Promise<void> {
    await this.set(tenantId, userId, 'password_hash', passwordHash);
  }

  /** @returns whether there was one */
  async deletePassword(tenantId: number, userId: string): Promise<boolean> {
    const { affected } = await this.unit.execute(
      'UPDATE accounts SET password_hash = NULL WHERE tenant_id = ? AND user_id = ? AND password_hash IS NOT NULL',
      [tenantId, userId],
    );
    return affected === 1;
  }

  async setLastSignIn(tenantId: number, userId: string, at: number): Promise<void> {
    await this.set(tenantId, userId, 'last_sign_in_at', at);
  }

  private async set(
    tenantId: number,
    userId: string,
    column: 'password_hash' | 'last_sign_in_at',
    value: string | number | null,
  ): Promise<void> {
    await this.unit.execute(
      `INSERT INTO accounts (${column}, tenant_id, user_id) VALUES (?, ?, ?)
       ${this.unit.dialect.onConflict('user_id')} ${column} = ?`,
      [value, tenantId, userId, value],
    );
  }
}

function toAccount(row: AccountRow): Account {
  const document = JSON.parse(row.document) as { userName: string };
  return {
    id: row.id,
    userName: document.userName,
    display: row.display,
    active: row.active === 1,
    passwordHash: row.password_hash,
  };
}
