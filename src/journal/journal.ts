import { Injectable } from '@nestjs/common';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import type { Entry } from './journal-entry.js';
import { JournalRepository } from './journal.repository.js';
import { Sealer } from './sealer.js';

/**
 * The one append-only log. A change and its entry are written in one transaction: no entry, no change. History,
 * notifications and events are readers of it.
 */
@Injectable()
export class Journal {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: JournalRepository,
    private readonly sealer: Sealer,
  ) {}

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
    this.unit.afterCommit(() => this.sealer.notify(tenantId));
  }
}
