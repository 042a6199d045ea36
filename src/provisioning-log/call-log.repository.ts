import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { Effect, Operation, Provider, TargetType } from './scim-call.js';

/** A row of the log as it is written. Times in milliseconds since the epoch. */
export interface LoggedCall {
  readonly id: string;
  readonly time: number;
  readonly requestId: string;
  readonly outcome: 'changed' | 'failed';
  readonly effect: Effect | null;
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly targetType: TargetType | null;
  readonly targetId: string | null;
  readonly targetDisplay: string | null;
  readonly status: number | null;
  readonly code: string | null;
  readonly scimType: string | null;
  readonly detail: string | null;
  readonly microseconds: number | null;
  readonly provider: Provider;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly tolerances: readonly string[];
  /** JSON. */
  readonly request: string | null;
  readonly answer: string | null;
}

/** What is known of a change only once its call has ended. */
export interface Completion {
  readonly id: string;
  readonly status: number;
  readonly microseconds: number;
  readonly tolerances: readonly string[];
}

/** Failures of one target since they were written last. */
export interface TargetFailure {
  readonly key: Buffer;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  /** The row of the last one. */
  readonly requestId: string;
}

/** Rows a statement: each engine bounds the values of one. */
const SLICE = 200;

const COLUMNS =
  'id, tenant_id, time, request_id, outcome, effect, operation, method, path, target_type, target_id, ' +
  'target_display, status, code, scim_type, detail, microseconds, provider, user_agent, ip, tolerances, request, ' +
  'answer';
const PLACES = `(${COLUMNS.split(',')
  .map(() => '?')
  .join(', ')})`;

/** The log as calls are written into it. */
@Injectable()
export class CallLogRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert(tenantId: number, calls: readonly LoggedCall[]): Promise<void> {
    for (const slice of slices(calls)) {
      await this.unit.execute(
        `INSERT INTO scim_requests (${COLUMNS}) VALUES ${slice.map(() => PLACES).join(', ')}`,
        slice.flatMap((call) => toRow(tenantId, call)),
      );
    }
  }

  async complete(tenantId: number, completions: readonly Completion[]): Promise<void> {
    for (const slice of slices(completions)) {
      const cases = slice.map(() => 'WHEN ? THEN ?').join(' ');
      const values = (value: (completion: Completion) => Parameter): Parameter[] =>
        slice.flatMap((completion) => [completion.id, value(completion)]);
      await this.unit.execute(
        `UPDATE scim_requests SET status = CASE id ${cases} END, microseconds = CASE id ${cases} END,
           tolerances = CASE id ${cases} END
         WHERE tenant_id = ? AND id IN (${placesFor(slice)})`,
        [
          ...values(({ status }) => status),
          ...values(({ microseconds }) => microseconds),
          ...values(({ tolerances }) => namesOf(tolerances)),
          tenantId,
          ...slice.map(({ id }) => id),
        ],
      );
    }
  }

  async addFailure(tenantId: number, failure: TargetFailure): Promise<void> {
    const { key, firstAt, lastAt, count, requestId } = failure;
    await this.unit.execute(
      `INSERT INTO scim_failures (tenant_id, target_key, first_at, last_at, count, request)
       VALUES (?, ?, ?, ?, ?, ?)
       ${this.unit.dialect.onConflict('tenant_id, target_key')} last_at = ?, count = count + ?, request = ?`,
      [tenantId, key, firstAt, lastAt, count, requestId, lastAt, count, requestId],
    );
  }

  async hasFailures(tenantId: number): Promise<boolean> {
    const rows = await this.unit.query('SELECT 1 FROM scim_failures WHERE tenant_id = ? LIMIT 1', [tenantId]);
    return rows.length > 0;
  }

  async resolve(tenantId: number, keys: readonly Buffer[]): Promise<void> {
    for (const slice of slices(keys)) {
      await this.unit.execute(
        `DELETE FROM scim_failures WHERE tenant_id = ? AND target_key IN (${placesFor(slice)})`,
        [tenantId, ...slice],
      );
    }
  }

  async countTolerance(tenantId: number, name: string, count: number, at: number): Promise<void> {
    await this.unit.execute(
      `INSERT INTO scim_tolerances (tenant_id, name, count, last_used_at) VALUES (?, ?, ?, ?)
       ${this.unit.dialect.onConflict('tenant_id, name')} count = count + ?, last_used_at = ?`,
      [tenantId, name, count, at, count, at],
    );
  }

  /** Leaves of the calls on somebody what was done and when, and nothing of what they are called. */
  async forget(tenantId: number, targetId: string): Promise<void> {
    await this.unit.execute(
      `UPDATE scim_requests SET target_display = NULL, detail = NULL, request = NULL, answer = NULL
       WHERE tenant_id = ? AND target_id = ?`,
      [tenantId, targetId],
    );
  }
}

function toRow(tenantId: number, call: LoggedCall): Parameter[] {
  return [
    call.id,
    tenantId,
    call.time,
    call.requestId,
    call.outcome,
    call.effect,
    call.operation,
    call.method,
    call.path,
    call.targetType,
    call.targetId,
    call.targetDisplay,
    call.status,
    call.code,
    call.scimType,
    call.detail,
    call.microseconds,
    call.provider,
    call.userAgent,
    call.ip,
    namesOf(call.tolerances),
    call.request,
    call.answer,
  ];
}

function namesOf(tolerances: readonly string[]): string | null {
  return tolerances.length === 0 ? null : JSON.stringify(tolerances);
}

function slices<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / SLICE);
  return Array.from({ length: count }, (_, index) => all.slice(index * SLICE, (index + 1) * SLICE));
}
