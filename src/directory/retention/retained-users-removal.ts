import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '../../operations/background-loop.js';
import { runInContext, SYSTEM } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { uuidv7 } from '../../persistence/uuid.js';
import { KEPT_FOR, RetainedUsers } from './retained-users.js';
import { RetainedUserRepository } from './retained-user.repository.js';

/** Milliseconds between two looks. */
const INTERVAL = 3_600_000;
/** Users a unit of work: others get their turn in between. */
const SLICE = 200;

/** Removes those who have been kept long enough, by whichever replica comes to it. */
@Injectable()
export class RetainedUsersRemoval implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new BackgroundLoop<number>({
    name: RetainedUsersRemoval.name,
    delay: 0,
    sweep: INTERVAL,
    find: () => this.unit.read(() => this.repository.tenantsWithOlder(Date.now() - KEPT_FOR)),
    work: (tenantId) => this.removeOld(tenantId, Date.now()),
  });
  private isStopping = false;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: RetainedUserRepository,
    private readonly retained: RetainedUsers,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.loop.stop();
  }

  /** Those of a tenant who have been kept long enough at a time, in milliseconds since the epoch. */
  removeOld(tenantId: number, now: number): Promise<void> {
    const context = { requestId: uuidv7(), ip: null, actor: SYSTEM, tenantId };
    return runInContext(context, async () => {
      for (let removed = SLICE; removed === SLICE && !this.isStopping;) {
        removed = await this.retained.removeOlder(now - KEPT_FOR, SLICE);
      }
    });
  }
}
