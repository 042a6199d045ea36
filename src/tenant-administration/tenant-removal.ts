import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { TenantRepository } from '../tenants/tenant.repository.js';
import { TenantRemovalRepository } from './tenant-removal.repository.js';

/**
 * Removes tenants that are closed, in slices between which others are served. What a stopped or killed server has
 * left is removed after the next start; replicas that do so at the same time do not harm one another.
 */
@Injectable()
export class TenantRemoval implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TenantRemoval.name);
  private readonly running = new Set<Promise<void>>();
  private isStopping = false;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly repository: TenantRemovalRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const id of await this.unit.read(() => this.tenants.listDeleted())) this.begin(id);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.running);
  }

  /** Goes on beside the requests. */
  begin(tenantId: number): void {
    const run = this.remove(tenantId)
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async remove(tenantId: number): Promise<void> {
    for (let isMore = true; isMore && !this.isStopping;) {
      isMore = await this.unit.write(() => this.repository.deleteSlice(tenantId));
    }
    if (!this.isStopping) await this.unit.write(() => this.repository.deleteRest(tenantId));
  }
}
