import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** `conflict`: nothing was, or would be, changed; `change`: in a dry run, what would be. */
export type FindingKind = 'conflict' | 'change';

/** What a job has found out about a user. */
export interface Finding {
  readonly userId: string;
  /** As they were when the job looked. */
  readonly userName: string;
  readonly email: string | null;
  /** Of a conflict. */
  readonly reason: string | null;
  /** The user who stands in the way, where it is one. */
  readonly otherId: string | null;
}

interface FindingRow {
  readonly user_id: string;
  readonly user_name: string;
  readonly email: string | null;
  readonly reason: string | null;
  readonly other_id: string | null;
}

@Injectable()
export class JobFindingRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert(tenantId: number, jobId: string, kind: FindingKind, finding: Finding): Promise<void> {
    const { userId, userName, email, reason, otherId } = finding;
    await this.unit.execute(
      `INSERT INTO job_findings (job_id, kind, user_id, tenant_id, user_name, email, reason, other_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [jobId, kind, userId, tenantId, userName, email, reason, otherId],
    );
  }

  async find(
    tenantId: number,
    jobId: string,
    kind: FindingKind,
    userId: string,
  ): Promise<Finding | undefined> {
    const rows = await this.unit.query<FindingRow>(
      'SELECT * FROM job_findings WHERE job_id = ? AND kind = ? AND user_id = ? AND tenant_id = ?',
      [jobId, kind, userId, tenantId],
    );
    return rows[0] && toFinding(rows[0]);
  }

  async delete(tenantId: number, jobId: string, kind: FindingKind, userId: string): Promise<void> {
    await this.unit.execute(
      'DELETE FROM job_findings WHERE job_id = ? AND kind = ? AND user_id = ? AND tenant_id = ?',
      [jobId, kind, userId, tenantId],
    );
  }

  /** In order of the users' ids, after the one named. */
  async list(
    tenantId: number,
    jobId: string,
    kind: FindingKind,
    options: { readonly after?: string; readonly limit: number },
  ): Promise<Finding[]> {
    const rows = await this.unit.query<FindingRow>(
      `SELECT * FROM job_findings WHERE job_id = ? AND kind = ? AND user_id > ? AND tenant_id = ?
       ORDER BY user_id LIMIT ${options.limit}`,
      [jobId, kind, options.after ?? '', tenantId],
    );
    return rows.map(toFinding);
  }
}

function toFinding(row: FindingRow): Finding {
  return {
    userId: row.user_id,
    userName: row.user_name,
    email: row.email,
    reason: row.reason,
    otherId: row.other_id,
  };
}
