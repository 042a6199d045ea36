import { Injectable } from '@nestjs/common';
import { InvalidInputError, ProblemError } from '../admin-api/problem.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { EventFeedRepository, type FeedEntry } from './event-feed.repository.js';

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** The position to go on from. */
  readonly next: number;
}

/** Every change of people, groups and organizations, exactly in the order of commits: at any time, as often as wanted. */
@Injectable()
export class EventFeed {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: EventFeedRepository,
  ) {}

  /**
   * @param after the sequence that was read last; 0 for the beginning
   * @throws InvalidInputError for one yet to come, ProblemError 410 for one before what is kept
   */
  read(after: number, limit: number): Promise<FeedPage> {
    return this.unit.read(async () => {
      const tenantId = currentTenantId();
      if (after > (await this.repository.lastSequence(tenantId))) {
        throw new InvalidInputError([{ path: 'after', message: 'lies beyond the last event' }]);
      }
      const { entries, lookedTo } = await this.repository.list(tenantId, after, limit);
      // Asked for last: entries go after the place where the journal begins has moved.
      const notKept = await this.repository.lastNotKept(tenantId);
      if (after < notKept) throw gone(notKept);
      return { entries, next: lookedTo };
    });
  }

  /** One event; undefined where it is not kept. @param sequence of an event that was read before */
  find(sequence: number): Promise<FeedEntry | undefined> {
    return this.unit.read(() => this.repository.find(currentTenantId(), sequence));
  }

  /** The first and the last position from which can be read. */
  bounds(): Promise<{ first: number; last: number }> {
    return this.unit.read(async () => ({
      first: await this.repository.lastNotKept(currentTenantId()),
      last: await this.repository.lastSequence(currentTenantId()),
    }));
  }
}

/** The reader has missed something: it can only look at everything anew. */
function gone(notKept: number): ProblemError {
  return new ProblemError(
    410,
    'position_not_kept',
    `Events are kept from sequence ${notKept + 1} on: read users, groups and organizations anew, and go on after ${notKept}`,
    [{ path: 'after', message: `must be at least ${notKept}` }],
  );
}
