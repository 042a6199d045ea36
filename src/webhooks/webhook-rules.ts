import type { Principal } from '../identity/principal.js';
import type { JournalTarget } from '../journal/journal-entry.js';
import { ForbiddenError, NotFoundError } from '../scim/index.js';
import type { Webhook } from './webhook.js';

/** Whoever sets up a webhook reads by it what it is told. @throws ForbiddenError */
export function assertMayHear(caller: Principal): void {
  if (caller.permissions.includes('events:read')) return;
  throw new ForbiddenError('A webhook hears of events: this needs the permission events:read, too');
}

/** The webhook as the history shows it. */
export function webhookTarget({ id, url, description }: Webhook): JournalTarget {
  return { type: 'webhook', id, display: description === '' ? withoutQuery(url) : description };
}

/** What stands after the `?` of an address may be a secret of the receiver. */
export function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, '?…');
}

export function unknownWebhook(): NotFoundError {
  return new NotFoundError('There is no such webhook');
}
