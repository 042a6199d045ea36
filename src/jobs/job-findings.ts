import { Injectable } from '@nestjs/common';
import { readPage, type Page } from '../admin-api/list-cursor.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { JobFindingRepository, type Finding, type FindingKind } from './job-finding.repository.js';
import { JobService } from './job.service.js';

/** What jobs find out about users: one finding of a kind a job and user, which goes with the user. */
@Injectable()
export class JobFindings {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly jobs: JobService,
    private readonly repository: JobFindingRepository,
    private readonly cursors: SealedCursor,
  ) {}

  /** A page in order of the users' ids. @throws NotFoundError, InvalidInputError for a cursor of another list */
  list(jobId: string, kind: FindingKind, limit: number, cursor?: string): Promise<Page<Finding>> {
    return this.unit.read(async () => {
      const { id } = await this.jobs.retrieve(jobId);
      const list = { name: `job_${kind}s`, tenantId: currentTenantId(), query: { id } };
      const load = (after: string | undefined, most: number) =>
        this.repository.list(currentTenantId(), id, kind, { after, limit: most });
      return readPage(this.cursors, list, { limit, cursor }, load, ({ userId }) => userId);
    });
  }

  /** Part of the step that has found it. */
  note(jobId: string, kind: FindingKind, finding: Finding): Promise<void> {
    return this.repository.insert(currentTenantId(), jobId, kind, finding);
  }

  /** Part of a step. */
  find(jobId: string, kind: FindingKind, userId: string): Promise<Finding | undefined> {
    return this.repository.find(currentTenantId(), jobId, kind, userId);
  }

  /** Part of a step: it is not so any more. */
  remove(jobId: string, kind: FindingKind, userId: string): Promise<void> {
    return this.repository.delete(currentTenantId(), jobId, kind, userId);
  }
}
