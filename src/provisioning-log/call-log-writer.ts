import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundLoop } from '../operations/background-loop.js';
import { ForeignKeyViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { CallLogRepository } from './call-log.repository.js';
import { ContactRepository, type Contact } from './contact.repository.js';
import { PendingCalls } from './pending-calls.js';
import { longestPause } from './silence.js';

/** Milliseconds from the end of a call to its place in the log. */
const DELAY = 400;
/** Between two looks for what could not be written. */
const SWEEP = 5_000;
/** How old what is known of the last read may get. */
const PRECISION = 60_000;
/** Calls with less than this between them are one burst. */
export const SYNC_GAP = 5 * 60_000;

/**
 * Keeps in memory for a moment what calls have brought, and writes it down together, tenant by tenant. A database that is
 * away is waited for, with bounds; a server that is killed loses a moment of failures and counts, and no change.
 */
@Injectable()
export class CallLogWriter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CallLogWriter.name);
  private readonly pending = new Map<number, PendingCalls>();
  private readonly writtenAt = new Map<number, number>();
  private readonly withoutFailures = new Set<number>();
  private readonly loop = new BackgroundLoop<number>({
    name: CallLogWriter.name,
    delay: DELAY,
    sweep: SWEEP,
    find: () => Promise.resolve([...this.pending.keys()].filter((tenantId) => this.isDue(tenantId))),
    work: (tenantId) => this.write(tenantId),
  });

  constructor(
    private readonly unit: UnitOfWork,
    private readonly calls: CallLogRepository,
    private readonly contacts: ContactRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  /** Writes what is left; a call that ends after this is one that the server did not wait for. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const tenantId of this.pending.keys()) this.loop.notify(tenantId);
    await this.loop.stop();
  }

  add(tenantId: number, fill: (pending: PendingCalls) => void): void {
    const pending = this.pending.get(tenantId) ?? new PendingCalls();
    this.pending.set(tenantId, pending);
    fill(pending);
    if (this.isDue(tenantId)) this.loop.notify(tenantId);
  }

  /** False where there was none when it was looked last. */
  mayHaveFailures(tenantId: number): boolean {
    return !this.withoutFailures.has(tenantId);
  }

  /** Reads alone are written down once a minute. */
  private isDue(tenantId: number): boolean {
    const writtenAt = this.writtenAt.get(tenantId) ?? 0;
    return this.pending.get(tenantId)!.isUrgent || Date.now() - writtenAt >= PRECISION;
  }

  private async write(tenantId: number): Promise<void> {
    const pending = this.pending.get(tenantId);
    if (!pending) return;
    this.pending.delete(tenantId);
    this.writtenAt.set(tenantId, Date.now());
    try {
      const hasFailures = await this.unit.write(() => this.flush(tenantId, pending));
      if (hasFailures) this.withoutFailures.delete(tenantId);
      else this.withoutFailures.add(tenantId);
      if (pending.leftOut > 0)
        this.logger.warn(`Too many failed calls: ${pending.leftOut} are not in the log`);
    } catch (error) {
      if (error instanceof ForeignKeyViolation) return; // The tenant is gone.
      this.add(tenantId, (since) => since.restore(pending));
      throw error;
    }
  }

  /** @returns whether anything still fails */
  private async flush(tenantId: number, pending: PendingCalls): Promise<boolean> {
    if (!(await this.contacts.isTenantOpen(tenantId))) return false;
    const contact = await this.contacts.lock(tenantId);
    const rhythm = await this.extendSync(tenantId, contact, pending);
    await this.calls.insert(tenantId, pending.failures);
    await this.calls.complete(tenantId, pending.completions);
    for (const failure of pending.open.values()) await this.calls.addFailure(tenantId, failure);
    for (const [name, { count, lastUsedAt }] of pending.tolerances) {
      await this.calls.countTolerance(tenantId, name, count, lastUsedAt);
    }
    await this.contacts.save(tenantId, { ...contact, ...rhythm, ...newerFacts(contact, pending) });
    const hadFailures = await this.calls.hasFailures(tenantId);
    if (!hadFailures || pending.resolved.size === 0) return hadFailures;
    await this.calls.resolve(tenantId, [...pending.resolved.values()]);
    return this.calls.hasFailures(tenantId);
  }

  /** The calls belong to the latest burst, or begin another. */
  private async extendSync(
    tenantId: number,
    contact: Contact,
    { span, counts }: PendingCalls,
  ): Promise<Pick<Contact, 'syncs' | 'longestPause'>> {
    if (!span) return contact;
    const { firstAt, lastAt, provider } = span;
    const latest = await this.contacts.latestSync(tenantId);
    if (latest && firstAt < latest.lastCallAt + SYNC_GAP) {
      const startedAt = Math.min(latest.startedAt, firstAt);
      const lastCallAt = Math.max(latest.lastCallAt, lastAt);
      await this.contacts.addToSync(tenantId, { id: latest.id, startedAt, lastCallAt }, provider, counts);
      return contact;
    }
    const sync = { id: uuidv7(), startedAt: firstAt, lastCallAt: lastAt };
    await this.contacts.insertSync(tenantId, sync, provider, counts);
    const pause = latest ? firstAt - latest.lastCallAt : 0;
    return { syncs: contact.syncs + 1, longestPause: longestPause(contact.longestPause, pause) };
  }
}

function newerFacts(contact: Contact, { latest, voidedSecret }: PendingCalls): Partial<Contact> {
  const isNewer = latest !== undefined && latest.at >= (contact.lastCallAt ?? 0);
  return {
    ...(isNewer && {
      lastCallAt: latest.at,
      provider: latest.provider,
      userAgent: latest.userAgent,
      ip: latest.ip,
    }),
    ...(voidedSecret && { voidedSecretUsedAt: voidedSecret.at, voidedSecretIp: voidedSecret.ip }),
  };
}
