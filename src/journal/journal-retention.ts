import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { BackgroundLoop } from '../operations/background-loop.js';
import { runInContext, SYSTEM } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { leastUuid, uuidv7 } from '../persistence/uuid.js';
import { startSeal } from './chain.js';
import { Journal } from './journal.js';
import { JournalKey } from './journal-key.js';
import { JournalVerification } from './journal-verification.js';
import { RetentionRepository } from './retention.repository.js';
import { SealRepository } from './seal.repository.js';

/** Milliseconds between two looks, and of a day. */
const INTERVAL = 3_600_000;
const DAY = 86_400_000;
/** Entries a unit of work: others get their turn in between. */
const SLICE = 500;

/**
 * Keeps the journal for as many days as are set. Where it begins is moved in one transaction, signed and with an
 * entry of its own; from then on nobody misses what lies before, and it is removed in slices, by whichever replica
 * comes to it. What is broken is not removed: it is what somebody wanted to hide.
 */
@Injectable()
export class JournalRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JournalRetention.name);
  private readonly loop = new BackgroundLoop<number>({
    name: JournalRetention.name,
    delay: 0,
    sweep: INTERVAL,
    find: () => this.unit.read(() => this.repository.tenantIds()),
    work: (tenantId) => this.pruneOld(tenantId),
  });
  private isStopping = false;

  constructor(
    private readonly configuration: Configuration,
    private readonly unit: UnitOfWork,
    private readonly repository: RetentionRepository,
    private readonly seals: SealRepository,
    private readonly verification: JournalVerification,
    private readonly journal: Journal,
    private readonly journalKey: JournalKey,
  ) {}

  onApplicationBootstrap(): void {
    if (this.configuration.auditRetentionDays !== undefined) this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.loop.stop();
  }

  /** Ends the keeping of all of the tenant's entries from before a time, in milliseconds since the epoch. */
  async prune(tenantId: number, before: number): Promise<void> {
    const end = await this.unit.read(() => this.endOfOld(tenantId, before));
    const start = (await this.startOf(tenantId))?.sequence ?? 0;
    if (end > start) {
      const { broken } = await this.verification.verify(tenantId, { until: end });
      if (broken) {
        this.logger.error(
          `The journal of tenant ${tenantId} is broken at sequence ${broken.sequence} (${broken.reason}): nothing of it is removed`,
        );
        return;
      }
      const context = { requestId: uuidv7(), ip: null, actor: SYSTEM, tenantId };
      await runInContext(context, () => this.unit.write(() => this.moveStart(tenantId, end)));
    }
    await this.removeOld(tenantId);
  }

  private pruneOld(tenantId: number): Promise<void> {
    const today = Math.floor(Date.now() / DAY) * DAY;
    return this.prune(tenantId, today - this.configuration.auditRetentionDays! * DAY);
  }

  /** The sequence of the last entry, from the first one on, that is older. */
  private async endOfOld(tenantId: number, before: number): Promise<number> {
    const young = await this.repository.firstFrom(tenantId, leastUuid(before));
    if (young !== undefined) return young - 1;
    return (await this.seals.findHead(tenantId))?.sequence ?? 0;
  }

  private async moveStart(tenantId: number, sequence: number): Promise<void> {
    const head = await this.seals.findHead(tenantId, { lock: true });
    const start = (await this.seals.findStart(tenantId))?.sequence ?? 0;
    // Another replica was first.
    if (!head || start >= sequence) return;
    const { key, id: keyId } = this.journalKey;
    const chain = (await this.repository.chainAt(tenantId, sequence))!;
    const seal = startSeal(key, tenantId, sequence, chain);
    await this.repository.saveStart(tenantId, { sequence, chain, keyId, seal }, Date.now());
    await this.journal.record({
      action: 'journal.pruned',
      target: { type: 'journal', id: null, display: 'journal' },
      changes: [{ path: 'first', before: start + 1, after: sequence + 1 }],
    });
  }

  private async removeOld(tenantId: number): Promise<void> {
    const start = await this.startOf(tenantId);
    if (!start) return;
    for (let removed = SLICE; removed === SLICE && !this.isStopping;) {
      removed = await this.unit.write(() => this.repository.deleteSlice(tenantId, start.sequence, SLICE));
    }
  }

  private startOf(tenantId: number) {
    return this.unit.read(() => this.seals.findStart(tenantId));
  }
}
