import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '../operations/background-loop.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { DeliveryRepository } from './delivery.repository.js';
import { WebhookRepository, type WebhookKey } from './webhook.repository.js';

const DAY = 24 * 3_600_000;
/** Milliseconds for which deliveries are shown once they have come to their end. */
const KEPT = { delivered: 3 * DAY, dead: 30 * DAY } as const;
/** Milliseconds between two looks, and to the first one. */
const SWEEP = 3_600_000;
const DELAY = 1_000;
/** Deliveries a unit of work. */
const SLICE = 500;

/** Forgets deliveries that ended long ago. Their events stay in the journal, from where they can be replayed. */
@Injectable()
export class DeliveryRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new BackgroundLoop<WebhookKey>({
    name: DeliveryRetention.name,
    delay: DELAY,
    sweep: SWEEP,
    find: () => this.unit.read(() => this.webhooks.listAll()),
    work: (key) => this.forget(key, Date.now()),
  });

  constructor(
    private readonly unit: UnitOfWork,
    private readonly webhooks: WebhookRepository,
    private readonly deliveries: DeliveryRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** @param now milliseconds since the epoch */
  async forget(key: WebhookKey, now: number): Promise<void> {
    for (const state of ['delivered', 'dead'] as const) {
      const deleteSlice = () => this.deliveries.deleteOld(key, state, now - KEPT[state], SLICE);
      while ((await this.unit.write(deleteSlice)) === SLICE);
    }
  }
}
