import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { Effect, Provider } from './scim-call.js';

/** How an IdP was heard of, and its rhythm. Times in milliseconds since the epoch. */
export interface Contact {
  readonly lastCallAt: number | null;
  readonly provider: Provider | null;
  readonly userAgent: string | null;
  readonly ip: string | null;
  /** Bursts of calls so far. */
  readonly syncs: number;
  /** Milliseconds between bursts that are usual. */
  readonly longestPause: number;
  readonly voidedSecretUsedAt: number | null;
  readonly voidedSecretIp: string | null;
}

/** What came of the calls of a burst. */
export type SyncCounts = Readonly<Record<Effect | 'failed' | 'reads', number>>;

export interface SyncSpan {
  readonly id: string;
  readonly startedAt: number;
  readonly lastCallAt: number;
}

interface ContactRow {
  readonly last_call_at: number | null;
  readonly provider: Provider | null;
  readonly user_agent: string | null;
  readonly ip: string | null;
  readonly syncs: number;
  readonly longest_pause: number;
  readonly voided_secret_used_at: number | null;
  readonly voided_secret_ip: string | null;
}

const COUNTS = ['created', 'matched', 'updated', 'deactivated', 'deleted', 'failed', 'reads'] as const;
const COLUMN_OF = (count: (typeof COUNTS)[number]): string => (count === 'reads' ? 'read_calls' : count);

/** When the IdP was heard of, and in which bursts. */
@Injectable()
export class ContactRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** A tenant that is being removed takes nothing in. */
  async isTenantOpen(tenantId: number): Promise<boolean> {
    const rows = await this.unit.query('SELECT 1 FROM tenants WHERE id = ? AND deleted_at IS NULL', [
      tenantId,
    ]);
    return rows.length > 0;
  }

  async find(tenantId: number, { lock = false } = {}): Promise<Contact | undefined> {
    const rows = await this.unit.query<ContactRow>(
      'SELECT * FROM scim_contacts WHERE tenant_id = ?' + (lock ? this.unit.dialect.forUpdate : ''),
      [tenantId],
    );
    const row = rows[0];
    return (
      row && {
        lastCallAt: row.last_call_at,
        provider: row.provider,
        userAgent: row.user_agent,
        ip: row.ip,
        syncs: row.syncs,
        longestPause: row.longest_pause,
        voidedSecretUsedAt: row.voided_secret_used_at,
        voidedSecretIp: row.voided_secret_ip,
      }
    );
  }

  /** Other replicas wait until the unit of work ends, also where nothing is known yet. */
  async lock(tenantId: number): Promise<Contact> {
    await this.unit.execute(
      `INSERT INTO scim_contacts (tenant_id, syncs, longest_pause) VALUES (?, 0, 0)
       ${this.unit.dialect.onConflict('tenant_id')} syncs = syncs`,
      [tenantId],
    );
    return (await this.find(tenantId, { lock: true }))!;
  }

  async save(tenantId: number, contact: Contact): Promise<void> {
    await this.unit.execute(
      `UPDATE scim_contacts SET last_call_at = ?, provider = ?, user_agent = ?, ip = ?, syncs = ?, longest_pause = ?,
         voided_secret_used_at = ?, voided_secret_ip = ? WHERE tenant_id = ?`,
      [
        contact.lastCallAt,
        contact.provider,
        contact.userAgent,
        contact.ip,
        contact.syncs,
        contact.longestPause,
        contact.voidedSecretUsedAt,
        contact.voidedSecretIp,
        tenantId,
      ],
    );
  }

  async latestSync(tenantId: number): Promise<SyncSpan | undefined> {
    const rows = await this.unit.query<{ id: string; started_at: number; last_call_at: number }>(
      'SELECT id, started_at, last_call_at FROM scim_syncs WHERE tenant_id = ? ORDER BY id DESC LIMIT 1',
      [tenantId],
    );
    return rows[0] && toSpan(rows[0]);
  }

  async insertSync(tenantId: number, sync: SyncSpan, provider: Provider, counts: SyncCounts): Promise<void> {
    await this.unit.execute(
      `INSERT INTO scim_syncs (id, tenant_id, provider, started_at, last_call_at,
         ${COUNTS.map(COLUMN_OF).join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [sync.id, tenantId, provider, sync.startedAt, sync.lastCallAt, ...COUNTS.map((count) => counts[count])],
    );
  }

  async addToSync(tenantId: number, sync: SyncSpan, provider: Provider, counts: SyncCounts): Promise<void> {
    await this.unit.execute(
      `UPDATE scim_syncs SET provider = ?, started_at = ?, last_call_at = ?, ended_at = NULL,
         ${COUNTS.map((count) => `${COLUMN_OF(count)} = ${COLUMN_OF(count)} + ?`).join(', ')}
       WHERE tenant_id = ? AND id = ?`,
      [provider, sync.startedAt, sync.lastCallAt, ...COUNTS.map((count) => counts[count]), tenantId, sync.id],
    );
  }

  /** Bursts without a call since then that nobody has counted yet. */
  async findSilent(tenantId: number, since: number): Promise<SyncSpan[]> {
    const rows = await this.unit.query<{ id: string; started_at: number; last_call_at: number }>(
      `SELECT id, started_at, last_call_at FROM scim_syncs
       WHERE tenant_id = ? AND ended_at IS NULL AND last_call_at < ?`,
      [tenantId, since],
    );
    return rows.map(toSpan);
  }

  /** Ends a burst with what the log has of it: a killed server may have left counts behind the rows. */
  async endSync(
    tenantId: number,
    { id, lastCallAt }: SyncSpan,
    counts: Omit<SyncCounts, 'reads'>,
  ): Promise<void> {
    const counted = COUNTS.filter((count) => count !== 'reads');
    await this.unit.execute(
      `UPDATE scim_syncs SET ended_at = ?, ${counted.map((count) => `${count} = ?`).join(', ')}
       WHERE tenant_id = ? AND id = ? AND last_call_at = ?`,
      [lastCallAt, ...counted.map((count) => counts[count]), tenantId, id, lastCallAt],
    );
  }
}

function toSpan(row: { id: string; started_at: number; last_call_at: number }): SyncSpan {
  return { id: row.id, startedAt: row.started_at, lastCallAt: row.last_call_at };
}
