import { Injectable } from '@nestjs/common';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { timeOfUuid, uuidv7 } from '../persistence/uuid.js';
import type { Entry } from './journal-entry.js';
import { JournalRepository } from './journal.repository.js';
import { Sealer } from './sealer.js';

/** Hears of entries in the transaction that writes them. */
export type Follower = (entries: readonly Entry[]) => void;

/**
 * The one append-only log. A change and its entry are written in one transaction: no entry, no change. History,
 * notifications and events are readers of it.
 */
@Injectable()
export class Journal {
  private readonly followers: Follower[] = [];

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: JournalRepository,
    private readonly sealer: Sealer,
  ) {}

  /** For those who write along with what is written here. */
  follow(follower: Follower): void {
    this.followers.push(follower);
  }

  /**
   * Writes entries with the actor, address and request id of the request under way. Secrets never belong into one.
   * Half a character, which no database keeps, would look like a forgery when it is sealed.
   */
  async record(...entries: readonly Entry[]): Promise<void> {
    const { actor, ip, requestId } = currentContext();
    const tenantId = currentTenantId();
    const now = Date.now();
    await this.repository.insert(
      entries.map((entry) => ({
        ...idAndTime(now),
        tenantId,
        actor,
        ip,
        requestId,
        action: entry.action,
        target: { ...entry.target, display: entry.target.display.toWellFormed() },
        changes: entry.changes ?? [],
        outcome: entry.outcome ?? 'success',
      })),
    );
    for (const follower of this.followers) follower(entries);
    this.unit.afterCommit(() => this.sealer.notify(tenantId));
  }
}

/** The time is the id's, so that a range of time is a range of ids, also where the clock was set back. */
function idAndTime(now: number): { id: string; time: number } {
  const id = uuidv7(now);
  return { id, time: timeOfUuid(id) };
}
