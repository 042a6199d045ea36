import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { AuditController } from './audit.controller.js';
import { AuditEventRepository } from './audit-event.repository.js';
import { AuditViews } from './audit-views.js';
import { AuditService } from './audit.service.js';

/** The journal as administrators read it. */
@Module({
  imports: [IdentityModule, JournalModule],
  controllers: [AuditController],
  providers: [AuditEventRepository, AuditService, AuditViews],
})
export class AuditLogModule {}
