import { Injectable } from '@nestjs/common';
import { ProblemError } from '../admin-api/problem.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { erasureMark } from './chain.js';
import { ErasureRepository } from './erasure.repository.js';
import { Journal } from './journal.js';
import { JournalKey } from './journal-key.js';
import { JournalVerification } from './journal-verification.js';
import { Sealer } from './sealer.js';
import { SealRepository, type SealedEntry } from './seal.repository.js';
import { ERASED, withoutPerson, type ErasedPerson } from './without-person.js';

/** Entries a read, and sequences that one entry of an erasure names at the most. */
const SLICE = 500;

type Progress = (done: number, total: number) => void;

/**
 * Erases a person from the journal. Of each entry the digest and the link stay, and with them the chain; its salt
 * goes, so that nobody finds what it said by trying. What is left is signed: nobody without the key erases anything,
 * and what was erased stands in an entry of its own.
 */
@Injectable()
export class JournalErasure {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: ErasureRepository,
    private readonly seals: SealRepository,
    private readonly sealer: Sealer,
    private readonly verification: JournalVerification,
    private readonly journal: Journal,
    private readonly journalKey: JournalKey,
  ) {}

  /** Whether there is anything to erase. */
  knows(personId: string): Promise<boolean> {
    return this.unit.read(() => this.repository.knows(currentTenantId(), personId));
  }

  /**
   * Walks the whole journal as it is now; whoever begins again goes on with what is left.
   * @returns how many entries were changed
   * @throws ProblemError `journal_broken` at an entry that is not as it was written: it would be signed as it is
   */
  async erase(personId: string, progress: Progress): Promise<number> {
    const tenantId = currentTenantId();
    await this.sealer.seal(tenantId);
    const end = (await this.unit.read(() => this.seals.findHead(tenantId)))?.sequence ?? 0;
    const person = { id: personId, tokenIds: new Set<string>() };
    let erased = 0;
    for (let sequence = 0; sequence < end;) {
      const entries = await this.unit.read(() => this.seals.sealed(tenantId, sequence, SLICE));
      const found = entries.filter((entry) => entry.sequence <= end && isAbout(entry, person));
      if (found.length > 0) erased += await this.eraseSlice(person, found);
      sequence = entries.at(-1)?.sequence ?? end;
      progress(Math.min(sequence, end), end);
    }
    if (erased === 0) await this.unit.write(() => this.record(personId, []));
    return erased;
  }

  private eraseSlice(person: ErasedPerson, found: readonly SealedEntry[]): Promise<number> {
    const tenantId = currentTenantId();
    return this.unit.write(async () => {
      const erased: number[] = [];
      for (const entry of await this.repository.lock(tenantId, sequencesOf(found))) {
        const { sequence, content, digest } = entry;
        const left = withoutPerson(content, person);
        if (!left) continue;
        if (!this.verification.isGenuine(entry)) throw broken(sequence);
        await this.repository.erase(tenantId, sequence, left, erasureMark(this.journalKey.key, digest, left));
        erased.push(sequence);
      }
      if (erased.length > 0) await this.record(person.id, erased);
      return erased.length;
    });
  }

  private record(personId: string, sequences: readonly number[]): Promise<void> {
    return this.journal.record({
      action: 'audit.erased',
      target: { type: 'user', id: personId, display: ERASED },
      changes: [{ path: 'sequences', before: null, after: sequences }],
    });
  }
}

/** Access tokens are remembered on the way: each is created before it does anything. */
function isAbout({ content }: SealedEntry, person: { id: string; tokenIds: Set<string> }): boolean {
  const { action, actorId, targetId } = content;
  if (action === 'access_token.created' && actorId === person.id && targetId) person.tokenIds.add(targetId);
  return withoutPerson(content, person) !== undefined;
}

function sequencesOf(entries: readonly SealedEntry[]): number[] {
  return entries.map(({ sequence }) => sequence);
}

function broken(sequence: number): ProblemError {
  return new ProblemError(
    409,
    'journal_broken',
    `The entry with the sequence ${sequence} is not as it was written: it stays as it is, so that a verification finds it`,
  );
}
