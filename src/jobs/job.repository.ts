import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

export const JOB_STATES = ['running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Long work with its progress. Times in milliseconds since the epoch. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  /** Null while it is not known. */
  readonly total: number | null;
  readonly done: number;
  /** How many users it could do nothing for; the findings name them. */
  readonly conflictCount: number;
  /** What came of it; null until it is done. */
  readonly result: object | null;
  /** Why it failed; null unless it did. */
  readonly error: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
  /** What was asked for, and how far it is: of jobs that go on after a stop or a kill. */
  readonly parameters: object | null;
  readonly position: object | null;
}

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly total: number | null;
  readonly done: number;
  readonly conflict_count: number;
  readonly result: string | null;
  readonly error: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly finished_at: number | null;
  readonly parameters: string | null;
  readonly position: string | null;
}

@Injectable()
export class JobRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert(
    tenantId: number,
    { id, kind, createdAt }: Pick<Job, 'id' | 'kind' | 'createdAt'>,
  ): Promise<void> {
    await this.unit.execute(
      `INSERT INTO jobs (id, tenant_id, kind, state, done, created_at, updated_at)
       VALUES (?, ?, ?, 'running', 0, ?, ?)`,
      [id, tenantId, kind, createdAt, createdAt],
    );
  }

  async find(tenantId: number, id: string): Promise<Job | undefined> {
    const rows = await this.unit.query<JobRow>('SELECT * FROM jobs WHERE id = ? AND tenant_id = ?', [
      id,
      tenantId,
    ]);
    return rows[0] && toJob(rows[0]);
  }

  /** Newest first, before the one named. */
  async list(tenantId: number, before: string | undefined, limit: number): Promise<Job[]> {
    const rows = await this.unit.query<JobRow>(
      `SELECT * FROM jobs WHERE tenant_id = ?${before === undefined ? '' : ' AND id < ?'} ORDER BY id DESC LIMIT ${limit}`,
      before === undefined ? [tenantId] : [tenantId, before],
    );
    return rows.map(toJob);
  }

  async progress(
    tenantId: number,
    id: string,
    done: number,
    total: number | null,
    at: number,
  ): Promise<void> {
    await this.unit.execute(
      'UPDATE jobs SET done = ?, total = ?, updated_at = ? WHERE id = ? AND tenant_id = ?',
      [done, total, at, id, tenantId],
    );
  }

  async finish(
    tenantId: number,
    id: string,
    outcome: { readonly result: object } | { readonly error: string },
    at: number,
  ): Promise<void> {
    const [state, column, value] =
      'result' in outcome
        ? (['done', 'result', JSON.stringify(outcome.result)] as const)
        : (['failed', 'error', outcome.error] as const);
    await this.unit.execute(
      `UPDATE jobs SET state = ?, ${column} = ?, updated_at = ?, finished_at = ?, exclusive_key = NULL,
         started_by = NULL, claimed_by = NULL, claimed_until = NULL WHERE id = ? AND tenant_id = ?`,
      [state, value, at, at, id, tenantId],
    );
  }
}

function toJob(row: JobRow): Job {
  const read = (text: string | null) => (text === null ? null : (JSON.parse(text) as object));
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    total: row.total,
    done: row.done,
    conflictCount: row.conflict_count,
    result: read(row.result),
    error: row.error,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
    parameters: read(row.parameters),
    position: read(row.position),
  };
}
