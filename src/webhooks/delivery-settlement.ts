import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { Metrics } from '../operations/metrics/metrics.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { ClaimedDelivery, DeliveryState } from './delivery.js';
import { DeliveryRepository } from './delivery.repository.js';
import { delayAfter } from './retry-schedule.js';
import type { Webhook } from './webhook.js';
import { webhookTarget } from './webhook-rules.js';
import { WebhookRepository, type WebhookKey } from './webhook.repository.js';
import type { Answer } from './webhook-sender.js';

/** Milliseconds of nothing but failure after which a webhook is disabled. */
export const DISABLED_AFTER = 5 * 24 * 3_600_000;
/** Milliseconds of failure after which one success means that the receiver is back. */
const OUTAGE = 5 * 60_000;
/** Milliseconds until an attempt that was interrupted on this side begins again. */
const BREATH = 500;
/** The receiver will not be there any more (Standard Webhooks). */
const GONE = 410;

/** What came of a claimed delivery: an answer, nothing, or that its event is not kept any more. */
export interface Outcome {
  readonly delivery: ClaimedDelivery;
  readonly result: Answer | 'interrupted' | 'not_kept';
}

/** Writes what came of attempts, and what follows for the next ones. */
@Injectable()
export class DeliverySettlement {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly webhooks: WebhookRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly journal: Journal,
    private readonly metrics: Metrics,
  ) {}

  /** Within a unit of work that holds the webhook's lock. @returns the webhook as it is then */
  async settle(key: WebhookKey, webhook: Webhook, outcomes: readonly Outcome[]): Promise<Webhook> {
    let settled = webhook;
    for (const { delivery, result } of outcomes) {
      if (typeof result !== 'string') settled = healthAfter(settled, result);
      await this.settleOne(key, delivery, result);
    }
    if (settled === webhook) return webhook;
    await this.webhooks.update(key.tenantId, settled);
    if (webhook.enabled && !settled.enabled) await this.recordEnd(settled);
    const now = Date.now();
    const isBack = settled.failingSince === null && now - (webhook.failingSince ?? now) >= OUTAGE;
    if (isBack) await this.deliveries.hurry(key, now, { anew: false });
    return settled;
  }

  private async settleOne(
    key: WebhookKey,
    delivery: ClaimedDelivery,
    result: Outcome['result'],
  ): Promise<void> {
    const found = await this.deliveries.findClaimed(key, delivery);
    // Somebody else has tried it since, or it was to be forgotten.
    if (!found) return;
    const now = Date.now();
    if (result === 'interrupted') return this.deliveries.release(key, found.id, now + BREATH);
    const answer = result === 'not_kept' ? notKept(now) : result;
    const delay = answer.error === null || result === 'not_kept' ? undefined : delayAfter(found.attempts + 1);
    const state = answer.error === null ? 'delivered' : delay === undefined ? 'dead' : 'pending';
    const dueAt = delay === undefined ? null : now + Math.max(delay, answer.pause ?? 0);
    await this.deliveries.saveAttempt(key, found.id, state, dueAt, answer);
    if (state !== 'pending') await this.deliveries.wakeNext(key, found.resourceId, now);
    this.count(state);
  }

  private count(state: DeliveryState): void {
    const outcome = state === 'pending' ? 'failed' : state;
    this.unit.afterCommit(() => this.metrics.countWebhookDelivery(outcome));
  }

  private recordEnd(webhook: Webhook): Promise<void> {
    const { disabledReason: reason, failingSince } = webhook;
    return this.journal.record({
      action: 'webhook.disabled',
      target: webhookTarget(webhook),
      changes: [
        { path: 'enabled', before: true, after: false },
        { path: 'disabledReason', before: null, after: reason },
        ...(failingSince === null
          ? []
          : [{ path: 'failingSince', before: null, after: new Date(failingSince).toISOString() }]),
      ],
    });
  }
}

/** The webhook after an answer: the same object where nothing follows. */
function healthAfter(webhook: Webhook, { at, status, error, pause }: Answer): Webhook {
  if (error === null) return webhook.failingSince === null ? webhook : { ...webhook, failingSince: null };
  const failingSince = webhook.failingSince ?? at;
  const pausedUntil = pause === undefined ? webhook.pausedUntil : Date.now() + pause;
  const reason = status === GONE ? 'gone' : at - failingSince >= DISABLED_AFTER ? 'failing' : undefined;
  const end = webhook.enabled && reason ? ({ enabled: false, disabledReason: reason } as const) : {};
  return { ...webhook, failingSince, pausedUntil, ...end };
}

function notKept(at: number): Omit<Answer, 'pause'> & { readonly pause: undefined } {
  const error = 'The event is not kept any more';
  return { at, duration: 0, status: null, error, response: null, pause: undefined };
}
