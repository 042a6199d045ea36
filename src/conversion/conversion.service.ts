import { Injectable } from '@nestjs/common';
import { ProblemError } from '../admin-api/problem.js';
import { rightsOf, type Principal } from '../identity/principal.js';
import type { Job } from '../jobs/job.repository.js';
import { JobService } from '../jobs/job.service.js';
import { ResumableJobs } from '../jobs/resumable-jobs.js';
import { leastUuid } from '../persistence/uuid.js';
import {
  UserIdConversion,
  type ConversionParameters,
  type ConversionPosition,
} from './user-id-conversion.js';
import { UserIdReversal, type ReversalParameters } from './user-id-reversal.js';

/** Milliseconds by which the clocks of two replicas may differ. */
const SKEW = 3_600_000;

/** Starts the conversion of userNames to e-mails, and its undoing. */
@Injectable()
export class ConversionService {
  constructor(
    private readonly jobs: JobService,
    private readonly resumable: ResumableJobs,
    private readonly conversion: UserIdConversion,
    private readonly reversal: UserIdReversal,
  ) {}

  /** @returns the job's id @throws ProblemError `job_running` while the tenant has another one */
  convert(caller: Principal, options: { dryRun: boolean; includeManaged: boolean }): Promise<string> {
    const parameters: ConversionParameters = { ...options, caller: rightsOf(caller) };
    return this.resumable.start(this.conversion, parameters);
  }

  /** The conversion, or the undoing of one, that is under way. */
  async findRunning(): Promise<Job | undefined> {
    const id = await this.resumable.findRunning(this.conversion);
    return id === undefined ? undefined : this.jobs.retrieve(id);
  }

  /**
   * Also of one that has failed: as far as it has come.
   * @returns the id of the job that undoes
   * @throws NotFoundError, ProblemError `not_undoable`, `job_running`
   */
  async undo(caller: Principal, jobId: string): Promise<string> {
    const job = await this.jobs.retrieve(jobId);
    if (job.kind !== this.conversion.kind) throw notUndoable('Only a conversion of user IDs can be undone');
    const { dryRun, includeManaged } = job.parameters as ConversionParameters;
    if (dryRun) throw notUndoable('A dry run has changed nothing');
    if (job.finishedAt === null) throw notUndoable('The conversion is still under way');
    const parameters: ReversalParameters = {
      jobId,
      from: leastUuid(job.createdAt - SKEW),
      before: leastUuid(job.finishedAt + SKEW),
      total: (job.position as ConversionPosition | null)?.converted ?? 0,
      includeManaged,
      caller: rightsOf(caller),
    };
    return this.resumable.start(this.reversal, parameters);
  }
}

function notUndoable(detail: string): ProblemError {
  return new ProblemError(409, 'not_undoable', detail);
}
