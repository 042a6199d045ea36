import { Injectable } from '@nestjs/common';
import { namedRows } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { SealedContent } from './chain.js';

/** Where a tenant's sealed journal ends, or where what is kept of it begins: the entry there. */
export interface Head {
  readonly sequence: number;
  readonly chain: Buffer;
  readonly keyId: string;
  readonly seal: Buffer;
}

export interface UnsealedEntry {
  readonly content: SealedContent;
  readonly salt: Buffer | null;
  /** Signs that it was written by us; null where somebody has put it there. */
  readonly mark: Buffer | null;
}

export interface SealedEntry {
  readonly content: SealedContent;
  readonly sequence: number;
  /** Null where the content was erased. */
  readonly salt: Buffer | null;
  readonly digest: Buffer;
  readonly chain: Buffer;
  readonly keyId: string;
  /** Null where nothing was erased. */
  readonly erasure: Buffer | null;
}

export interface EntryRow {
  readonly id: string;
  readonly tenant_id: number;
  readonly sequence: number;
  readonly time: number;
  readonly actor_type: string;
  readonly actor_id: string | null;
  readonly actor_display: string;
  readonly actor_ip: string | null;
  readonly action: string;
  readonly target_type: string;
  readonly target_id: string | null;
  readonly target_display: string;
  readonly changes: string;
  readonly request_id: string | null;
  readonly outcome: string;
  readonly salt: Buffer | null;
  readonly content_digest: Buffer;
  readonly chain: Buffer;
  readonly key_id: string;
  readonly erasure: Buffer | null;
}

/** What sealing adds to an entry. */
export interface NewSeal {
  readonly id: string;
  readonly sequence: number;
  readonly digest: Buffer;
  readonly chain: Buffer;
}

interface PlaceRow {
  readonly sequence: number;
  readonly chain: Buffer;
  readonly key_id: string;
  readonly seal: Buffer;
}

/** Entries a statement at the most: a power of two. */
const SLICE = 128;

