import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { idOf, readPage, type Page } from '../admin-api/list-cursor.js';
import { ProblemError } from '../admin-api/problem.js';
import { Configuration } from '../config/configuration.js';
import { Journal } from '../journal/journal.js';
import { writeLetter } from '../mail/letter.js';
import { MailDispatcher } from '../mail/mail-dispatcher.js';
import { TRIED_FOR } from '../mail/mail-outbox.js';
import { DEAD, MailRepository, type Mail } from '../mail/mail.repository.js';
import { SmtpTransport } from '../mail/smtp-transport.js';
import { currentPublicUrl } from '../operations/public-url.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { NotFoundError } from '../scim/index.js';
import type { MailQueryDto, TestMailResultDto } from './mail.dto.js';

/** Milliseconds that a test waits for the mail server. */
const TEST_LIMIT = 15_000;

/** Mails as administrators see them. */
@Injectable()
export class MailAdministration {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: MailRepository,
    private readonly dispatcher: MailDispatcher,
    private readonly transport: SmtpTransport,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
    private readonly configuration: Configuration,
  ) {}

  /** Newest first. @throws InvalidInputError for a cursor of another list */
  list({ state, ...page }: MailQueryDto): Promise<Page<Mail>> {
    return this.unit.read(async () => {
      const tenantId = currentTenantId();
      const list = { name: 'mails', tenantId, query: { state } };
      const load = (before: string | undefined, limit: number) =>
        this.repository.list(tenantId, { state, before, limit });
      return readPage(this.cursors, list, page, load, idOf);
    });
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<Mail> {
    const mail = await this.unit.read(() => this.repository.find(currentTenantId(), id));
    if (!mail) throw unknown();
    return mail;
  }

  /** Tries a dead mail again. @throws NotFoundError, ProblemError 409 where it is not dead */
  resend(id: string): Promise<Mail> {
    return this.unit.write(async () => {
      const tenantId = currentTenantId();
      await this.lockDead(id);
      const now = Date.now();
      await this.repository.requeue(tenantId, id, now, now + TRIED_FOR);
      const mail = (await this.repository.find(tenantId, id))!;
      await this.record('mail.resent', mail);
      this.unit.afterCommit(() => this.dispatcher.notify(tenantId));
      return mail;
    });
  }

  /** Forgets a dead mail. @throws NotFoundError, ProblemError 409 where it is not dead */
  discard(id: string): Promise<void> {
    return this.unit.write(async () => {
      const mail = await this.lockDead(id);
      await this.repository.delete(currentTenantId(), id);
      await this.record('mail.discarded', mail);
    });
  }

  /** Sends a mail at once, past the outbox: whoever sets up a mail server wants to hear its answer. */
  async test(to: string): Promise<TestMailResultDto> {
    const { text, html } = writeLetter({
      heading: 'Mails from Rollcall arrive here',
      tone: 'good',
      paragraphs: ['This is the test mail that an administrator has asked for. There is nothing to do.'],
      action: { label: 'Open the console', url: `${currentPublicUrl(this.configuration)}/` },
      reason: 'You get this mail because an administrator of Rollcall has sent a test to this address.',
    });
    const { outcome, answer } = await this.transport.send(
      { id: randomUUID(), recipient: { name: null, address: to }, subject: 'A test of Rollcall', text, html },
      AbortSignal.timeout(TEST_LIMIT),
    );
    const delivered = outcome === 'sent';
    await this.unit.write(() =>
      this.journal.record({
        action: 'mail.tested',
        target: { type: 'mail', id: null, display: to },
        outcome: delivered ? 'success' : 'failure',
      }),
    );
    return { delivered, answer };
  }

  private async lockDead(id: string): Promise<Mail> {
    const mail = await this.repository.find(currentTenantId(), id, { lock: true });
    if (!mail) throw unknown();
    if (DEAD.includes(mail.state)) return mail;
    throw new ProblemError(409, 'not_dead', 'The mail has neither bounced nor failed');
  }

  private record(action: string, { id, recipient }: Mail): Promise<void> {
    return this.journal.record({ action, target: { type: 'mail', id, display: recipient.address } });
  }
}

function unknown(): NotFoundError {
  return new NotFoundError('There is no such mail');
}
