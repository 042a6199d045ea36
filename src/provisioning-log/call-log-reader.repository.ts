import { Injectable } from '@nestjs/common';
import { leastUuid } from '../persistence/uuid.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { LoggedCall } from './call-log.repository.js';
import type { SyncCounts } from './contact.repository.js';
import type { Effect, Operation, Provider, TargetType } from './scim-call.js';

/** What the log is asked for; times in milliseconds since the epoch. */
export interface CallFilter {
  readonly outcome?: 'changed' | 'failed';
  readonly effect?: Effect;
  readonly operation?: Operation;
  readonly targetType?: TargetType;
  readonly targetId?: string;
  readonly provider?: Provider;
  readonly status?: number;
  readonly requestId?: string;
  readonly from?: number;
  readonly to?: number;
  /** Part of the target's name. */
  readonly text?: string;
  /** Only rows older than the one with this id. */
  readonly before?: string;
}

/** A burst of an IdP's calls. */
export interface Sync extends SyncCounts {
  readonly id: string;
  readonly provider: Provider;
  readonly startedAt: number;
  readonly lastCallAt: number;
  /** Null while calls may still come. */
  readonly endedAt: number | null;
}

export interface ToleranceUse {
  readonly name: string;
  readonly count: number;
  readonly lastUsedAt: number;
}

export interface CallRow {
  readonly id: string;
  readonly time: number;
  readonly request_id: string;
  readonly outcome: LoggedCall['outcome'];
  readonly effect: Effect | null;
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly target_type: TargetType | null;
  readonly target_id: string | null;
  readonly target_display: string | null;
  readonly status: number | null;
  readonly code: string | null;
  readonly scim_type: string | null;
  readonly detail: string | null;
  readonly microseconds: number | null;
  readonly provider: Provider;
  readonly user_agent: string | null;
  readonly ip: string | null;
  readonly tolerances: string | null;
  readonly request: string | null;
  readonly answer: string | null;
}

interface SyncRow {
  readonly id: string;
  readonly provider: Provider;
  readonly started_at: number;
  readonly last_call_at: number;
  readonly ended_at: number | null;
  readonly created: number;
  readonly matched: number;
  readonly updated: number;
  readonly deactivated: number;
  readonly deleted: number;
  readonly failed: number;
  readonly read_calls: number;
}

/** A call takes less than this from its arrival to its row: so much later than its time may an id be. */
const LONGEST_CALL = 3_600_000;

