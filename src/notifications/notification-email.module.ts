import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { ProvisioningLogModule } from '../provisioning-log/provisioning-log.module.js';
import { ProvisioningModule } from '../provisioning/provisioning.module.js';
import { DueTenantsRepository } from './due-tenants.repository.js';
import { HistoryWatch } from './history-watch.js';
import { NewsRepository } from './news.repository.js';
import { NoticeMailer } from './notice-mailer.js';
import { NotificationStateRepository } from './notification-state.repository.js';
import { Notifier } from './notifier.js';
import { ProvisioningWatch } from './provisioning-watch.js';
import { SecretWatch } from './secret-watch.js';

/** What administrators are told by mail. */
@Module({
  imports: [MailModule, ProvisioningLogModule, ProvisioningModule],
  providers: [
    DueTenantsRepository,
    HistoryWatch,
    NewsRepository,
    NoticeMailer,
    NotificationStateRepository,
    Notifier,
    ProvisioningWatch,
    SecretWatch,
  ],
})
export class NotificationEmailModule {}
