import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { BackgroundLoop } from '../operations/background-loop.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { CallLogReaderRepository } from './call-log-reader.repository.js';
import { SYNC_GAP } from './call-log-writer.js';
import { ContactRepository, type SyncSpan } from './contact.repository.js';
import { LogUpkeepRepository, type LogTable } from './log-upkeep.repository.js';

/** Milliseconds between two looks, and of a day. */
const INTERVAL = 60_000;
const DAY = 86_400_000;
/** Rows a unit of work: others get their turn in between. */
const SLICE = 500;

/** Ends sync runs after which nothing came, and removes what is too old; replicas do not get into each other's way. */
@Injectable()
export class LogUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new BackgroundLoop<number>({
    name: LogUpkeep.name,
    delay: 0,
    sweep: INTERVAL,
    find: () => this.unit.read(() => this.repository.tenantIds()),
    work: (tenantId) => this.keepUp(tenantId, Date.now()),
  });
  private isStopping = false;

  constructor(
    private readonly configuration: Configuration,
    private readonly unit: UnitOfWork,
    private readonly repository: LogUpkeepRepository,
    private readonly contacts: ContactRepository,
    private readonly log: CallLogReaderRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.loop.stop();
  }

  /** What is due at a time, in milliseconds since the epoch. */
  async keepUp(tenantId: number, now: number): Promise<void> {
    const silent = await this.unit.read(() => this.contacts.findSilent(tenantId, now - SYNC_GAP));
    for (const sync of silent) await this.end(tenantId, sync);
    const before = now - this.configuration.provisioningLogDays * DAY;
    for (const table of ['scim_requests', 'scim_syncs'] as const) {
      for (let removed = SLICE; removed === SLICE && !this.isStopping;) {
        removed = await this.removeSlice(table, tenantId, before);
      }
    }
  }

  private async end(tenantId: number, sync: SyncSpan): Promise<void> {
    const { startedAt, lastCallAt } = sync;
    const counts = await this.unit.read(() => this.log.count(tenantId, startedAt, lastCallAt + SYNC_GAP));
    await this.unit.write(() => this.contacts.endSync(tenantId, sync, counts));
  }

  private async removeSlice(table: LogTable, tenantId: number, before: number) {
    if (!(await this.unit.read(() => this.repository.hasOlder(table, tenantId, before)))) return 0;
    return this.unit.write(async () => {
      if (table === 'scim_requests') await this.repository.deleteFailures(tenantId, before);
      return this.repository.deleteSlice(table, tenantId, before, SLICE);
    });
  }
}
