import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';

/** What a tenant has been told of. Times in milliseconds since the epoch. */
export interface NotificationState {
  /** How far the sealed journal has been read. */
  readonly position: number;
  /** Of which secret's end was reminded last, and how many days before it. */
  readonly remindedSecretId: string | null;
  readonly remindedDays: number | null;
  /** The secret of which was told that it is suspended; null while none is. */
  readonly suspendedSecretId: string | null;
  /** A late deactivation of the wave that was told of. */
  readonly massDeactivationAt: number | null;
  /** Since when what was told of has been failing; null while nothing does. */
  readonly failingSince: number | null;
  /** How many failed calls since then were told of. */
  readonly failuresTold: number;
  /** The last mail about failures, or about their end. */
  readonly failureNoticeAt: number | null;
  /** The end of the last sync run that was looked at. */
  readonly syncToldTo: number | null;
  /** The last call before the silence that was told of. */
  readonly silenceToldOf: number | null;
}

interface StateRow {
  readonly position: number;
  readonly reminded_secret_id: string | null;
  readonly reminded_days: number | null;
  readonly suspended_secret_id: string | null;
  readonly mass_deactivation_at: number | null;
  readonly failing_since: number | null;
  readonly failures_told: number;
  readonly failure_notice_at: number | null;
  readonly sync_told_to: number | null;
  readonly silence_told_of: number | null;
}

@Injectable()
export class NotificationStateRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Nobody else tells the tenant of anything until the unit of work ends. */
  async lock(tenantId: number): Promise<NotificationState> {
    await this.unit.execute(
      `INSERT INTO notification_states (tenant_id, position, failures_told) VALUES (?, 0, 0)
       ${this.unit.dialect.onConflict('tenant_id')} position = position`,
      [tenantId],
    );
    const rows = await this.unit.query<StateRow>(
      `SELECT * FROM notification_states WHERE tenant_id = ?${this.unit.dialect.forUpdate}`,
      [tenantId],
    );
    return toState(rows[0]!);
  }

  async save(tenantId: number, state: NotificationState): Promise<void> {
    const row = Object.entries(toRow(state));
    await this.unit.execute(
      `UPDATE notification_states SET ${row.map(([column]) => `${column} = ?`).join(', ')} WHERE tenant_id = ?`,
      [...row.map(([, value]) => value), tenantId],
    );
  }
}

function toState(row: StateRow): NotificationState {
  return {
    position: row.position,
    remindedSecretId: row.reminded_secret_id,
    remindedDays: row.reminded_days,
    suspendedSecretId: row.suspended_secret_id,
    massDeactivationAt: row.mass_deactivation_at,
    failingSince: row.failing_since,
    failuresTold: row.failures_told,
    failureNoticeAt: row.failure_notice_at,
    syncToldTo: row.sync_told_to,
    silenceToldOf: row.silence_told_of,
  };
}

function toRow(state: NotificationState): Record<keyof StateRow, Parameter> {
  return {
    position: state.position,
    reminded_secret_id: state.remindedSecretId,
    reminded_days: state.remindedDays,
    suspended_secret_id: state.suspendedSecretId,
    mass_deactivation_at: state.massDeactivationAt,
    failing_since: state.failingSince,
    failures_told: state.failuresTold,
    failure_notice_at: state.failureNoticeAt,
    sync_told_to: state.syncToldTo,
    silence_told_of: state.silenceToldOf,
  };
}
