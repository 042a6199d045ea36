import { randomBytes } from 'node:crypto';
import { UnitOfWork, type Parameter } from '../../src/persistence/unit-of-work.js';
import { firstUuidAt } from '../../src/persistence/uuid.js';
import type { TestApp } from './test-app.js';

const COLUMNS = [
  'id',
  'tenant_id',
  'time',
  'actor_type',
  'actor_id',
  'actor_display',
  'action',
  'target_type',
  'target_id',
  'target_display',
  'changes',
  'outcome',
  'salt',
] as const;

/** An entry of the past; what is not said is that of somebody who signs in. */
export interface PastEntry {
  /** Milliseconds since the epoch; each entry has another. */
  readonly time: number;
  readonly action?: string;
  readonly actorId?: string;
  readonly actor?: string;
  readonly targetType?: string;
  readonly targetId?: string;
  readonly target?: string;
  readonly changes?: readonly object[];
}

/** Writes entries of the past into the first tenant's journal, not sealed yet: years of history in a moment. */
export async function writePast(app: TestApp, entries: readonly PastEntry[]): Promise<void> {
  const unit = app.nest.get(UnitOfWork, { strict: false });
  for (let start = 0; start < entries.length; start += 500) {
    const slice = entries.slice(start, start + 500);
    await unit.write(() =>
      unit.execute(
        `INSERT INTO journal_entries (${COLUMNS.join(', ')})
         VALUES ${slice.map(() => `(${COLUMNS.map(() => '?').join(', ')})`).join(', ')}`,
        slice.flatMap(rowOf),
      ),
    );
  }
}

/** The id that an entry of this time has. */
export function pastId(time: number): string {
  return firstUuidAt(time);
}

function rowOf(entry: PastEntry): Parameter[] {
  return [
    pastId(entry.time),
    1,
    entry.time,
    'user',
    entry.actorId ?? null,
    entry.actor ?? 'somebody',
    entry.action ?? 'session.created',
    entry.targetType ?? 'session',
    entry.targetId ?? null,
    entry.target ?? 'somebody',
    JSON.stringify(entry.changes ?? []),
    'success',
    randomBytes(16),
  ];
}