/** The log as it is read. */
@Injectable()
export class CallLogReaderRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** At most `limit` calls, newest first: ids are in order of time. */
  async listCalls(tenantId: number, filter: CallFilter, limit: number): Promise<LoggedCall[]> {
    const conditions = conditionsOf(filter);
    const rows = await this.unit.query<CallRow>(
      `SELECT * FROM scim_requests WHERE ${['tenant_id = ?', ...conditions.map(([sql]) => sql)].join(' AND ')}
       ORDER BY id DESC LIMIT ${limit}`,
      [tenantId, ...conditions.map(([, parameter]) => parameter)],
    );
    return rows.map(toCall);
  }

  async findCall(tenantId: number, id: string): Promise<LoggedCall | undefined> {
    const rows = await this.unit.query<CallRow>(
      'SELECT * FROM scim_requests WHERE tenant_id = ? AND id = ?',
      [tenantId, id],
    );
    return rows[0] && toCall(rows[0]);
  }

  /** At most `limit` bursts, newest first. */
  async listSyncs(tenantId: number, before: string | undefined, limit: number): Promise<Sync[]> {
    const rows = await this.unit.query<SyncRow>(
      `SELECT * FROM scim_syncs WHERE tenant_id = ? ${before === undefined ? '' : 'AND id < ?'}
       ORDER BY id DESC LIMIT ${limit}`,
      before === undefined ? [tenantId] : [tenantId, before],
    );
    return rows.map(toSync);
  }

  async findSync(tenantId: number, id: string): Promise<Sync | undefined> {
    const rows = await this.unit.query<SyncRow>('SELECT * FROM scim_syncs WHERE tenant_id = ? AND id = ?', [
      tenantId,
      id,
    ]);
    return rows[0] && toSync(rows[0]);
  }

  /** In order of their end. */
  async listEndedSyncs(tenantId: number, since: number, limit: number): Promise<Sync[]> {
    const rows = await this.unit.query<SyncRow>(
      `SELECT * FROM scim_syncs WHERE tenant_id = ? AND ended_at >= ? ORDER BY ended_at, id LIMIT ${limit}`,
      [tenantId, since],
    );
    return rows.map(toSync);
  }

  /** What came of the calls of a time. */
  async count(tenantId: number, from: number, to: number): Promise<Omit<SyncCounts, 'reads'>> {
    const conditions = conditionsOf({ from, to });
    const rows = await this.unit.query<{ kind: Effect | 'failed'; calls: number }>(
      `SELECT COALESCE(effect, outcome) AS kind, COUNT(*) AS calls FROM scim_requests
       WHERE ${['tenant_id = ?', ...conditions.map(([sql]) => sql)].join(' AND ')}
       GROUP BY COALESCE(effect, outcome)`,
      [tenantId, ...conditions.map(([, parameter]) => parameter)],
    );
    const counts = { created: 0, matched: 0, updated: 0, deactivated: 0, deleted: 0, failed: 0 };
    for (const { kind, calls } of rows) counts[kind] = calls;
    return counts;
  }

  /** Most used first. */
  async listTolerances(tenantId: number): Promise<ToleranceUse[]> {
    const rows = await this.unit.query<{ name: string; count: number; last_used_at: number }>(
      'SELECT name, count, last_used_at FROM scim_tolerances WHERE tenant_id = ? ORDER BY count DESC, name',
      [tenantId],
    );
    return rows.map(({ name, count, last_used_at }) => ({ name, count, lastUsedAt: last_used_at }));
  }
}

function conditionsOf(filter: CallFilter): [sql: string, parameter: Parameter][] {
  const { from, to } = filter;
  const conditions: [string, Parameter | undefined][] = [
    ['outcome = ?', filter.outcome],
    ['effect = ?', filter.effect],
    ['operation = ?', filter.operation],
    ['target_type = ?', filter.targetType],
    ['target_id = ?', filter.targetId],
    ['provider = ?', filter.provider],
    ['status = ?', filter.status],
    ['request_id = ?', filter.requestId],
    ['time >= ?', from],
    ['id >= ?', from === undefined ? undefined : leastUuid(from)],
    ['time < ?', to],
    ['id < ?', to === undefined ? undefined : leastUuid(to + LONGEST_CALL)],
    ['INSTR(LOWER(target_display), LOWER(?)) > 0', filter.text],
    ['id < ?', filter.before],
  ];
  return conditions.filter((condition): condition is [string, Parameter] => condition[1] !== undefined);
}

export function toCall(row: CallRow): LoggedCall {
  return {
    id: row.id,
    time: row.time,
    requestId: row.request_id,
    outcome: row.outcome,
    effect: row.effect,
    operation: row.operation,
    method: row.method,
    path: row.path,
    targetType: row.target_type,
    targetId: row.target_id,
    targetDisplay: row.target_display,
    status: row.status,
    code: row.code,
    scimType: row.scim_type,
    detail: row.detail,
    microseconds: row.microseconds,
    provider: row.provider,
    userAgent: row.user_agent,
    ip: row.ip,
    tolerances: row.tolerances === null ? [] : (JSON.parse(row.tolerances) as string[]),
    request: row.request,
    answer: row.answer,
  };
}

function toSync(row: SyncRow): Sync {
  return {
    id: row.id,
    provider: row.provider,
    startedAt: row.started_at,
    lastCallAt: row.last_call_at,
    endedAt: row.ended_at,
    created: row.created,
    matched: row.matched,
    updated: row.updated,
    deactivated: row.deactivated,
    deleted: row.deleted,
    failed: row.failed,
    reads: row.read_calls,
  };
}
