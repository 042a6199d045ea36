import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { accountEmail } from '../directory/attribute-values.js';
import { writeLetter } from '../mail/letter.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { currentPublicUrl } from '../operations/public-url.js';
import { currentTenantId } from '../operations/request-context.js';
import type { ConnectionSettings } from '../provisioning/connection.js';
import { FIRST_TENANT } from '../tenants/first-tenant.js';
import { NewsRepository } from './news.repository.js';
import type { Audience, Notice } from './notice.js';

/** Administrators who are told at the most. */
const MOST_ADMINISTRATORS = 50;

interface Recipient {
  readonly name?: string;
  readonly address: string;
}

/** Writes notices into the outbox, a mail for each who is to hear of them. */
@Injectable()
export class NoticeMailer {
  constructor(
    private readonly repository: NewsRepository,
    private readonly outbox: MailOutbox,
    private readonly configuration: Configuration,
  ) {}

  /** Part of the unit of work under way. */
  async send(notice: Notice, connection: Pick<ConnectionSettings, 'notificationEmails'>): Promise<void> {
    const tenantId = currentTenantId();
    const tenant = await this.repository.findTenant(tenantId);
    if (!tenant) return;
    const { audience, kind, letter } = notice;
    const { label, path } = letter.action;
    const content = writeLetter({
      ...letter,
      facts: [
        ...(letter.facts ?? []),
        ...(tenantId === FIRST_TENANT.id ? [] : [['Tenant', tenant.name] as const]),
      ],
      action: { label, url: `${currentPublicUrl(this.configuration)}${path}` },
      reason: REASONS[audience],
    });
    const subject = tenantId === FIRST_TENANT.id ? letter.heading : `[${tenant.name}] ${letter.heading}`;
    for (const recipient of await this.recipients(audience, connection.notificationEmails)) {
      await this.outbox.enqueue({ kind, recipient, subject: `[Rollcall] ${subject}`, ...content });
    }
  }

  /**
   * Those whom the connection names, else the administrators. What is about administrators and sign-in goes to the
   * administrators in any case: who may change the addresses must not be able to keep it from them.
   */
  private async recipients(audience: Audience, named: readonly string[]): Promise<Recipient[]> {
    const recipients = new Map<string, Recipient>();
    for (const address of named) recipients.set(address.toLowerCase(), { address });
    if (audience === 'administrators' || named.length === 0) {
      for (const { display, document } of await this.repository.listAdministrators(
        currentTenantId(),
        MOST_ADMINISTRATORS,
      )) {
        const address = accountEmail(JSON.parse(document) as Parameters<typeof accountEmail>[0]);
        if (address !== undefined) recipients.set(address.toLowerCase(), { name: display, address });
      }
    }
    return [...recipients.values()];
  }
}

const REASONS: Readonly<Record<Audience, string>> = {
  provisioning:
    'You get this mail because your address is among the notification addresses of the connection or, where it has none, ' +
    'because you are an administrator.',
  administrators:
    'You get this mail because you are an administrator of Rollcall, or your address is among the notification addresses.',
};