/** The journal as it is sealed and verified. */
@Injectable()
export class SealRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** The tenants there are, and 0, whose entries belong to none. */
  async tenantIds(): Promise<number[]> {
    const rows = await this.unit.query<{ id: number }>('SELECT id FROM tenants');
    return [0, ...rows.map(({ id }) => id)];
  }

  async hasUnsealed(tenantId: number): Promise<boolean> {
    const rows = await this.unit.query(
      'SELECT 1 FROM journal_entries WHERE tenant_id = ? AND sequence IS NULL LIMIT 1',
      [tenantId],
    );
    return rows.length > 0;
  }

  async findHead(tenantId: number, { lock = false } = {}): Promise<Head | undefined> {
    const rows = await this.unit.query<PlaceRow>(
      `SELECT sequence, chain, key_id, seal FROM journal_heads WHERE tenant_id = ?` +
        (lock ? this.unit.dialect.forUpdate : ''),
      [tenantId],
    );
    return rows[0] && toPlace(rows[0]);
  }

  /** The last entry that is not kept any more; undefined where all are. */
  async findStart(tenantId: number): Promise<Head | undefined> {
    const rows = await this.unit.query<PlaceRow>(
      'SELECT sequence, chain, key_id, seal FROM journal_starts WHERE tenant_id = ?',
      [tenantId],
    );
    return rows[0] && toPlace(rows[0]);
  }

  /** Nobody else goes on from there until the unit of work ends, not even where there is no head yet. */
  async lockHead(tenantId: number, beginning: Head, at: number): Promise<Head> {
    const { sequence, chain, keyId, seal } = beginning;
    await this.unit.execute(
      `INSERT INTO journal_heads (tenant_id, sequence, chain, key_id, seal, sealed_at) VALUES (?, ?, ?, ?, ?, ?)
       ${this.unit.dialect.onConflict('tenant_id')} sequence = sequence`,
      [tenantId, sequence, chain, keyId, seal, at],
    );
    return (await this.findHead(tenantId, { lock: true }))!;
  }

  /**
   * The next entries to seal, in order of their writing. By the index that has those alone: in order of id MySQL would
   * go through all that were ever sealed, and sorted whole they would be read anew for each slice.
   */
  async unsealed(tenantId: number, limit: number): Promise<UnsealedEntry[]> {
    const { dialect } = this.unit;
    const rows = await this.unit.query<EntryRow>(
      `SELECT j.* FROM (
         SELECT id AS unsealed_id FROM journal_entries${dialect.byIndex('journal_entries_sequence')}
         WHERE tenant_id = ? AND sequence IS NULL ORDER BY ${dialect.orderOfWriting} LIMIT ${limit}
       ) u JOIN journal_entries j ON j.id = u.unsealed_id ORDER BY j.${dialect.orderOfWriting}`,
      [tenantId],
    );
    return rows.map((row) => ({ content: toContent(row), salt: row.salt, mark: row.chain }));
  }

  /** Many entries a statement: one each would be slower than those who write them. */
  async seal(tenantId: number, keyId: string, entries: readonly NewSeal[]): Promise<void> {
    for (const slice of slicesOf(entries)) {
      const ids = slice.map(({ id }) => id);
      const byId = `CASE id ${'WHEN ? THEN ? '.repeat(slice.length)}END`;
      await this.unit.execute(
        `UPDATE journal_entries SET key_id = ?, sequence = ${byId}, content_digest = ${byId}, chain = ${byId}
         WHERE ${namedRows('journal_entries', ids)} AND +sequence IS NULL`,
        [
          keyId,
          ...slice.flatMap(({ id, sequence }) => [id, sequence]),
          ...slice.flatMap(({ id, digest }) => [id, digest]),
          ...slice.flatMap(({ id, chain }) => [id, chain]),
          tenantId,
          ...ids,
        ],
      );
    }
  }

  async saveHead(tenantId: number, { sequence, chain, keyId, seal }: Head, at: number): Promise<void> {
    await this.unit.execute(
      'UPDATE journal_heads SET sequence = ?, chain = ?, key_id = ?, seal = ?, sealed_at = ? WHERE tenant_id = ?',
      [sequence, chain, keyId, seal, at, tenantId],
    );
  }

  /**
   * The next sealed entries after a sequence. They stand side by side, so that both ends can be named: without the
   * other one MySQL would go through all of the tenant's for each slice. Only where some are missing is it left out.
   */
  async sealed(tenantId: number, after: number, limit: number): Promise<SealedEntry[]> {
    const next = await this.sealedIn(tenantId, [after, after + limit], limit);
    return next.length === limit ? next : this.sealedIn(tenantId, [after, Number.MAX_SAFE_INTEGER], limit);
  }

  private async sealedIn(
    tenantId: number,
    [after, until]: readonly [number, number],
    limit: number,
  ): Promise<SealedEntry[]> {
    const rows = await this.unit.query<EntryRow>(
      `SELECT * FROM journal_entries WHERE tenant_id = ? AND sequence > ? AND sequence <= ?
       ORDER BY sequence LIMIT ${limit}`,
      [tenantId, after, until],
    );
    return rows.map(toSealedEntry);
  }
}

/** Slices of few different sizes: each size is a statement of its own, which SQLite keeps prepared. */
function* slicesOf<T>(entries: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < entries.length;) {
    const size = Math.min(SLICE, 2 ** Math.floor(Math.log2(entries.length - start)));
    yield entries.slice(start, start + size);
    start += size;
  }
}

function toPlace({ sequence, chain, key_id: keyId, seal }: PlaceRow): Head {
  return { sequence, chain, keyId, seal };
}

export function toSealedEntry(row: EntryRow): SealedEntry {
  return {
    content: toContent(row),
    sequence: row.sequence,
    salt: row.salt,
    digest: row.content_digest,
    chain: row.chain,
    keyId: row.key_id,
    erasure: row.erasure,
  };
}

function toContent(row: EntryRow): SealedContent {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    time: row.time,
    actorType: row.actor_type,
    actorId: row.actor_id,
    actorDisplay: row.actor_display,
    actorIp: row.actor_ip,
    action: row.action,
    targetType: row.target_type,
    targetId: row.target_id,
    targetDisplay: row.target_display,
    changes: row.changes,
    requestId: row.request_id,
    outcome: row.outcome,
  };
}
