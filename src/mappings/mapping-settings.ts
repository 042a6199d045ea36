import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { GroupOrganizations } from './group-organizations.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { RefreshQueue } from './refresh-queue.js';

interface Settings {
  readonly organizationProvisioning: boolean;
  readonly roleAttribute: string | null;
}

/** What the connection's settings mean for what is derived. */
@Injectable()
export class MappingSettings {
  constructor(
    private readonly rules: MappingRuleRepository,
    private readonly organizations: GroupOrganizations,
    private readonly queue: RefreshQueue,
  ) {}

  /** Part of the write that has changed them. */
  async follow(before: Settings, after: Settings): Promise<void> {
    if (before.organizationProvisioning !== after.organizationProvisioning) {
      if (after.organizationProvisioning) await this.queue.add({});
      else await this.organizations.release();
    }
    // A filter may name the attribute, which users have had, or have from now on.
    if (before.roleAttribute === after.roleAttribute) return;
    const filters = await this.rules.filters(currentTenantId());
    if (filters.length > 0) await this.queue.add(...filters.map(({ id }) => ({ ruleId: id })));
  }
}
