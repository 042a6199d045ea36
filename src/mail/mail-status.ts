import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { MailRepository } from './mail.repository.js';
import { SmtpTransport } from './smtp-transport.js';

export interface MailCondition {
  /** Whether there is a mail server. */
  readonly configured: boolean;
  /** The sender's address. */
  readonly from: string;
  /** How many are to be sent, or tried again. */
  readonly queued: number;
  /** How many were given up or refused, and not discarded. */
  readonly dead: number;
  /** Why the newest of those is not sent. */
  readonly lastError: string | null;
}

/** Whether a tenant's mails leave. */
@Injectable()
export class MailStatus {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: MailRepository,
    private readonly transport: SmtpTransport,
  ) {}

  retrieve(): Promise<MailCondition> {
    return this.unit.read(async () => {
      const { queued, bounced, failed } = await this.repository.countByState(currentTenantId());
      const lastError = (await this.repository.findLastError(currentTenantId())) ?? null;
      const { isConfigured: configured, from } = this.transport;
      return { configured, from: from.address, queued, dead: bounced + failed, lastError };
    });
  }
}
