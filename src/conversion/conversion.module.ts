import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { ConversionController } from './conversion.controller.js';
import { ConversionService } from './conversion.service.js';
import { UserIdConversion } from './user-id-conversion.js';
import { UserIdReversal } from './user-id-reversal.js';
import { UserIds } from './user-ids.js';
import { UserIdsRepository } from './user-ids.repository.js';

/** userNames that become e-mails. */
@Module({
  imports: [DirectoryModule, IdentityModule, JobsModule, JournalModule],
  controllers: [ConversionController],
  providers: [ConversionService, UserIdConversion, UserIdReversal, UserIds, UserIdsRepository],
  exports: [ConversionService],
})
export class ConversionModule {}
