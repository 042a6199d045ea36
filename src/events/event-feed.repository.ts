import { Injectable } from '@nestjs/common';
import type { Change } from '../journal/journal-entry.js';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { EVENT_TARGETS } from './event-types.js';

/** A sealed entry as applications read it. */
export interface FeedEntry {
  readonly id: string;
  readonly sequence: number;
  readonly action: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly targetId: string | null;
  readonly changes: readonly Change[];
}

const COLUMNS = 'id, sequence, action, time, target_id, changes';

interface FeedRow {
  readonly id: string;
  readonly sequence: number;
  readonly action: string;
  readonly time: number;
  readonly target_id: string | null;
  readonly changes: string;
}

/** The sealed journal in order. */
@Injectable()
export class EventFeedRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /**
   * The next entries that applications hear of, and how far the journal was looked through for them: others may lie
   * between.
   */
  async list(
    tenantId: number,
    after: number,
    limit: number,
  ): Promise<{ entries: FeedEntry[]; lookedTo: number }> {
    const end = await this.lastSequence(tenantId);
    const rows = await this.unit.query<FeedRow>(
      `SELECT ${COLUMNS} FROM journal_entries
       WHERE tenant_id = ? AND sequence > ? AND sequence <= ? AND outcome = 'success'
         AND target_type IN (${placesFor(EVENT_TARGETS)}) ORDER BY sequence LIMIT ${limit}`,
      [tenantId, after, end, ...EVENT_TARGETS],
    );
    const entries = rows.map(toEntry);
    return { entries, lookedTo: entries.length === limit ? entries.at(-1)!.sequence : Math.max(after, end) };
  }

  /** The entry with this sequence, while it is kept. */
  async find(tenantId: number, sequence: number): Promise<FeedEntry | undefined> {
    const rows = await this.unit.query<FeedRow>(
      `SELECT ${COLUMNS} FROM journal_entries WHERE tenant_id = ? AND sequence = ?`,
      [tenantId, sequence],
    );
    return rows[0] && toEntry(rows[0]);
  }

  /** Of the tenant's sealed journal; 0 while it is empty. */
  async lastSequence(tenantId: number): Promise<number> {
    const rows = await this.unit.query<{ sequence: number }>(
      'SELECT sequence FROM journal_heads WHERE tenant_id = ?',
      [tenantId],
    );
    return rows[0]?.sequence ?? 0;
  }

  /** The last sequence that is not kept any more; 0 while all are. */
  async lastNotKept(tenantId: number): Promise<number> {
    const rows = await this.unit.query<{ sequence: number }>(
      'SELECT sequence FROM journal_starts WHERE tenant_id = ?',
      [tenantId],
    );
    return rows[0]?.sequence ?? 0;
  }
}

function toEntry(row: FeedRow): FeedEntry {
  return {
    id: row.id,
    sequence: row.sequence,
    action: row.action,
    time: row.time,
    targetId: row.target_id,
    changes: JSON.parse(row.changes) as Change[],
  };
}
