import { Injectable } from '@nestjs/common';
import { ResumableJobs, type WorkKey } from '../jobs/resumable-jobs.js';
import { currentTenantId } from '../operations/request-context.js';
import { uuidv7 } from '../persistence/uuid.js';
import { MappingRefreshRepository, type Refresh } from './mapping-refresh.repository.js';
import { MappingState } from './mapping-state.js';

/** The job that derives anew. */
export const REFRESH: WorkKey = { kind: 'refresh_mappings', exclusiveKey: 'mappings' };

/** What is too much for the write that causes it waits here for the tenant's one job. */
@Injectable()
export class RefreshQueue {
  constructor(
    private readonly repository: MappingRefreshRepository,
    private readonly state: MappingState,
    private readonly jobs: ResumableJobs,
  ) {}

  /**
   * Part of the write that gives the reason. A job that is under way goes on with it: it ends only when it has the
   * state alone and nothing waits.
   * @returns the job's id
   */
  async add(...refreshes: readonly Partial<Omit<Refresh, 'id'>>[]): Promise<string> {
    await this.state.takeAlone();
    await this.repository.insert(
      currentTenantId(),
      refreshes.map(({ ruleId = null, organizationId = null, role = null }) => ({
        id: uuidv7(),
        ruleId,
        organizationId,
        role,
      })),
    );
    return (await this.jobs.findRunning(REFRESH)) ?? this.jobs.start(REFRESH, {});
  }
}
