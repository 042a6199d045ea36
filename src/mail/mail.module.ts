import { Module } from '@nestjs/common';
import { MailDispatcher } from './mail-dispatcher.js';
import { MailOutbox } from './mail-outbox.js';
import { MailSeal } from './mail-seal.js';
import { MailStatus } from './mail-status.js';
import { MailRepository } from './mail.repository.js';
import { SmtpTransport } from './smtp-transport.js';

/** Outgoing mail: rows that are written with the change, and sent beside the requests. */
@Module({
  providers: [MailDispatcher, MailOutbox, MailRepository, MailSeal, MailStatus, SmtpTransport],
  exports: [MailDispatcher, MailOutbox, MailRepository, MailStatus, SmtpTransport],
})
export class MailModule {}
