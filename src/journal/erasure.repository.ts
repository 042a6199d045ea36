import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { SealedContent } from './chain.js';
import { toSealedEntry, type EntryRow, type SealedEntry } from './seal.repository.js';

/** Entries whose content is erased. */
@Injectable()
export class ErasureRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Whether the journal knows anybody of this id, as the one who did something or to whom it was done. */
  async knows(tenantId: number, personId: string): Promise<boolean> {
    for (const column of ['target_id', 'actor_id']) {
      const rows = await this.unit.query(
        `SELECT 1 FROM journal_entries WHERE tenant_id = ? AND ${column} = ? LIMIT 1`,
        [tenantId, personId],
      );
      if (rows.length > 0) return true;
    }
    return false;
  }

  /** Those of the entries, locked for the erasure that follows, in order of sequence. */
  async lock(tenantId: number, sequences: readonly number[]): Promise<SealedEntry[]> {
    const rows = await this.unit.query<EntryRow>(
      `SELECT * FROM journal_entries WHERE tenant_id = ? AND sequence IN (${placesFor(sequences)})
       ORDER BY sequence${this.unit.dialect.forUpdate}`,
      [tenantId, ...sequences],
    );
    return rows.map(toSealedEntry);
  }

  /** @param mark signs what is left */
  async erase(tenantId: number, sequence: number, left: SealedContent, mark: Buffer): Promise<void> {
    await this.unit.execute(
      `UPDATE journal_entries SET actor_display = ?, actor_ip = ?, target_display = ?, changes = ?,
         salt = NULL, erasure = ? WHERE tenant_id = ? AND sequence = ?`,
      [left.actorDisplay, left.actorIp, left.targetDisplay, left.changes, mark, tenantId, sequence],
    );
  }
}
