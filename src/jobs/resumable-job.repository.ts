import { Injectable } from '@nestjs/common';
import type { Actor } from '../operations/request-context.js';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { Job } from './job.repository.js';

export interface JobKey {
  readonly tenantId: number;
  readonly id: string;
}

/** In whose name and from which address a job runs. */
export interface StartedBy {
  readonly actor: Actor;
  readonly ip: string | null;
}

export interface NewJob extends Pick<Job, 'id' | 'kind' | 'createdAt'> {
  readonly exclusiveKey: string;
  readonly parameters: object;
  readonly startedBy: StartedBy;
}

/** A job as the step that takes it on finds it. */
export interface JobUnderWay {
  readonly id: string;
  readonly kind: string;
  readonly parameters: object;
  /** Null before the first step. */
  readonly position: object | null;
}

/** How far a step has come. */
export interface Advance {
  readonly position: object;
  readonly done: number;
  readonly total: number;
  readonly conflictCount: number;
}

interface Row {
  readonly id: string;
  readonly tenant_id: number;
  readonly kind: string;
  readonly parameters: string;
  readonly position: string | null;
  readonly started_by: string;
}

/** Jobs that whoever comes first takes up. Times in milliseconds since the epoch. */
@Injectable()
export class ResumableJobRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** @throws UniqueViolation on `jobs_exclusive` while another job of the tenant has the key */
  async insert(tenantId: number, job: NewJob): Promise<void> {
    await this.unit.execute(
      `INSERT INTO jobs (id, tenant_id, kind, state, done, exclusive_key, parameters, started_by, claimed_until,
         created_at, updated_at) VALUES (?, ?, ?, 'running', 0, ?, ?, ?, 0, ?, ?)`,
      [
        job.id,
        tenantId,
        job.kind,
        job.exclusiveKey,
        JSON.stringify(job.parameters),
        JSON.stringify(job.startedBy),
        job.createdAt,
        job.createdAt,
      ],
    );
  }

  /** The id of the running job that has the key. */
  async findRunning(tenantId: number, exclusiveKey: string): Promise<string | undefined> {
    const rows = await this.unit.query<{ id: string }>(
      'SELECT id FROM jobs WHERE tenant_id = ? AND exclusive_key = ?',
      [tenantId, exclusiveKey],
    );
    return rows[0]?.id;
  }

  /** Those of the kinds, of whichever tenant, that nobody runs at this time. */
  async claimable(kinds: readonly string[], now: number): Promise<JobKey[]> {
    if (kinds.length === 0) return [];
    const rows = await this.unit.query<{ id: string; tenant_id: number }>(
      `SELECT id, tenant_id FROM jobs WHERE claimed_until <= ? AND kind IN (${placesFor(kinds)})`,
      [now, ...kinds],
    );
    return rows.map(({ id, tenant_id: tenantId }) => ({ id, tenantId }));
  }

  /** @returns in whose name it is to run; undefined when somebody else was first */
  async claim(
    { tenantId, id }: JobKey,
    by: string,
    now: number,
    until: number,
  ): Promise<StartedBy | undefined> {
    const { affected } = await this.unit.execute(
      'UPDATE jobs SET claimed_by = ?, claimed_until = ? WHERE id = ? AND tenant_id = ? AND claimed_until <= ?',
      [by, until, id, tenantId, now],
    );
    if (affected === 0) return undefined;
    const rows = await this.unit.query<Row>('SELECT * FROM jobs WHERE id = ? AND tenant_id = ?', [
      id,
      tenantId,
    ]);
    return JSON.parse(rows[0]!.started_by) as StartedBy;
  }

  /** The job, locked for a step; undefined where it is not this one's (any more). */
  async lock({ tenantId, id }: JobKey, by: string): Promise<JobUnderWay | undefined> {
    const rows = await this.unit.query<Row>(
      `SELECT * FROM jobs WHERE id = ? AND tenant_id = ? AND claimed_by = ? AND claimed_until IS NOT NULL` +
        this.unit.dialect.forUpdate,
      [id, tenantId, by],
    );
    const row = rows[0];
    return (
      row && {
        id,
        kind: row.kind,
        parameters: JSON.parse(row.parameters) as object,
        position: row.position === null ? null : (JSON.parse(row.position) as object),
      }
    );
  }

  /** Moves the position with the step's own changes, and keeps the job for longer. */
  async advance({ tenantId, id }: JobKey, step: Advance, now: number, until: number): Promise<void> {
    await this.unit.execute(
      `UPDATE jobs SET position = ?, done = ?, total = ?, conflict_count = ?, updated_at = ?, claimed_until = ?
       WHERE id = ? AND tenant_id = ?`,
      [JSON.stringify(step.position), step.done, step.total, step.conflictCount, now, until, id, tenantId],
    );
  }

  /** Lets others take it up at once. */
  async release({ tenantId, id }: JobKey, by: string): Promise<void> {
    await this.unit.execute(
      `UPDATE jobs SET claimed_by = NULL, claimed_until = 0
       WHERE id = ? AND tenant_id = ? AND claimed_by = ? AND claimed_until IS NOT NULL`,
      [id, tenantId, by],
    );
  }
}
