import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { CallLogReaderRepository } from './call-log-reader.repository.js';
import { CallLogRepository } from './call-log.repository.js';
import { CallLogWriter } from './call-log-writer.js';
import { CallRecorder } from './call-recorder.js';
import { ContactRepository } from './contact.repository.js';
import { HealthRepository } from './health.repository.js';
import { LogUpkeep } from './log-upkeep.js';
import { LogUpkeepRepository } from './log-upkeep.repository.js';
import { ProvisioningHealth } from './provisioning-health.js';
import { ProvisioningLogController } from './provisioning-log.controller.js';
import { ProvisioningLogService } from './provisioning-log.service.js';

/** What the IdP's calls have done, which of them failed and why, and when it was heard of. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [ProvisioningLogController],
  providers: [
    CallLogReaderRepository,
    CallLogRepository,
    CallLogWriter,
    CallRecorder,
    ContactRepository,
    HealthRepository,
    LogUpkeep,
    LogUpkeepRepository,
    ProvisioningHealth,
    ProvisioningLogService,
  ],
  exports: [CallRecorder, ProvisioningHealth, ProvisioningLogService],
})
export class ProvisioningLogModule {}
