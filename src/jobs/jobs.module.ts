import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { JobRepository } from './job.repository.js';
import { JobService } from './job.service.js';
import { JobsController } from './jobs.controller.js';

/** Work that takes longer than a request. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [JobsController],
  providers: [JobRepository, JobService],
  exports: [JobService],
})
export class JobsModule {}
