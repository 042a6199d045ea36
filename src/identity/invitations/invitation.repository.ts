import { Injectable } from '@nestjs/common';
import type { MailState } from '../../mail/mail.repository.js';
import { placesFor } from '../../persistence/named-rows.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';

/** How a user comes for the first time. Times in milliseconds since the epoch. */
export interface Invitation {
  readonly userId: string;
  readonly expectedSince: number;
  /** When the last invitation was written. */
  readonly sentAt: number | null;
  readonly mailId: string | null;
  /** What became of its mail; null while there was none, and once that is not kept any more. */
  readonly delivery: MailState | null;
  /** Null while they are expected. */
  readonly activatedAt: number | null;
}

interface InvitationRow {
  readonly user_id: string;
  readonly expected_since: number;
  readonly sent_at: number | null;
  readonly mail_id: string | null;
  readonly state: MailState | null;
  readonly activated_at: number | null;
}

/** Who is, or was, expected to come for the first time. */
@Injectable()
export class InvitationRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Those of the users who are or were expected; the plus keeps SQLite from going through all that the tenant has. */
  async list(tenantId: number, userIds: readonly string[]): Promise<Invitation[]> {
    if (userIds.length === 0) return [];
    const rows = await this.unit.query<InvitationRow>(
      `SELECT i.user_id, i.expected_since, i.sent_at, i.mail_id, i.activated_at, m.state
       FROM invitations i LEFT JOIN mails m ON m.id = i.mail_id AND m.tenant_id = i.tenant_id
       WHERE +i.tenant_id = ? AND i.user_id IN (${placesFor(userIds)})`,
      [tenantId, ...userIds],
    );
    return rows.map(toInvitation);
  }

  async insert(tenantId: number, userId: string, at: number): Promise<void> {
    await this.unit.execute('INSERT INTO invitations (user_id, tenant_id, expected_since) VALUES (?, ?, ?)', [
      userId,
      tenantId,
      at,
    ]);
  }

  async noteSent(tenantId: number, userId: string, mailId: string, at: number): Promise<void> {
    await this.unit.execute(
      'UPDATE invitations SET mail_id = ?, sent_at = ? WHERE tenant_id = ? AND user_id = ?',
      [mailId, at, tenantId, userId],
    );
  }

  /** @returns whether they were expected until now */
  async activate(tenantId: number, userId: string, at: number): Promise<boolean> {
    const { affected } = await this.unit.execute(
      'UPDATE invitations SET activated_at = ? WHERE tenant_id = ? AND user_id = ? AND activated_at IS NULL',
      [at, tenantId, userId],
    );
    return affected === 1;
  }

  /** Whether the user has a password, or has signed in before. */
  async hasCome(tenantId: number, userId: string): Promise<boolean> {
    const rows = await this.unit.query(
      `SELECT 1 FROM accounts WHERE tenant_id = ? AND user_id = ?
         AND (password_hash IS NOT NULL OR last_sign_in_at IS NOT NULL)`,
      [tenantId, userId],
    );
    return rows.length > 0;
  }
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    userId: row.user_id,
    expectedSince: row.expected_since,
    sentAt: row.sent_at,
    mailId: row.mail_id,
    delivery: row.state,
    activatedAt: row.activated_at,
  };
}
