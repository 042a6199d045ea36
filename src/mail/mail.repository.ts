import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';

export const MAIL_STATES = ['queued', 'sent', 'bounced', 'failed'] as const;
/** `bounced`: the server refuses the recipient or the mail. `failed`: given up after days of trying. */
export type MailState = (typeof MAIL_STATES)[number];

/** Those that nobody tries to send any more, and that somebody should know of. */
export const DEAD: readonly MailState[] = ['bounced', 'failed'];

/** A mail without its content. Times in milliseconds since the epoch. */
export interface Mail {
  readonly id: string;
  readonly kind: string;
  readonly recipient: { readonly name: string | null; readonly address: string };
  readonly subject: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly lastError: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** A mail that one replica alone tries to send. */
export interface ClaimedMail extends Mail {
  /** Sealed. */
  readonly content: string;
  readonly givenUpAt: number;
}

export interface NewMail extends Omit<Mail, 'attempts'> {
  readonly dedupeKey: string | null;
  readonly bulk: boolean;
  /** Sealed. */
  readonly content: string | null;
  readonly givenUpAt: number;
}

interface MailRow {
  readonly id: string;
  readonly kind: string;
  readonly recipient_name: string | null;
  readonly recipient_address: string;
  readonly subject: string;
  readonly content: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly next_attempt_at: number | null;
  readonly last_error: string | null;
  readonly given_up_at: number;
  readonly created_at: number;
  readonly finished_at: number | null;
}

@Injectable()
export class MailRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** One that has the same dedupe key as an earlier one is that one. */
  async insert(tenantId: number, mail: NewMail): Promise<void> {
    const row: Record<string, Parameter> = {
      id: mail.id,
      tenant_id: tenantId,
      kind: mail.kind,
      dedupe_key: mail.dedupeKey,
      recipient_name: mail.recipient.name,
      recipient_address: mail.recipient.address,
      subject: mail.subject,
      content: mail.content,
      state: mail.state,
      bulk: mail.bulk ? 1 : 0,
      attempts: 0,
      next_attempt_at: mail.nextAttemptAt,
      last_error: mail.lastError,
      given_up_at: mail.givenUpAt,
      created_at: mail.createdAt,
      finished_at: mail.finishedAt,
    };
    await this.unit.execute(
      `INSERT INTO mails (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
        .map(() => '?')
        .join(', ')}) ${this.unit.dialect.onConflict('tenant_id, dedupe_key')} id = id`,
      Object.values(row),
    );
  }

  /** Of all tenants: those that have mails to send. @param overdue only mails that are to be given up */
  async findDueTenants(now: number, { overdue = false } = {}): Promise<number[]> {
    const rows = await this.unit.query<{ tenant_id: number }>(
      `SELECT DISTINCT tenant_id FROM mails WHERE next_attempt_at <= ?${overdue ? ' AND given_up_at <= ?' : ''}`,
      overdue ? [now, now] : [now],
    );
    return rows.map(({ tenant_id }) => tenant_id);
  }

  /** Of all tenants together, for they share the server: how many attempts were begun since then. */
  async countAttempts(since: number): Promise<number> {
    const rows = await this.unit.query<{ count: number }>(
      'SELECT COUNT(*) AS count FROM mails WHERE last_attempt_at > ?',
      [since],
    );
    return rows[0]!.count;
  }

  /**
   * Takes mails to send: those for single people first, then those that are one of many. Nobody else takes them
   * before `until`.
   */
  async claim(
    tenantId: number,
    { claim, now, until, limit }: { claim: string; now: number; until: number; limit: number },
  ): Promise<ClaimedMail[]> {
    const ids: string[] = [];
    for (const bulk of [0, 1]) {
      const rows = await this.unit.query<{ id: string }>(
        `SELECT id FROM mails WHERE tenant_id = ? AND bulk = ? AND next_attempt_at <= ?
         ORDER BY next_attempt_at LIMIT ${limit - ids.length}${this.unit.dialect.forUpdateSkipLocked}`,
        [tenantId, bulk, now],
      );
      ids.push(...rows.map(({ id }) => id));
    }
    if (ids.length === 0) return [];
    const chosen = `tenant_id = ? AND id IN (${placesFor(ids)})`;
    await this.unit.execute(
      `UPDATE mails SET claim = ?, attempts = attempts + 1, last_attempt_at = ?, next_attempt_at = ? WHERE ${chosen}`,
      [claim, now, until, tenantId, ...ids],
    );
    const rows = await this.unit.query<MailRow>(`SELECT * FROM mails WHERE ${chosen} ORDER BY id`, [
      tenantId,
      ...ids,
    ]);
    return rows.map((row) => ({ ...toMail(row), content: row.content, givenUpAt: row.given_up_at }));
  }

