import { Injectable } from '@nestjs/common';
import { currentContext, currentTenantId, type Scope } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ResourceListingRepository } from './resource-listing.repository.js';
import { unknown } from './resource-writer.js';

/** What the caller may see: all of the tenant, or what their access token is limited to. */
@Injectable()
export class VisibleResources {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly listing: ResourceListingRepository,
  ) {}

  /** Undefined where all may be seen. */
  get scope(): Scope | undefined {
    return currentContext().scope;
  }

  /** @throws NotFoundError as for an unknown id */
  async assertSees(resourceType: string, id: string): Promise<void> {
    if (!(await this.among(resourceType, [id])).has(id)) throw unknown(resourceType, id);
  }

  /** Those of the ids that may be seen. */
  among(resourceType: string, ids: readonly string[]): Promise<Set<string>> {
    const { scope } = this;
    if (!scope) return Promise.resolve(new Set(ids));
    return this.unit.read(() => this.listing.seen(currentTenantId(), resourceType, ids, scope));
  }
}
