import type { SyncCounts } from './contact.repository.js';
import type { Completion, LoggedCall, TargetFailure } from './call-log.repository.js';
import type { Effect, Provider } from './scim-call.js';

/** Failures that wait for their place in the log; more than these are counted, and their rows left out. */
const MOST_FAILURES = 2_000;
/** Targets whose success waits to be told; what is forgotten here is put right by the next success. */
const MOST_SUCCESSES = 20_000;

/** The latest call with a secret that opens the door. */
export interface LatestCall {
  readonly at: number;
  readonly provider: Provider;
  readonly userAgent: string | null;
  readonly ip: string | null;
}

interface CallSpan {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly provider: Provider;
}

/** What a tenant's calls have brought since it was written last: it is kept in memory for a moment. */
export class PendingCalls {
  readonly completions: Completion[] = [];
  readonly failures: LoggedCall[] = [];
  readonly open = new Map<string, TargetFailure>();
  readonly resolved = new Map<string, Buffer>();
  readonly tolerances = new Map<string, { count: number; lastUsedAt: number }>();
  readonly counts: Record<keyof SyncCounts, number> = {
    created: 0,
    matched: 0,
    updated: 0,
    deactivated: 0,
    deleted: 0,
    failed: 0,
    reads: 0,
  };
  /** Rows of failures for which there was no room. */
  leftOut = 0;
  span: CallSpan | undefined;
  latest: LatestCall | undefined;
  voidedSecret: { readonly at: number; readonly ip: string | null } | undefined;

  /** Whether there is more to write than that there were calls. */
  get isUrgent(): boolean {
    return (
      this.completions.length + this.failures.length + this.open.size + this.resolved.size > 0 ||
      this.voidedSecret !== undefined
    );
  }

  /** A call took place, whatever became of it. */
  addCall(at: number, provider: Provider): void {
    const { firstAt = at, lastAt = at } = this.span ?? {};
    this.span = { firstAt: Math.min(firstAt, at), lastAt: Math.max(lastAt, at), provider };
  }

  addChange(effect: Effect, completion: Completion): void {
    this.counts[effect]++;
    this.completions.push(completion);
  }

  /** @param make what is costly to make, and is not made where there is no room for it */
  addFailure(make: () => LoggedCall, key: Buffer | undefined): void {
    this.counts.failed++;
    if (this.failures.length >= MOST_FAILURES) {
      this.leftOut++;
      return;
    }
    const call = make();
    this.failures.push(call);
    if (key === undefined) return;
    const name = key.toString('hex');
    const { firstAt = call.time, count = 0 } = this.open.get(name) ?? {};
    this.open.set(name, { key, firstAt, lastAt: call.time, count: count + 1, requestId: call.id });
    this.resolved.delete(name);
  }

  /** What failed for these targets is put right. */
  addSuccess(keys: readonly Buffer[]): void {
    for (const key of keys) {
      const name = key.toString('hex');
      this.open.delete(name);
      if (this.resolved.size < MOST_SUCCESSES) this.resolved.set(name, key);
    }
  }

  addTolerances(names: Iterable<string>, at: number): void {
    for (const name of names) {
      const count = (this.tolerances.get(name)?.count ?? 0) + 1;
      this.tolerances.set(name, { count, lastUsedAt: at });
    }
  }

  /** Takes back what could not be written; what came since is newer. */
  restore(older: PendingCalls): void {
    this.completions.unshift(...older.completions.slice(0, MOST_SUCCESSES));
    const room = Math.max(0, MOST_FAILURES - this.failures.length);
    this.failures.unshift(...older.failures.slice(0, room));
    this.leftOut += older.leftOut + Math.max(0, older.failures.length - room);
    const kept = new Set(this.failures.map(({ id }) => id));
    for (const [name, failure] of older.open) {
      if (kept.has(failure.requestId)) this.restoreFailure(name, failure);
    }
    for (const [name, key] of older.resolved) {
      if (!this.resolved.has(name) && this.resolved.size < MOST_SUCCESSES) this.resolved.set(name, key);
    }
    for (const [name, { count, lastUsedAt }] of older.tolerances) {
      const present = this.tolerances.get(name);
      this.tolerances.set(name, {
        count: count + (present?.count ?? 0),
        lastUsedAt: present?.lastUsedAt ?? lastUsedAt,
      });
    }
    for (const name of Object.keys(older.counts) as (keyof SyncCounts)[])
      this.counts[name] += older.counts[name];
    if (older.span) {
      this.addCall(older.span.firstAt, this.span?.provider ?? older.span.provider);
      this.addCall(older.span.lastAt, this.span?.provider ?? older.span.provider);
    }
    this.latest ??= older.latest;
    this.voidedSecret ??= older.voidedSecret;
  }

  private restoreFailure(name: string, failure: TargetFailure): void {
    if (this.resolved.has(name)) return;
    const since = this.open.get(name);
    this.open.set(
      name,
      since ? { ...since, firstAt: failure.firstAt, count: since.count + failure.count } : failure,
    );
  }
}
