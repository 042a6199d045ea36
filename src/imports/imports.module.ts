import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { ImportsController } from './imports.controller.js';
import { UserImportService } from './user-import.service.js';

/** Existing accounts brought in from files. */
@Module({
  imports: [DirectoryModule, IdentityModule, JobsModule],
  controllers: [ImportsController],
  providers: [UserImportService],
  exports: [UserImportService],
})
export class ImportsModule {}
