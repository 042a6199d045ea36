import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { JobFindingRepository } from './job-finding.repository.js';
import { JobFindings } from './job-findings.js';
import { JobRepository } from './job.repository.js';
import { JobService } from './job.service.js';
import { JobsController } from './jobs.controller.js';
import { ResumableJobRepository } from './resumable-job.repository.js';
import { ResumableJobs } from './resumable-jobs.js';

/** Work that takes longer than a request. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [JobsController],
  providers: [
    JobFindingRepository,
    JobFindings,
    JobRepository,
    JobService,
    ResumableJobRepository,
    ResumableJobs,
  ],
  exports: [JobFindings, JobService, ResumableJobs],
})
export class JobsModule {}