  /** What came of an attempt, unless somebody else has taken the mail over meanwhile. */
  async finish(
    tenantId: number,
    id: string,
    claim: string,
    outcome: {
      readonly state: MailState;
      readonly error: string | null;
      readonly nextAttemptAt: number | null;
      readonly at: number;
    },
  ): Promise<void> {
    const { state, error, nextAttemptAt, at } = outcome;
    await this.unit.execute(
      `UPDATE mails SET state = ?, last_error = ?, next_attempt_at = ?, finished_at = ?
         ${state === 'sent' ? ', content = NULL' : ''} WHERE tenant_id = ? AND id = ? AND claim = ?`,
      [state, error, nextAttemptAt, nextAttemptAt === null ? at : null, tenantId, id, claim],
    );
  }

  /** Gives up what is overdue without an attempt. */
  async giveUpOverdue(tenantId: number, now: number, error: string): Promise<void> {
    await this.unit.execute(
      `UPDATE mails SET state = 'failed', last_error = ?, next_attempt_at = NULL, finished_at = ?
       WHERE tenant_id = ? AND next_attempt_at <= ? AND given_up_at <= ?`,
      [error, now, tenantId, now, now],
    );
  }

  /** Newest first, before the one named. */
  async list(
    tenantId: number,
    { state, before, limit }: { state?: MailState; before?: string; limit: number },
  ): Promise<Mail[]> {
    const rows = await this.unit.query<MailRow>(
      `SELECT * FROM mails WHERE tenant_id = ?${state ? ' AND state = ?' : ''}${before ? ' AND id < ?' : ''}
       ORDER BY id DESC LIMIT ${limit}`,
      [tenantId, ...(state ? [state] : []), ...(before ? [before] : [])],
    );
    return rows.map(toMail);
  }

  async find(tenantId: number, id: string, { lock = false } = {}): Promise<Mail | undefined> {
    const rows = await this.unit.query<MailRow>(
      `SELECT * FROM mails WHERE id = ? AND tenant_id = ?${lock ? this.unit.dialect.forUpdate : ''}`,
      [id, tenantId],
    );
    return rows[0] && toMail(rows[0]);
  }

  /** Tries a dead one anew, as if it had just been written. */
  async requeue(tenantId: number, id: string, now: number, givenUpAt: number): Promise<void> {
    await this.unit.execute(
      `UPDATE mails SET state = 'queued', attempts = 0, next_attempt_at = ?, given_up_at = ?, finished_at = NULL
       WHERE tenant_id = ? AND id = ?`,
      [now, givenUpAt, tenantId, id],
    );
  }

  async delete(tenantId: number, id: string): Promise<void> {
    await this.unit.execute('DELETE FROM mails WHERE tenant_id = ? AND id = ?', [tenantId, id]);
  }

  /** Also while somebody tries to send it: they then have nothing to write down. */
  async deleteQueued(tenantId: number, id: string): Promise<void> {
    await this.unit.execute("DELETE FROM mails WHERE tenant_id = ? AND id = ? AND state = 'queued'", [
      tenantId,
      id,
    ]);
  }

  /** Of all tenants: some of those that were finished before then. @returns how many */
  async deleteFinished(before: number, limit: number): Promise<number> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT id FROM mails WHERE finished_at < ? LIMIT ${limit}`,
      [before],
    );
    if (rows.length === 0) return 0;
    const { affected } = await this.unit.execute(
      `DELETE FROM mails WHERE id IN (${placesFor(rows)})`,
      rows.map(({ id }) => id),
    );
    return affected;
  }

  async countByState(tenantId: number): Promise<Record<MailState, number>> {
    const rows = await this.unit.query<{ state: MailState; count: number }>(
      'SELECT state, COUNT(*) AS count FROM mails WHERE tenant_id = ? GROUP BY state',
      [tenantId],
    );
    const counts = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    return { queued: 0, sent: 0, bounced: 0, failed: 0, ...counts };
  }

  /** Why the newest of those that are not sent is not sent. */
  async findLastError(tenantId: number): Promise<string | undefined> {
    const rows = await this.unit.query<{ last_error: string }>(
      `SELECT last_error FROM mails WHERE tenant_id = ? AND state IN ('queued', 'bounced', 'failed')
         AND last_error IS NOT NULL ORDER BY id DESC LIMIT 1`,
      [tenantId],
    );
    return rows[0]?.last_error;
  }
}

function toMail(row: MailRow): Mail {
  return {
    id: row.id,
    kind: row.kind,
    recipient: { name: row.recipient_name, address: row.recipient_address },
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastError: row.last_error,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
