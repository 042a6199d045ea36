import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { Change } from './journal-entry.js';

/** What an entry says of a change, for those who undo it. */
export interface RecordedChange {
  readonly id: string;
  readonly requestId: string | null;
  readonly targetId: string;
  /** Without values where the entry's content was erased. */
  readonly changes: readonly Change[];
}

/** The journal read backwards. */
@Injectable()
export class RecordedChangeRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** At most `limit` entries of the action with ids from `from` (included) up to `before`, newest first. */
  async newestFirst(
    tenantId: number,
    action: string,
    range: { readonly from: string; readonly before: string },
    limit: number,
  ): Promise<RecordedChange[]> {
    const rows = await this.unit.query<{
      id: string;
      request_id: string | null;
      target_id: string;
      changes: string;
    }>(
      `SELECT id, request_id, target_id, changes FROM journal_entries
       WHERE tenant_id = ? AND action = ? AND id >= ? AND id < ? ORDER BY id DESC LIMIT ${limit}`,
      [tenantId, action, range.from, range.before],
    );
    return rows.map((row) => ({
      id: row.id,
      requestId: row.request_id,
      targetId: row.target_id,
      changes: JSON.parse(row.changes) as Change[],
    }));
  }
}
