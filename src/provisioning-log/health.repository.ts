import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { leastUuid } from '../persistence/uuid.js';
import { toCall, type CallRow } from './call-log-reader.repository.js';
import type { LoggedCall } from './call-log.repository.js';

/** What the IdP wants and has not got. Times in milliseconds since the epoch. */
export interface OpenFailure {
  readonly firstAt: number;
  readonly lastAt: number;
  /** Calls that failed since then. */
  readonly calls: number;
  /** The last of them. */
  readonly latest: LoggedCall;
}

/** All that fails at the moment. */
export interface OpenFailures {
  readonly targets: number;
  readonly calls: number;
  /** Since when the oldest one lasts. */
  readonly since: number;
}

interface OpenRow extends CallRow {
  readonly first_at: number;
  readonly last_at: number;
  readonly failed_calls: number;
}

/** What fails, as it is read, and what ends it beside a success. */
@Injectable()
export class HealthRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async countOpen(tenantId: number): Promise<OpenFailures | undefined> {
    const rows = await this.unit.query<{
      targets: number;
      calls: number | string | null;
      since: number | null;
    }>(
      `SELECT COUNT(*) AS targets, SUM(count) AS calls, MIN(first_at) AS since FROM scim_failures
       WHERE tenant_id = ?`,
      [tenantId],
    );
    const { targets, calls, since } = rows[0]!;
    return since === null ? undefined : { targets, calls: Number(calls), since };
  }

  /**
   * At most `limit`, those that failed last first.
   * @param since only those that have failed then or later
   * @param before only those whose last call came before the one with this id
   */
  async listOpen(
    tenantId: number,
    { since = 0, before }: { readonly since?: number; readonly before?: string },
    limit: number,
  ): Promise<OpenFailure[]> {
    const rows = await this.unit.query<OpenRow>(
      `SELECT r.*, f.first_at, f.last_at, f.count AS failed_calls
       FROM scim_failures f JOIN scim_requests r ON r.id = f.request AND r.tenant_id = f.tenant_id
       WHERE f.tenant_id = ? AND f.request >= ? ${before === undefined ? '' : 'AND f.request < ?'}
       ORDER BY f.request DESC LIMIT ${limit}`,
      [tenantId, leastUuid(since), ...(before === undefined ? [] : [before])],
    );
    return rows.map((row) => ({
      firstAt: row.first_at,
      lastAt: row.last_at,
      calls: row.failed_calls,
      latest: toCall(row),
    }));
  }

  /** @param id of the last call that failed. @returns false where it fails no more */
  async dismiss(tenantId: number, id: string): Promise<boolean> {
    const { affected } = await this.unit.execute(
      'DELETE FROM scim_failures WHERE tenant_id = ? AND request = ?',
      [tenantId, id],
    );
    return affected > 0;
  }

  /** Forgets what fails, how the IdP was heard of, and what it leans on; the log stays. */
  async forget(tenantId: number): Promise<void> {
    for (const table of ['scim_failures', 'scim_contacts', 'scim_tolerances']) {
      await this.unit.execute(`DELETE FROM ${table} WHERE tenant_id = ?`, [tenantId]);
    }
  }
}
