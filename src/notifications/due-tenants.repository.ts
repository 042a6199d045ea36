import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { Provider } from '../provisioning-log/scim-call.js';
import { silentSince } from '../provisioning-log/silence.js';
import { dueReminder, FIRST_REMINDER } from './expiry-reminders.js';
import { SYNC_NEWS_FOR } from './provisioning-watch.js';

const DAY = 86_400_000;

interface EndRow {
  readonly tenant_id: number;
  readonly id: string;
  readonly issued_at: number;
  readonly expires_at: number;
  readonly reminded_secret_id: string | null;
  readonly reminded_days: number | null;
}

interface QuietRow {
  readonly tenant_id: number;
  readonly last_call_at: number;
  readonly provider: Provider | null;
  readonly syncs: number;
  readonly longest_pause: number;
}

const STATE = 'LEFT JOIN notification_states n ON n.tenant_id = t.id';

/** Which of all tenants there is something to tell: a few looks for all of them together, which mostly find nobody. */
@Injectable()
export class DueTenantsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** @param pause milliseconds between two mails about failures */
  async find(now: number, pause: number): Promise<Set<number>> {
    return new Set([
      ...(await this.withUnreadJournal()),
      ...(await this.withReminders(now)),
      ...(await this.withFailures(now, pause)),
      ...(await this.withEndedSyncs(now)),
      ...(await this.withSilence(now)),
    ]);
  }

  private withUnreadJournal(): Promise<number[]> {
    return this.ids(
      `SELECT t.id FROM tenants t JOIN journal_heads h ON h.tenant_id = t.id ${STATE}
       WHERE t.deleted_at IS NULL AND h.sequence > COALESCE(n.position, 0)`,
    );
  }

  private async withReminders(now: number): Promise<number[]> {
    const rows = await this.unit.query<EndRow>(
      `SELECT t.id AS tenant_id, s.id, s.issued_at, s.expires_at, n.reminded_secret_id, n.reminded_days
       FROM tenants t JOIN scim_secrets s ON s.tenant_id = t.id AND s.active = 1 ${STATE}
       WHERE t.deleted_at IS NULL AND s.expires_at <= ?`,
      [now + FIRST_REMINDER],
    );
    return rows
      .filter((row) => {
        const told = { remindedSecretId: row.reminded_secret_id, remindedDays: row.reminded_days };
        const secret = { id: row.id, issuedAt: row.issued_at, expiresAt: row.expires_at };
        return dueReminder(secret, told, now) !== undefined;
      })
      .map(({ tenant_id }) => tenant_id);
  }

  /** Something fails that was not told of, or for long enough; or nothing does any more. */
  private withFailures(now: number, pause: number): Promise<number[]> {
    return this.ids(
      `SELECT t.id FROM tenants t JOIN connections c ON c.tenant_id = t.id ${STATE}
       WHERE t.deleted_at IS NULL AND (
         (n.failing_since IS NOT NULL AND (c.notify_on_failure = 0
           OR NOT EXISTS (SELECT 1 FROM scim_failures f WHERE f.tenant_id = t.id)))
         OR (c.notify_on_failure = 1 AND COALESCE(n.failure_notice_at, 0) <= ?
           AND EXISTS (SELECT 1 FROM scim_failures f WHERE f.tenant_id = t.id)))`,
      [now - pause],
    );
  }

  private withEndedSyncs(now: number): Promise<number[]> {
    return this.ids(
      `SELECT t.id FROM tenants t ${STATE} WHERE t.deleted_at IS NULL AND EXISTS (
         SELECT 1 FROM scim_syncs s WHERE s.tenant_id = t.id AND s.ended_at > COALESCE(n.sync_told_to, 0)
           AND s.ended_at > ?)`,
      [now - SYNC_NEWS_FOR],
    );
  }

  private async withSilence(now: number): Promise<number[]> {
    const rows = await this.unit.query<QuietRow>(
      `SELECT t.id AS tenant_id, k.last_call_at, k.provider, k.syncs, k.longest_pause
       FROM tenants t JOIN connections c ON c.tenant_id = t.id AND c.enabled = 1 AND c.notify_on_failure = 1
       JOIN scim_contacts k ON k.tenant_id = t.id ${STATE}
       JOIN scim_secrets s ON s.tenant_id = t.id AND s.active = 1 AND COALESCE(s.expires_at, ?) >= ?
       WHERE t.deleted_at IS NULL AND k.last_call_at <= ? AND k.last_call_at > COALESCE(n.silence_told_of, 0)`,
      [now, now, now - DAY],
    );
    return rows
      .filter(({ last_call_at: lastCallAt, provider, syncs, longest_pause: longest }) => {
        const contact = { lastCallAt, provider, syncs, longestPause: longest };
        return silentSince(contact, now) !== undefined;
      })
      .map(({ tenant_id }) => tenant_id);
  }

  private async ids(sql: string, parameters: readonly number[] = []): Promise<number[]> {
    const rows = await this.unit.query<{ id: number }>(sql, parameters);
    return rows.map(({ id }) => id);
  }
}
