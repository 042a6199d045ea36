import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { AuditController } from './audit.controller.js';
import { AuditEventRepository } from './audit-event.repository.js';
import { AuditViews } from './audit-views.js';
import { ErasureController } from './erasure.controller.js';
import { ProvisioningLogModule } from '../provisioning-log/provisioning-log.module.js';
import { ErasureService } from './erasure.service.js';
import { AuditService } from './audit.service.js';

/** The journal as administrators read it. */
@Module({
  imports: [ProvisioningLogModule, DirectoryModule, IdentityModule, JobsModule, JournalModule],
  controllers: [AuditController, ErasureController],
  providers: [AuditEventRepository, AuditService, AuditViews, ErasureService],
})
export class AuditLogModule {}
