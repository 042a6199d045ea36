import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { BEGINNING, chainLink, contentDigest, headSeal } from './chain.js';
import { JournalAnchor, type Anchor } from './journal-anchor.js';
import { JournalKey } from './journal-key.js';
import { SealRepository, type Head, type SealedEntry } from './seal.repository.js';

/** What a verification found. */
export interface Verification {
  /** Entries that are as they were sealed, from the first one on. */
  readonly verified: number;
  /** The first place that is not as it was; null where all is. */
  readonly broken: { readonly sequence: number; readonly reason: BreakReason } | null;
  /** Where the journal ends. */
  readonly head: { readonly sequence: number; readonly chain: string } | null;
}

export type BreakReason = 'missing' | 'changed' | 'out_of_place' | 'other_key' | 'head_changed' | 'truncated';

/** Entries a read: bounded memory at any length. */
const SLICE = 2_000;

/** Proves that the journal is as it was written, or names the first entry that is not. */
@Injectable()
export class JournalVerification {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: SealRepository,
    private readonly journalKey: JournalKey,
    private readonly anchors: JournalAnchor,
  ) {}

  /**
   * @param anchor an earlier end, kept where whoever changes the database does not reach it; by default the last
   *   one of JOURNAL_ANCHOR_FILE
   * @param progress told of each slice
   */
  async verify(
    tenantId: number,
    { anchor: given, progress }: { anchor?: Anchor; progress?: (verified: number) => void } = {},
  ): Promise<Verification> {
    const anchor = given ?? (await this.anchors.last(tenantId));
    const { head, walked } = await this.unit.read(async () => {
      const found = await this.repository.findHead(tenantId);
      return { head: found, walked: await this.walk(tenantId, found?.sequence ?? 0, anchor, progress) };
    });
    const { sequence, chain, broken } = walked;
    const shown = head ? { sequence: head.sequence, chain: head.chain.toString('hex') } : null;
    return {
      verified: sequence,
      broken: broken ?? this.endOf(tenantId, head, sequence, chain, anchor),
      head: shown,
    };
  }

  private async walk(
    tenantId: number,
    until: number,
    anchor: Anchor | undefined,
    progress: ((verified: number) => void) | undefined,
  ): Promise<{ sequence: number; chain: Buffer; broken: Verification['broken'] }> {
    let sequence = 0;
    let chain: Buffer = BEGINNING;
    for (;;) {
      const entries = await this.repository.sealed(tenantId, sequence, SLICE);
      for (const entry of entries) {
        // Sealed since this began.
        if (entry.sequence > until && entry.sequence === sequence + 1 && sequence === until) {
          return { sequence, chain, broken: null };
        }
        const reason = this.faultOf(entry, sequence + 1, chain, tenantId);
        if (reason) return { sequence, chain, broken: { sequence: sequence + 1, reason } };
        sequence++;
        chain = entry.chain;
        if (anchor?.sequence === sequence && anchor.chain !== chain.toString('hex')) {
          return { sequence: sequence - 1, chain, broken: { sequence, reason: 'changed' } };
        }
      }
      progress?.(sequence);
      if (entries.length < SLICE) return { sequence, chain, broken: null };
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
    const content = { ...entry.content, tenantId };
    const isContent = entry.salt === null || contentDigest(entry.salt, content).equals(entry.digest);
    if (!isContent) return 'changed';
    const link = chainLink(this.journalKey.key, previous, expected, entry.digest);
    return link.equals(entry.chain) ? undefined : 'out_of_place';
  }

  private endOf(
    tenantId: number,
    head: Head | undefined,
    sequence: number,
    chain: Buffer,
    anchor: Anchor | undefined,
  ): Verification['broken'] {
    if (anchor && anchor.sequence > sequence) return { sequence: sequence + 1, reason: 'truncated' };
    if (!head) return sequence === 0 ? null : { sequence, reason: 'head_changed' };
    if (head.sequence > sequence) return { sequence: sequence + 1, reason: 'truncated' };
    const seal = headSeal(this.journalKey.key, tenantId, head.sequence, head.chain);
    const isRight = seal.equals(head.seal) && head.sequence === sequence && head.chain.equals(chain);
    return isRight ? null : { sequence, reason: 'head_changed' };
  }
}
