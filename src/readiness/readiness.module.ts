import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { MailModule } from '../mail/mail.module.js';
import { MappingsModule } from '../mappings/mappings.module.js';
import { ProvisioningModule } from '../provisioning/provisioning.module.js';
import { AccountChecks } from './account-checks.js';
import { AccountsRepository } from './accounts.repository.js';
import { JournalCheck } from './journal-check.js';
import { MappingCheck } from './mapping-check.js';
import { ReadinessController } from './readiness.controller.js';
import { ReadinessService } from './readiness.service.js';
import { SetUpChecks } from './set-up-checks.js';

/** Whether all is ready for the IdP, and what stands in the way. */
@Module({
  imports: [IdentityModule, JournalModule, MailModule, MappingsModule, ProvisioningModule],
  controllers: [ReadinessController],
  providers: [AccountChecks, AccountsRepository, JournalCheck, MappingCheck, ReadinessService, SetUpChecks],
  exports: [ReadinessService],
})
export class ReadinessModule {}
