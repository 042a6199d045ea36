import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { MailModule } from '../mail/mail.module.js';
import { MailAdministration } from './mail-administration.service.js';
import { MailsController } from './mails.controller.js';

/** Outgoing mail as administrators see it: what became of it, again, and a test. */
@Module({
  imports: [IdentityModule, JournalModule, MailModule],
  controllers: [MailsController],
  providers: [MailAdministration],
})
export class MailAdministrationModule {}
