import { Injectable } from '@nestjs/common';
import { idOf, readPage, type Page } from '../admin-api/list-cursor.js';
import { ProblemError } from '../admin-api/problem.js';
import type { Principal } from '../identity/principal.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { NotFoundError } from '../scim/index.js';
import type { Delivery, DeliveryState } from './delivery.js';
import { DeliveryRepository } from './delivery.repository.js';
import { assertMayHear, unknownWebhook, webhookTarget } from './webhook-rules.js';
import { WebhookRepository } from './webhook.repository.js';

/** Which deliveries are asked for. */
export interface DeliveryQuery {
  readonly state?: DeliveryState;
  readonly limit: number;
  readonly cursor?: string;
}

/** What was sent to a webhook, is about to be, or was given up. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly webhooks: WebhookRepository,
    private readonly repository: DeliveryRepository,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
  ) {}

  /** Newest first. @throws NotFoundError, InvalidInputError for a cursor of another list */
  list(webhookId: string, { state, ...page }: DeliveryQuery): Promise<Page<Delivery>> {
    return this.unit.read(async () => {
      const tenantId = currentTenantId();
      if (!(await this.webhooks.find(tenantId, webhookId))) throw unknownWebhook();
      const list = { name: 'deliveries', tenantId, query: { webhookId, state } };
      const load = (before: string | undefined, most: number) =>
        this.repository.list({ tenantId, id: webhookId }, { state, before }, most);
      return readPage(this.cursors, list, page, load, idOf);
    });
  }

  /**
   * Sends an event again, or sooner than it would be; while an earlier event of its resource is pending, after that.
   * @throws NotFoundError, ForbiddenError, ProblemError `webhook_disabled`
   */
  resend(caller: Principal, webhookId: string, id: string): Promise<Delivery> {
    assertMayHear(caller);
    return this.unit.write(async () => {
      const key = { tenantId: currentTenantId(), id: webhookId };
      const webhook = await this.webhooks.find(key.tenantId, webhookId, { lock: true });
      if (!webhook) throw unknownWebhook();
      const delivery = await this.repository.find(key, id);
      if (!delivery) throw new NotFoundError('There is no such delivery');
      if (!webhook.enabled) throw new ProblemError(409, 'webhook_disabled', 'The webhook is disabled');
      await this.repository.reopen(key, delivery, Date.now());
      await this.journal.record({
        action: 'webhook.replayed',
        target: webhookTarget(webhook),
        changes: [{ path: 'delivery', before: null, after: delivery.eventId }],
      });
      return (await this.repository.find(key, id))!;
    });
  }
}
