import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { secretState } from '../provisioning/connection.js';
import { ConnectionService } from '../provisioning/connection.service.js';
import { dueReminder, reminder } from './expiry-reminders.js';
import { NewsRepository, type PresentSecret } from './news.repository.js';
import { NO_NEWS, PROVISIONING, type News, type Notice } from './notice.js';
import type { NotificationState } from './notification-state.repository.js';

/** What becomes of the secret without anybody's doing. Part of a unit of work, for its tenant. */
@Injectable()
export class SecretWatch {
  constructor(
    private readonly repository: NewsRepository,
    private readonly connections: ConnectionService,
  ) {}

  /** Of its end, before and after it. */
  async expiry(state: NotificationState, now: number): Promise<News> {
    const secret = await this.repository.findSecret(currentTenantId());
    const days = secret && dueReminder(secret, state, now);
    if (!secret || days === undefined) return NO_NEWS;
    return {
      notices: [reminder(secret.hint, secret.expiresAt!, days, now)],
      state: { remindedSecretId: secret.id, remindedDays: days },
    };
  }

  /** Once each time that whom it is bound to may not act any more. */
  async suspension({ suspendedSecretId }: NotificationState, now: number): Promise<News> {
    const facts = await this.connections.findSecretFacts();
    const isSuspended = facts !== undefined && secretState(facts, now) === 'suspended';
    if (!isSuspended) return { notices: [], state: { suspendedSecretId: null } };
    const secret = (await this.repository.findSecret(currentTenantId()))!;
    if (secret.id === suspendedSecretId) return NO_NEWS;
    return { notices: [suspensionNotice(secret)], state: { suspendedSecretId: secret.id } };
  }
}

function suspensionNotice({ hint, boundTo }: PresentSecret): Notice {
  return {
    kind: 'secret_suspended',
    audience: 'provisioning',
    letter: {
      heading: 'The SCIM secret is suspended',
      tone: 'bad',
      paragraphs: [
        'The person whom it is bound to is inactive, was deleted, or is neither administrator nor user manager any more. ' +
          'The identity provider is refused until that changes.',
        'Bind the connection to another person: the secret stays the same.',
      ],
      facts: [
        ['Secret', hint],
        ['Bound to', boundTo ?? 'somebody who was deleted'],
      ],
      action: PROVISIONING,
    },
  };
}
