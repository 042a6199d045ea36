import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { BEGINNING, chainLink, contentDigest, erasureMark, headSeal, startSeal } from './chain.js';
import { JournalAnchor, type Anchor } from './journal-anchor.js';
import { JournalKey } from './journal-key.js';
import { SealRepository, type Head, type SealedEntry } from './seal.repository.js';

/** What a verification found. */
export interface Verification {
  /** Entries that are as they were sealed, from the first kept one on. */
  readonly verified: number;
  /** The sequence of the first entry that is kept. */
  readonly first: number;
  /** The first place that is not as it was; null where all is. */
  readonly broken: { readonly sequence: number; readonly reason: BreakReason } | null;
  /** Where the journal ends. */
  readonly head: { readonly sequence: number; readonly chain: string } | null;
}

export type BreakReason =
  'missing' | 'changed' | 'out_of_place' | 'other_key' | 'start_changed' | 'head_changed' | 'truncated';

interface Options {
  /**
   * An earlier end, kept where whoever changes the database does not reach it; by default the last one of
   * JOURNAL_ANCHOR_FILE.
   */
  readonly anchor?: Anchor;
  /** Told of each slice. */
  readonly progress?: (verified: number) => void;
  /** The last sequence to look at; by default the journal's end, which is then held to its signature. */
  readonly until?: number;
}

/** A place in the chain. */
interface Place {
  readonly sequence: number;
  readonly chain: Buffer;
}

type Broken = Verification['broken'];

/** Entries a read: bounded memory at any length. */
const SLICE = 1_000;

/** Proves that the journal is as it was written, or names the first entry that is not. */
@Injectable()
export class JournalVerification {
  private readonly last = new Map<number, { readonly at: number; readonly isWhole: boolean }>();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: SealRepository,
    private readonly journalKey: JournalKey,
    private readonly anchors: JournalAnchor,
  ) {}

  /** When this process has verified the whole journal last, in milliseconds since the epoch, and how it was. */
  lastOf(tenantId: number): { readonly at: number; readonly isWhole: boolean } | undefined {
    return this.last.get(tenantId);
  }

  async verify(tenantId: number, options: Options = {}): Promise<Verification> {
    const anchor = options.anchor ?? (await this.anchors.last(tenantId));
    return this.unit.read(async () => {
      for (;;) {
        const start = await this.repository.findStart(tenantId);
        const found = await this.verifyFrom(tenantId, start, { ...options, anchor });
        // What is not kept any more may have gone while it was looked at.
        const isStill = (await this.repository.findStart(tenantId))?.sequence === start?.sequence;
        if (found.broken !== null && !isStill) continue;
        const isAll = options.until === undefined;
        if (isAll) this.last.set(tenantId, { at: Date.now(), isWhole: found.broken === null });
        return found;
      }
    });
  }

  /** Whether the entry says what it said when it was sealed, or what its erasure has left. */
  isGenuine({ content, salt, digest, erasure }: SealedEntry): boolean {
    if (salt !== null) return contentDigest(salt, content).equals(digest);
    return erasure !== null && erasureMark(this.journalKey.key, digest, content).equals(erasure);
  }

  private async verifyFrom(
    tenantId: number,
    start: Head | undefined,
    { anchor, progress, until }: Options,
  ): Promise<Verification> {
    const from: Place = start ?? { sequence: 0, chain: BEGINNING };
    const found = (place: Place, broken: Broken, head?: Head): Verification => ({
      verified: place.sequence - from.sequence,
      first: from.sequence + 1,
      broken,
      head: head ? { sequence: head.sequence, chain: head.chain.toString('hex') } : null,
    });
    const place = { ...from };
    if (!this.isStart(tenantId, start, anchor)) {
      return found(place, { sequence: from.sequence, reason: 'start_changed' });
    }
    const report = (): void => progress?.(place.sequence - from.sequence);
    for (let head: Head | undefined; ;) {
      const before = place.sequence;
      const broken = await this.walk(tenantId, place, until, anchor, report);
      head = await this.repository.findHead(tenantId);
      if (broken || until !== undefined) return found(place, broken, head);
      // Sealed while it was looked at.
      const isMore = place.sequence > before && (head?.sequence ?? 0) > place.sequence;
      if (!isMore) return found(place, this.endOf(tenantId, head, place, anchor), head);
    }
  }

  private isStart(tenantId: number, start: Head | undefined, anchor: Anchor | undefined): boolean {
    if (!start) return true;
    const { sequence, chain } = start;
    if (anchor?.sequence === sequence && anchor.chain !== chain.toString('hex')) return false;
    return startSeal(this.journalKey.key, tenantId, sequence, chain).equals(start.seal);
  }

  /** Moves the place as far as entries are as they were. */
  private async walk(
    tenantId: number,
    place: { -readonly [key in keyof Place]: Place[key] },
    until = Number.MAX_SAFE_INTEGER,
    anchor: Anchor | undefined,
    report: () => void,
  ): Promise<Broken> {
    for (;;) {
      const entries = await this.repository.sealed(tenantId, place.sequence, SLICE);
      for (const entry of entries) {
        if (place.sequence === until) return null;
        const sequence = place.sequence + 1;
        const reason = this.faultOf(entry, sequence, place.chain, tenantId);
        if (reason) return { sequence, reason };
        if (anchor?.sequence === sequence && anchor.chain !== entry.chain.toString('hex')) {
          return { sequence, reason: 'changed' };
        }
        place.sequence = sequence;
        place.chain = entry.chain;
      }
      report();
      if (entries.length < SLICE) return null;
    }
  }

  private faultOf(
    entry: SealedEntry,
    expected: number,
    previous: Buffer,
    tenantId: number,
  ): BreakReason | undefined {
    if (entry.sequence !== expected) return 'missing';
    if (entry.keyId !== this.journalKey.id) return 'other_key';
    if (!this.isGenuine({ ...entry, content: { ...entry.content, tenantId } })) return 'changed';
    const link = chainLink(this.journalKey.key, previous, expected, entry.digest);
    return link.equals(entry.chain) ? undefined : 'out_of_place';
  }

  private endOf(
    tenantId: number,
    head: Head | undefined,
    { sequence, chain }: Place,
    anchor: Anchor | undefined,
  ): Broken {
    if (anchor && anchor.sequence > sequence) return { sequence: sequence + 1, reason: 'truncated' };
    if (!head) return sequence === 0 ? null : { sequence, reason: 'head_changed' };
    if (head.sequence > sequence) return { sequence: sequence + 1, reason: 'truncated' };
    const seal = headSeal(this.journalKey.key, tenantId, head.sequence, head.chain);
    const isRight = seal.equals(head.seal) && head.sequence === sequence && head.chain.equals(chain);
    return isRight ? null : { sequence, reason: 'head_changed' };
  }
}
