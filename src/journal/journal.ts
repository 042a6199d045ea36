import { Injectable } from '@nestjs/common';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { uuidv7 } from '../persistence/uuid.js';
import { JournalRepository } from './journal.repository.js';

/** One attribute's change. `before` and `after` are null where the attribute was, or is, absent. */
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface JournalTarget {
  readonly type: 'user' | 'group' | 'scim_secret' | 'connection' | 'session' | 'role' | 'tenant';
  readonly id: string | null;
  readonly display: string;
}

export interface Entry {
  /** One of the contract's action names, e.g. `user.created`. */
  readonly action: string;
  readonly target: JournalTarget;
  readonly changes?: readonly Change[];
  readonly outcome?: 'success' | 'failure';
}

/**
 * The one append-only log. A change and its entry are written in one transaction: no entry, no change. History,
 * notifications and events are readers of it.
 */
@Injectable()
export class Journal {
  constructor(private readonly repository: JournalRepository) {}

  /** Writes entries with the actor, address and request id of the request under way. Secrets never belong into one. */
  async record(...entries: readonly Entry[]): Promise<void> {
    const { actor, ip, requestId } = currentContext();
    const tenantId = currentTenantId();
    const time = Date.now();
    await this.repository.insert(
      entries.map((entry) => ({
        id: uuidv7(time),
        tenantId,
        time,
        actor,
        ip,
        requestId,
        action: entry.action,
        target: entry.target,
        changes: entry.changes ?? [],
        outcome: entry.outcome ?? 'success',
      })),
    );
  }
}
