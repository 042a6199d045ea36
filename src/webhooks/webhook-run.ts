import type { ClaimedDelivery } from './delivery.js';
import type { Work } from './delivery-queue.js';
import type { Outcome } from './delivery-settlement.js';
import type { Receiver } from './webhook-sender.js';

/** Deliveries of a webhook that a server tries at the same time. */
const PARALLEL = 8;

/** What a run needs of the world around it. */
export interface RunSteps {
  advance(outcomes: readonly Outcome[], room: { free: number; underWay: number }): Promise<Work>;
  /** Never rejects. */
  attempt(receiver: Receiver, delivery: ClaimedDelivery): Promise<Outcome>;
  /** For how many attempts there is room among all webhooks. */
  room(): number;
  onFailure(error: unknown): void;
}

/** What this server does for one webhook: a few attempts at a time, whose outcomes are written together. */
export class WebhookRun {
  private readonly attempts = new Set<Promise<void>>();
  private finished: Outcome[] = [];
  private isWanted = false;
  private looking: Promise<void> | undefined;
  private isStopping = false;

  constructor(private readonly steps: RunSteps) {}

  get underWay(): number {
    return this.attempts.size;
  }

  get isIdle(): boolean {
    return this.looking === undefined && this.attempts.size === 0 && this.finished.length === 0;
  }

  /** Whether there are outcomes that could not be written. */
  get isBehind(): boolean {
    return this.looking === undefined && this.finished.length > 0;
  }

  /** There is something to do: looks for it, now or once the look under way is over. */
  look(): void {
    this.isWanted = true;
    this.looking ??= this.lookWhileWanted();
  }

  /** Begins nothing more, and writes what has come of what was under way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.looking;
    await Promise.all(this.attempts);
    if (this.finished.length > 0) await this.advance();
  }

  private async lookWhileWanted(): Promise<void> {
    while (this.isWanted) {
      this.isWanted = false;
      await this.advance();
    }
    this.looking = undefined;
  }

  private async advance(): Promise<void> {
    const outcomes = this.finished;
    this.finished = [];
    const underWay = this.attempts.size;
    const free = this.isStopping ? 0 : Math.min(PARALLEL - underWay, this.steps.room());
    try {
      const { receiver, deliveries, isMore } = await this.steps.advance(outcomes, { free, underWay });
      for (const delivery of deliveries) this.begin(receiver, delivery);
      if (isMore && deliveries.length < free) this.isWanted = true;
    } catch (error) {
      // The next look tries to write them again.
      this.finished.unshift(...outcomes);
      this.steps.onFailure(error);
    }
  }

  private begin(receiver: Receiver, delivery: ClaimedDelivery): void {
    const attempt = this.steps.attempt(receiver, delivery).then((outcome) => {
      this.finished.push(outcome);
      this.attempts.delete(attempt);
      if (!this.isStopping) this.look();
    });
    this.attempts.add(attempt);
  }
}
