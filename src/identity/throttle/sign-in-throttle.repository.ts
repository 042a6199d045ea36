import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../persistence/unit-of-work.js';

/** How signing in went lately. Times in milliseconds since the epoch. */
export interface Failures {
  readonly failures: number;
  readonly lastFailedAt: number;
  readonly blockedUntil: number;
}

interface FailuresRow {
  readonly failures: number;
  readonly last_failed_at: number;
  readonly blocked_until: number;
}

@Injectable()
export class SignInThrottleRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Keeps the row for this unit of work, and makes it where there is none, so that tries at once take turns. */
  async lock(subject: Buffer): Promise<Failures> {
    const { dialect } = this.unit;
    await this.unit.execute(
      `INSERT INTO sign_in_throttles (subject_digest, failures, last_failed_at, blocked_until) VALUES (?, 0, 0, 0)
       ${dialect.onConflict('subject_digest')} failures = failures`,
      [subject],
    );
    const rows = await this.unit.query<FailuresRow>(
      `SELECT failures, last_failed_at, blocked_until FROM sign_in_throttles
       WHERE subject_digest = ?${dialect.forUpdate}`,
      [subject],
    );
    const row = rows[0]!;
    return { failures: row.failures, lastFailedAt: row.last_failed_at, blockedUntil: row.blocked_until };
  }

  async save(subject: Buffer, { failures, lastFailedAt, blockedUntil }: Failures): Promise<void> {
    await this.unit.execute(
      `UPDATE sign_in_throttles SET failures = ?, last_failed_at = ?, blocked_until = ? WHERE subject_digest = ?`,
      [failures, lastFailedAt, blockedUntil, subject],
    );
  }

  async deleteOlderThan(time: number): Promise<void> {
    await this.unit.execute('DELETE FROM sign_in_throttles WHERE last_failed_at < ?', [time]);
  }
}
