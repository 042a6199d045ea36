import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { MailDispatcher } from './mail-dispatcher.js';
import { MailSeal } from './mail-seal.js';
import { MailRepository } from './mail.repository.js';
import { oneLine } from './one-line.js';

/** A mail to one person. */
export interface OutgoingMail {
  /** What it is about, e.g. `secret_expiry`. */
  readonly kind: string;
  readonly recipient: { readonly name?: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** At most 400 characters: a second mail of the tenant with this key is the first one. */
  readonly dedupeKey?: string;
  /** Milliseconds since the epoch, before which it is not sent. */
  readonly notBefore?: number;
  /** One of many, such as an invitation: sent once nothing else waits. */
  readonly bulk?: boolean;
}

/** Milliseconds for which a mail is tried again. */
export const TRIED_FOR = 3 * 24 * 3_600_000;

const BOUNDS = { name: 255, address: 320, subject: 200 };

/** Mails as rows, written with the change that they tell of: none for what was rolled back, none lost by a crash. */
@Injectable()
export class MailOutbox {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: MailRepository,
    private readonly dispatcher: MailDispatcher,
    private readonly contents: MailSeal,
  ) {}

  /** Part of the unit of work under way, for its tenant. @returns its id, which one with a dedupe key may lose to an earlier one */
  async enqueue({ kind, recipient, subject, text, html, ...options }: OutgoingMail): Promise<string> {
    const tenantId = currentTenantId();
    const now = Date.now();
    const due = Math.max(now, options.notBefore ?? now);
    // What IdPs call an e-mail need not be one: seen by those who look after mails, and no reason to refuse the change.
    const isAddress = isEmail(recipient.address, { require_tld: false });
    const id = uuidv7(now);
    await this.repository.insert(tenantId, {
      id,
      kind,
      recipient: {
        name: recipient.name === undefined ? null : oneLine(recipient.name, BOUNDS.name),
        address: isAddress ? recipient.address : oneLine(recipient.address, BOUNDS.address),
      },
      subject: oneLine(subject, BOUNDS.subject),
      content: this.contents.seal({ text, html }),
      state: isAddress ? 'queued' : 'bounced',
      lastError: isAddress ? null : 'The address is none',
      dedupeKey: options.dedupeKey ?? null,
      bulk: options.bulk ?? false,
      nextAttemptAt: isAddress ? due : null,
      givenUpAt: due + TRIED_FOR,
      createdAt: now,
      finishedAt: isAddress ? null : now,
    });
    this.unit.afterCommit(() => this.dispatcher.notify(tenantId));
    return id;
  }

  /** What has not left yet does not leave; part of the unit of work under way. */
  withdraw(id: string): Promise<void> {
    return this.repository.deleteQueued(currentTenantId(), id);
  }
}
