import { Injectable } from '@nestjs/common';
import type { Change } from '../journal/journal-entry.js';
import { Journal } from '../journal/journal.js';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { AuditFilterDto } from './audit-event.dto.js';

/** Milliseconds in which somebody's looking at the same part again is no new entry. */
const WINDOW = 15 * 60_000;
/** Views that are remembered; who is forgotten early gets an entry more. */
const MOST = 10_000;

/**
 * Who looks at the history stands in it: an entry for each caller and filter, again after a quarter of an hour.
 * `from` and `to` do not count as another filter: a program that asks every second for what is new would find an
 * entry of its own each time.
 */
@Injectable()
export class AuditViews {
  /** When a view was written down, the oldest first. */
  private readonly written = new Map<string, number>();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly journal: Journal,
  ) {}

  /** @throws UnavailableError when it cannot be written: then nothing is shown */
  async record(query: AuditFilterDto): Promise<void> {
    const now = Date.now();
    const key = keyOf(query);
    if ((this.written.get(key) ?? 0) > now - WINDOW) return;
    await this.unit.write(() =>
      this.journal.record({
        action: 'audit.viewed',
        target: { type: 'journal', id: null, display: 'journal' },
        changes: askedFor(query),
      }),
    );
    this.written.delete(key);
    this.written.set(key, now);
    for (const oldest of this.written.keys()) {
      if (this.written.size <= MOST) return;
      this.written.delete(oldest);
    }
  }
}

/** The filters that were given, as changes of an entry. */
export function askedFor(query: AuditFilterDto): Change[] {
  return Object.entries(query as Record<string, string | undefined>)
    .filter(([, value]) => value !== undefined)
    .map(([path, value]) => ({ path, before: null, after: value }));
}

function keyOf(query: AuditFilterDto): string {
  const { type, id } = currentContext().actor;
  const filters = askedFor(query).filter(({ path }) => path !== 'from' && path !== 'to');
  return JSON.stringify([
    currentTenantId(),
    type,
    id,
    filters.map(({ path, after }) => [path, after]).sort(),
  ]);
}
