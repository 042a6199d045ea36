import { Injectable } from '@nestjs/common';
import { EventFeed } from '../events/event-feed.service.js';
import { Journal } from '../journal/journal.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import type { ClaimedDelivery } from './delivery.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliverySettlement, type Outcome } from './delivery-settlement.js';
import { SigningSecrets } from './signing-secrets.js';
import { hearsOf, type Webhook } from './webhook.js';
import { webhookTarget } from './webhook-rules.js';
import { WebhookRepository, type WebhookKey } from './webhook.repository.js';
import { BOUNDS, type Receiver } from './webhook-sender.js';

/** Milliseconds that a claim is good for: whoever holds it longer has died. */
const LEASE = BOUNDS.timeout + 5_000;
/** Entries of the journal that are handed out at a time. */
const SLICE = 200;
/** Pending deliveries of a webhook; the others stay in the journal. Fewer while nothing arrives. */
const MOST_PENDING = 10_000;
const MOST_PENDING_WHILE_FAILING = 100;

/** What to try now. */
export interface Work {
  readonly receiver: Receiver;
  readonly deliveries: readonly ClaimedDelivery[];
  /** Whether there may be more, now or as soon as something is settled. */
  readonly isMore: boolean;
}

const NOTHING = { receiver: { url: '', secrets: [] }, deliveries: [], isMore: false } satisfies Work;

/**
 * Moves a webhook on: writes what came of its deliveries, makes new ones of the journal's next entries, and gives out
 * those that are due, all in one transaction under the webhook's lock. So the position and the deliveries that it stands
 * for are never apart, and replicas that serve the same webhook share its work.
 */
@Injectable()
export class DeliveryQueue {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly webhooks: WebhookRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly settlement: DeliverySettlement,
    private readonly feed: EventFeed,
    private readonly secrets: SigningSecrets,
    private readonly journal: Journal,
  ) {}

  /** @param room for how many deliveries at the most, and how many of the webhook are under way here */
  advance(
    key: WebhookKey,
    outcomes: readonly Outcome[],
    room: { readonly free: number; readonly underWay: number },
  ): Promise<Work> {
    return this.unit.write(async () => {
      const present = await this.webhooks.find(key.tenantId, key.id, { lock: true });
      if (!present) return NOTHING;
      const now = Date.now();
      const webhook = await this.settlement.settle(key, present, outcomes);
      if (!webhook.enabled || (webhook.pausedUntil ?? 0) > now) return NOTHING;
      // One at a time finds out whether a receiver that fails is back.
      const free = webhook.failingSince === null ? room.free : Math.min(room.free, 1 - room.underWay);
      if (free <= 0) return NOTHING;
      const due = await this.claim(key, free);
      const isMore = due.length < free && (await this.handOut(key, webhook, now));
      const fresh = due.length < free ? await this.claim(key, free - due.length) : [];
      const receiver = {
        url: webhook.url,
        secrets: this.secrets.current(webhook.secrets, now).map(({ secret }) => secret),
      };
      return { receiver, deliveries: [...due, ...fresh], isMore };
    });
  }

  private claim(key: WebhookKey, limit: number): Promise<ClaimedDelivery[]> {
    const now = Date.now();
    return this.deliveries.claim(key, limit, { claim: uuidv7(now), now, until: now + LEASE });
  }

  /** Makes deliveries of the next entries that the webhook wants to hear of. @returns whether more follow */
  private async handOut(key: WebhookKey, webhook: Webhook, now: number): Promise<boolean> {
    const most = webhook.failingSince === null ? MOST_PENDING : MOST_PENDING_WHILE_FAILING;
    if ((await this.deliveries.countPending(key)) >= most) return false;
    const position = await this.keptPosition(webhook);
    const { entries, next } = await this.feed.read(position, SLICE);
    if (next === webhook.position) return false;
    const wanted = entries.filter(({ action }) => hearsOf(webhook, action));
    const resourceOf = (entry: (typeof wanted)[number]) => entry.targetId ?? entry.id;
    const busy = new Set(await this.deliveries.pendingAmong(key, [...new Set(wanted.map(resourceOf))]));
    const fresh = wanted.map((entry) => {
      const { id: eventId, sequence, action: eventType } = entry;
      const resourceId = resourceOf(entry);
      const dueAt = busy.has(resourceId) ? null : now;
      busy.add(resourceId);
      return { id: uuidv7(now), eventId, sequence, eventType, resourceId, dueAt };
    });
    await this.deliveries.insert(key, fresh);
    await this.webhooks.update(key.tenantId, { ...webhook, position: next });
    return entries.length === SLICE;
  }

  /** Where the webhook goes on: what is not kept any more it cannot be told, which the history says. */
  private async keptPosition(webhook: Webhook): Promise<number> {
    const { first } = await this.feed.bounds();
    if (webhook.position >= first) return webhook.position;
    await this.journal.record({
      action: 'webhook.updated',
      target: webhookTarget(webhook),
      changes: [{ path: 'position', before: webhook.position, after: first }],
    });
    return first;
  }
}
