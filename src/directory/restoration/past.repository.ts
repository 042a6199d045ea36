import { Injectable } from '@nestjs/common';
import type { Change } from '../../journal/journal-entry.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';

/** An entry of the history that is undone. */
export interface PastEntry {
  readonly id: string;
  readonly action: string;
  readonly changes: readonly Change[];
  readonly isErased: boolean;
}

interface PastRow {
  readonly id: string;
  readonly action: string;
  readonly changes: string;
  readonly erasure: Buffer | null;
}

/** The history of one user or group. */
@Injectable()
export class PastRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** The id of the entry with the sequence; undefined where there is none, or none any more. */
  async idAt(tenantId: number, sequence: number): Promise<string | undefined> {
    const rows = await this.unit.query<{ id: string }>(
      'SELECT id FROM journal_entries WHERE tenant_id = ? AND sequence = ?',
      [tenantId, sequence],
    );
    return rows[0]?.id;
  }

  /**
   * The entries about a target that were sealed after the sequence, or are not sealed yet: newest first, the next ones
   * before an id.
   * @param from an id below which there is none of them
   */
  async listAfter(
    tenantId: number,
    targetId: string,
    place: { readonly sequence: number; readonly from: string; readonly before: string },
    limit: number,
  ): Promise<PastEntry[]> {
    const rows = await this.unit.query<PastRow>(
      `SELECT id, action, changes, erasure FROM journal_entries${this.unit.dialect.byIndex('journal_entries_target')}
       WHERE tenant_id = ? AND target_id = ? AND id >= ? AND id < ? AND (sequence > ? OR sequence IS NULL)
         AND outcome = 'success'
       ORDER BY id DESC LIMIT ${limit}`,
      [tenantId, targetId, place.from, place.before, place.sequence],
    );
    return rows.map(({ id, action, changes, erasure }) => ({
      id,
      action,
      changes: JSON.parse(changes) as Change[],
      isErased: erasure !== null,
    }));
  }
}
