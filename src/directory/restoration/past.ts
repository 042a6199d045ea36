import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { InvalidInputError, ProblemError } from '../../admin-api/problem.js';
import { currentTenantId } from '../../operations/request-context.js';
import { leastUuid, timeOfUuid } from '../../persistence/uuid.js';
import { RETAINED } from '../retention/retained-users.js';
import { PastRepository, type PastEntry } from './past.repository.js';
import { PastState, UnclearHistory } from './past-state.js';

/** Entries a read, and how many are undone at the most; members that have come or gone are held in memory. */
const SLICE = 200;
const MOST_ENTRIES = 10_000;
const MOST_MEMBERS = 50_000;
/** Milliseconds by which an entry's id may lie before that of one which was sealed earlier: transactions end sooner. */
const OVERLAP = 3_600_000;
/** Above all ids. */
const END = 'g';

/** What was, told by the history backwards from what is. Runs inside a unit of work. */
@Injectable()
export class Past {
  constructor(private readonly repository: PastRepository) {}

  /** @throws ProblemError `deleted`, `retained` */
  async assertNotDeleted(type: 'user' | 'group', id: string): Promise<void> {
    const newest = { sequence: 0, from: '', before: END };
    const [last] = await this.repository.listAfter(currentTenantId(), id, newest, 1);
    if (last?.changes.some((change) => isDeepStrictEqual(change, RETAINED))) {
      throw new ProblemError(
        409,
        'retained',
        'The user was deleted and is retained: bring them back from the retained users first',
      );
    }
    if (last?.action !== `${type}.deleted` && last?.action !== `${type}.purged`) return;
    throw new ProblemError(
      409,
      'deleted',
      `The ${type} was deleted, and what was deleted is not brought back: create it anew; the history says what it was`,
    );
  }

  /**
   * @param now what is there
   * @throws InvalidInputError where the history does not reach there, ProblemError where it cannot be undone
   */
  async stateAt(
    sequence: number,
    id: string,
    now: ConstructorParameters<typeof PastState>[0],
  ): Promise<PastState> {
    const place = await this.repository.idAt(currentTenantId(), sequence);
    if (place === undefined) throw invalid('must be that of an entry which is kept');
    const from = leastUuid(timeOfUuid(place) - OVERLAP);
    const state = new PastState(now);
    let undone = 0;
    for (let before = END; ;) {
      const entries = await this.repository.listAfter(
        currentTenantId(),
        id,
        { sequence, from, before },
        SLICE,
      );
      for (const entry of entries) undo(state, entry);
      undone += entries.length;
      if (undone > MOST_ENTRIES || state.came.size + state.went.size > MOST_MEMBERS) throw tooLong();
      if (entries.length < SLICE) return state;
      before = entries.at(-1)!.id;
    }
  }
}

function undo(state: PastState, entry: PastEntry): void {
  if (entry.action.endsWith('.created')) throw invalid('lies before its creation');
  if (entry.isErased) {
    throw new ProblemError(409, 'erased', 'What was then was erased from the history');
  }
  try {
    state.undo(entry);
  } catch (error) {
    if (!(error instanceof UnclearHistory)) throw error;
    throw new ProblemError(409, 'history_unclear', error.message);
  }
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError([{ path: 'sequence', message }]);
}

function tooLong(): ProblemError {
  return new ProblemError(409, 'history_too_long', 'Too much has happened since then to be undone at once');
}
