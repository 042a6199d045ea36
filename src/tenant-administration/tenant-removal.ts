import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '../operations/background-loop.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { TenantRepository } from '../tenants/tenant.repository.js';
import { TenantRemovalRepository } from './tenant-removal.repository.js';

/** Milliseconds between two looks for what is left. */
const SWEEP = 5_000;

/**
 * Removes tenants that are closed, in slices between which others are served. What has failed, or a stopped or killed
 * server has left, is removed after the next look; replicas that do so at the same time do not harm one another.
 */
@Injectable()
export class TenantRemoval implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new BackgroundLoop<number>({
    name: TenantRemoval.name,
    delay: 0,
    sweep: SWEEP,
    find: () => this.unit.read(() => this.tenants.listDeleted()),
    work: (tenantId) => this.remove(tenantId),
  });
  private isStopping = false;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly repository: TenantRemovalRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.loop.stop();
  }

  /** Goes on beside the requests. */
  begin(tenantId: number): void {
    this.loop.notify(tenantId);
  }

  private async remove(tenantId: number): Promise<void> {
    for (let isMore = true; isMore && !this.isStopping;) {
      isMore = await this.unit.write(() => this.repository.deleteSlice(tenantId));
    }
    if (!this.isStopping) await this.unit.write(() => this.repository.deleteRest(tenantId));
  }
}
