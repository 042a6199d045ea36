import { JournalRepository } from '../../src/journal/journal.repository.js';
import type { Change, JournalTarget } from '../../src/journal/journal-entry.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { leastUuid } from '../../src/persistence/uuid.js';
import type { TestApp } from './test-app.js';

/** An entry of the past; what is not said is that of somebody who signs in. */
export interface PastEntry {
  /** Milliseconds since the epoch; each entry has another. */
  readonly time: number;
  readonly action?: string;
  readonly actorId?: string;
  readonly actor?: string;
  readonly targetType?: JournalTarget['type'];
  readonly targetId?: string;
  readonly target?: string;
  readonly changes?: readonly Change[];
}

/** Writes entries of the past into the first tenant's journal, not sealed yet: years of history in a moment. */
export async function writePast(app: TestApp, entries: readonly PastEntry[]): Promise<void> {
  const unit = app.nest.get(UnitOfWork, { strict: false });
  const repository = app.nest.get(JournalRepository, { strict: false });
  for (let start = 0; start < entries.length; start += 1_000) {
    const rows = entries.slice(start, start + 1_000).map(toRow);
    await unit.write(() => repository.insert(rows));
  }
}

/** The id that an entry of this time has. */
export function pastId(time: number): string {
  return leastUuid(time);
}

function toRow(entry: PastEntry) {
  const { time, action = 'session.created', changes = [] } = entry;
  return {
    id: pastId(time),
    tenantId: 1,
    time,
    actor: { type: 'user' as const, id: entry.actorId ?? null, display: entry.actor ?? 'somebody' },
    ip: null,
    requestId: null,
    action,
    target: {
      type: entry.targetType ?? ('session' as const),
      id: entry.targetId ?? null,
      display: entry.target ?? 'somebody',
    },
    changes,
    outcome: 'success',
  };
}
