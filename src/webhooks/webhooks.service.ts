import { Injectable } from '@nestjs/common';
import { InvalidInputError, ProblemError } from '../admin-api/problem.js';
import { EventFeed } from '../events/event-feed.service.js';
import type { EventDto } from '../events/events.dto.js';
import type { Principal } from '../identity/principal.js';
import type { Change } from '../journal/journal-entry.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { ForbiddenAddressError } from '../outbound/address-guard.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { DeliveryRepository } from './delivery.repository.js';
import { SigningSecrets } from './signing-secrets.js';
import type { Webhook } from './webhook.js';
import { assertMayHear, unknownWebhook, webhookTarget, withoutQuery } from './webhook-rules.js';
import { WebhookRepository } from './webhook.repository.js';
import { WebhookSender, type Answer } from './webhook-sender.js';

const MOST_WEBHOOKS = 20;
const HOUR = 3_600_000;

export type WebhookFields = Pick<Webhook, 'url' | 'description' | 'eventTypes' | 'enabled'>;

/** A tenant's webhooks, as administrators set them up. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: WebhookRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly secrets: SigningSecrets,
    private readonly sender: WebhookSender,
    private readonly http: OutboundHttp,
    private readonly feed: EventFeed,
    private readonly journal: Journal,
  ) {}

  /** In order of creation. */
  list(): Promise<Webhook[]> {
    return this.unit.read(() => this.repository.list(currentTenantId()));
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<Webhook> {
    const webhook = await this.unit.read(() => this.repository.find(currentTenantId(), id));
    if (!webhook) throw unknownWebhook();
    return webhook;
  }

  /**
   * A webhook that hears of what happens from now on.
   * @returns also the secret, which is known this once
   * @throws ForbiddenError to who may not read events, InvalidInputError for an address that is not called
   * @throws ProblemError `too_many_webhooks`
   */
  create(caller: Principal, given: WebhookFields): Promise<{ webhook: Webhook; secret: string }> {
    assertMayHear(caller);
    this.assertCallable(given.url);
    return this.unit.write(async () => {
      const tenantId = currentTenantId();
      if ((await this.repository.lockCount(tenantId)) >= MOST_WEBHOOKS) throw tooMany();
      const now = Date.now();
      const { secret, sealed } = this.secrets.issue();
      const webhook: Webhook = {
        ...given,
        id: uuidv7(now),
        disabledReason: given.enabled ? null : 'manual',
        secrets: sealed,
        position: (await this.feed.bounds()).last,
        failingSince: null,
        pausedUntil: null,
        createdAt: now,
        updatedAt: now,
      };
      await this.repository.insert(tenantId, webhook);
      await this.record('webhook.created', webhook, changesOf(undefined, webhook));
      return { webhook, secret };
    });
  }

  /**
   * A webhook that is enabled goes on where it was, with what has failed tried anew.
   * @throws NotFoundError, ForbiddenError, InvalidInputError
   */
  modify(caller: Principal, id: string, given: Partial<WebhookFields>): Promise<Webhook> {
    assertMayHear(caller);
    if (given.url !== undefined) this.assertCallable(given.url);
    return this.unit.write(async () => {
      const before = await this.lock(id);
      const { url = before.url, enabled = before.enabled } = given;
      const isStarted = enabled && !before.enabled;
      const isMoved = url !== before.url;
      const webhook: Webhook = {
        ...before,
        url,
        enabled,
        description: given.description ?? before.description,
        eventTypes: given.eventTypes ?? before.eventTypes,
        disabledReason: enabled ? null : (before.disabledReason ?? 'manual'),
        ...((isStarted || isMoved) && { failingSince: null, pausedUntil: null }),
      };
      const changes = changesOf(before, webhook);
      if (changes.length === 0) return before;
      const saved = { ...webhook, updatedAt: Date.now() };
      await this.repository.update(currentTenantId(), saved);
      if (isStarted || isMoved) await this.deliveries.hurry(this.keyOf(id), Date.now(), { anew: true });
      await this.record('webhook.updated', saved, changes);
      return saved;
    });
  }

  /** Nothing more is sent to it. @throws NotFoundError */
  void(id: string): Promise<void> {
    return this.unit.write(async () => {
      const webhook = await this.lock(id);
      await this.repository.delete(currentTenantId(), id);
      await this.record('webhook.voided', webhook);
    });
  }

  /** A new secret, beside which the former sign for as many hours. @throws NotFoundError, ForbiddenError */
  rotateSecret(
    caller: Principal,
    id: string,
    overlapHours: number,
  ): Promise<{ webhook: Webhook; secret: string }> {
    assertMayHear(caller);
    return this.unit.write(async () => {
      const before = await this.lock(id);
      const now = Date.now();
      const { secret, sealed } = this.secrets.rotate(before.secrets, now, now + overlapHours * HOUR);
      const webhook = { ...before, secrets: sealed, updatedAt: now };
      await this.repository.update(currentTenantId(), webhook);
      await this.record('webhook.secret_rotated', webhook, [
        { path: 'overlapHours', before: null, after: overlapHours },
      ]);
      return { webhook, secret };
    });
  }

  /** Sends a `webhook.test` event at once, also to a webhook that is disabled. @throws NotFoundError, ForbiddenError */
  async test(caller: Principal, id: string): Promise<Answer> {
    assertMayHear(caller);
    const { url, secrets } = await this.retrieve(id);
    const now = Date.now();
    const receiver = { url, secrets: this.secrets.current(secrets, now).map(({ secret }) => secret) };
    return this.sender.send(receiver, testEvent(id, now));
  }

  /**
   * Sends again whatever it wants to hear of after a sequence; each event has the id that it had.
   * @throws NotFoundError, ForbiddenError, InvalidInputError for a position yet to come, ProblemError 410 for one
   *   before what is kept
   */
  replay(caller: Principal, id: string, after: number): Promise<Webhook> {
    assertMayHear(caller);
    return this.unit.write(async () => {
      const before = await this.lock(id);
      await this.feed.read(after, 1);
      const webhook = { ...before, position: after };
      await this.repository.update(currentTenantId(), webhook);
      await this.deliveries.deletePendingAfter(this.keyOf(id), after, Date.now());
      await this.record('webhook.replayed', webhook, [{ path: 'position', before: before.position, after }]);
      return webhook;
    });
  }

  private keyOf(id: string) {
    return { tenantId: currentTenantId(), id };
  }

  private async lock(id: string): Promise<Webhook> {
    const webhook = await this.repository.find(currentTenantId(), id, { lock: true });
    if (!webhook) throw unknownWebhook();
    return webhook;
  }

  /** What can be said before a connection is made. */
  private assertCallable(address: string): void {
    if (!URL.canParse(address)) throw invalidUrl('must be an address');
    const url = new URL(address);
    if (url.username !== '' || url.password !== '') throw invalidUrl('must have no user or password in it');
    if (address.includes('#')) throw invalidUrl('must have no fragment');
    try {
      this.http.assertAllowed(url);
    } catch (error) {
      if (error instanceof ForbiddenAddressError) throw invalidUrl(`is not called: ${error.message}`);
      throw error;
    }
  }

  private record(action: string, webhook: Webhook, changes: readonly Change[] = []): Promise<void> {
    return this.journal.record({ action, target: webhookTarget(webhook), changes });
  }
}

function changesOf(before: Webhook | undefined, after: Webhook): Change[] {
  const changes = (['url', 'description', 'eventTypes', 'enabled'] as const)
    .filter((path) => JSON.stringify(before?.[path]) !== JSON.stringify(after[path]))
    .map((path) => ({ path, before: before?.[path] ?? null, after: after[path] }));
  return changes.map((change) =>
    change.path === 'url'
      ? { path: 'url', before: before ? withoutQuery(before.url) : null, after: withoutQuery(after.url) }
      : change,
  );
}

function testEvent(id: string, now: number): EventDto {
  const data = { id, before: {}, after: {}, changes: [] };
  return { id: uuidv7(now), sequence: 0, type: 'webhook.test', time: new Date(now).toISOString(), data };
}

function tooMany(): ProblemError {
  return new ProblemError(409, 'too_many_webhooks', `A tenant has at most ${MOST_WEBHOOKS} webhooks`);
}

function invalidUrl(message: string): InvalidInputError {
  return new InvalidInputError([{ path: 'url', message }]);
}
