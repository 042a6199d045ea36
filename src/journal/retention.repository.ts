import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { Head } from './seal.repository.js';

/** Entries that are looked at for the first one which is young enough: those of one moment may be sealed in any order. */
const MOMENT = 1_000;

/** The oldest part of the journal, which is not kept for ever. */
@Injectable()
export class RetentionRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** The tenants there are and stay, and 0, whose entries belong to none. */
  async tenantIds(): Promise<number[]> {
    const rows = await this.unit.query<{ id: number }>('SELECT id FROM tenants WHERE deleted_at IS NULL');
    return [0, ...rows.map(({ id }) => id)];
  }

  /** The sequence of the first entry that is not older than the id; undefined where all are. */
  async firstFrom(tenantId: number, id: string): Promise<number | undefined> {
    const rows = await this.unit.query<{ sequence: number | null }>(
      `SELECT MIN(sequence) AS sequence FROM (
         SELECT sequence FROM journal_entries${this.unit.dialect.byIndex('journal_entries_time')}
         WHERE tenant_id = ? AND id >= ? ORDER BY id LIMIT ${MOMENT}) young`,
      [tenantId, id],
    );
    return rows[0]?.sequence ?? undefined;
  }

  /** The link of an entry. */
  async chainAt(tenantId: number, sequence: number): Promise<Buffer | undefined> {
    const rows = await this.unit.query<{ chain: Buffer }>(
      'SELECT chain FROM journal_entries WHERE tenant_id = ? AND sequence = ?',
      [tenantId, sequence],
    );
    return rows[0]?.chain;
  }

  async saveStart(tenantId: number, { sequence, chain, keyId, seal }: Head, at: number): Promise<void> {
    await this.unit.execute(
      `INSERT INTO journal_starts (tenant_id, sequence, chain, key_id, seal, moved_at) VALUES (?, ?, ?, ?, ?, ?)
       ${this.unit.dialect.onConflict('tenant_id')} sequence = ?, chain = ?, key_id = ?, seal = ?, moved_at = ?`,
      [tenantId, sequence, chain, keyId, seal, at, sequence, chain, keyId, seal, at],
    );
  }

  /** Some of the entries up to a sequence. @returns how many there were */
  async deleteSlice(tenantId: number, until: number, limit: number): Promise<number> {
    const rows = await this.unit.query<{ sequence: number }>(
      `SELECT sequence FROM journal_entries WHERE tenant_id = ? AND sequence <= ? ORDER BY sequence LIMIT ${limit}`,
      [tenantId, until],
    );
    const last = rows.at(-1);
    if (!last) return 0;
    await this.unit.execute('DELETE FROM journal_entries WHERE tenant_id = ? AND sequence <= ?', [
      tenantId,
      last.sequence,
    ]);
    return rows.length;
  }
}
