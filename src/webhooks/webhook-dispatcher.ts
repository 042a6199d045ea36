import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EventFeed } from '../events/event-feed.service.js';
import { describeEvent } from '../events/events.dto.js';
import { BackgroundLoop } from '../operations/background-loop.js';
import { Metrics } from '../operations/metrics/metrics.js';
import { runInContext, SYSTEM } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import type { ClaimedDelivery } from './delivery.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryRepository } from './delivery.repository.js';
import type { Outcome } from './delivery-settlement.js';
import { WebhookRepository, type WebhookKey } from './webhook.repository.js';
import { WebhookRun } from './webhook-run.js';
import { WebhookSender, type Receiver } from './webhook-sender.js';

/** Milliseconds between two looks for webhooks with something to do. */
const SWEEP = 500;
/** Attempts that a server makes at the same time for all webhooks. */
const PARALLEL = 64;
/** Milliseconds that a server which is being stopped waits for answers. */
const GRACE = 3_000;

/**
 * Delivers events to webhooks, at least once and in the order of each resource. Any number of replicas may do so at
 * the same time; what a killed one had begun is tried again by whoever looks once its claim is over.
 */
@Injectable()
export class WebhookDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WebhookDispatcher.name);
  private readonly loop = new BackgroundLoop<WebhookKey>({
    name: WebhookDispatcher.name,
    delay: 0,
    sweep: SWEEP,
    find: () => this.findBusy(),
    work: (key) => {
      this.runOf(key).look();
      return Promise.resolve();
    },
  });
  private readonly runs = new Map<string, WebhookRun>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly webhooks: WebhookRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly queue: DeliveryQueue,
    private readonly feed: EventFeed,
    private readonly sender: WebhookSender,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.addGauge('webhook_deliveries_pending', 'Events that wait for a webhook to take them', () =>
      this.unit.read(() => this.deliveries.countAllPending()),
    );
    this.loop.start();
  }

  /** Waits a little for what is under way, ends what takes longer, and gives its claims back. */
  async beforeApplicationShutdown(): Promise<void> {
    const limit = setTimeout(() => this.stopping.abort(), GRACE);
    await this.loop.stop();
    await Promise.all([...this.runs.values()].map((run) => run.stop()));
    clearTimeout(limit);
  }

  private async findBusy(): Promise<WebhookKey[]> {
    for (const [id, run] of this.runs) {
      if (run.isIdle) this.runs.delete(id);
      else if (run.isBehind) run.look();
    }
    return this.unit.read(() => this.webhooks.listBusy(Date.now()));
  }

  private runOf(key: WebhookKey): WebhookRun {
    const present = this.runs.get(key.id);
    if (present) return present;
    const context = { requestId: uuidv7(), ip: null, actor: SYSTEM, tenantId: key.tenantId };
    const run = new WebhookRun({
      advance: (outcomes, room) => runInContext(context, () => this.queue.advance(key, outcomes, room)),
      attempt: (receiver, delivery) => runInContext(context, () => this.attempt(receiver, delivery)),
      room: () => PARALLEL - [...this.runs.values()].reduce((sum, { underWay }) => sum + underWay, 0),
      onFailure: (error) => this.logger.warn(`A webhook could not be served: ${String(error)}`),
    });
    this.runs.set(key.id, run);
    return run;
  }

  /** The event is read as late as this: what was erased from it meanwhile is not sent. */
  private async attempt(receiver: Receiver, delivery: ClaimedDelivery): Promise<Outcome> {
    try {
      const entry = await this.feed.find(delivery.sequence);
      if (!entry) return { delivery, result: 'not_kept' };
      const { signal } = this.stopping;
      const answer = await this.sender.send(receiver, describeEvent(entry), signal);
      const isInterrupted = answer.error !== null && signal.aborted;
      return { delivery, result: isInterrupted ? 'interrupted' : answer };
    } catch (error) {
      this.logger.warn(`An event could not be read: ${String(error)}`);
      return { delivery, result: 'interrupted' };
    }
  }
}
