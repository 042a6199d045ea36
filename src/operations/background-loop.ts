import { AsyncResource } from 'node:async_hooks';
import { Logger } from '@nestjs/common';

export interface BackgroundWork<Key> {
  /** Whose lines in the log these are. */
  readonly name: string;
  /** Milliseconds from a notice to the work: notices that come meanwhile become one. */
  readonly delay: number;
  /** Milliseconds between two looks for what nobody has given notice of. */
  readonly sweep: number;
  /** Those for whom there is work: what a killed server has left, another replica has written or time has brought. */
  find(): Promise<Iterable<Key>>;
  /** Does all that there is to do for one of them. What it throws is logged; the next look finds them again. */
  work(key: Key): Promise<void>;
}

/**
 * Work beside the requests: done soon after a notice, and looked for now and then, so that a lost notice costs time
 * and nothing else. One at a time, in no request's context.
 */
export class BackgroundLoop<Key> {
  private readonly logger: Logger;
  private readonly waiting = new Set<Key>();
  private readonly next: () => void;
  private isLookDue = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: BackgroundWork<Key>) {
    this.logger = new Logger(options.name);
    this.next = AsyncResource.bind(() => {
      this.timer = undefined;
      this.running = this.running.then(() => this.run());
    });
  }

  /** Begins with a look. */
  start(): void {
    this.sweeper = setInterval(() => this.look(), this.options.sweep);
    this.sweeper.unref();
    this.look();
  }

  /** There is work for one of them; a transaction that has made it is committed. */
  notify(key: Key): void {
    this.waiting.add(key);
    this.schedule();
  }

  /** Waits for what is under way, and does what notice was given of; later notices are for whoever looks next. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.sweeper);
    clearTimeout(this.timer);
    await this.running;
    this.isLookDue = false;
    await this.run();
  }

  private look(): void {
    this.isLookDue = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer ??= setTimeout(this.next, this.options.delay);
    this.timer.unref();
  }

  private async run(): Promise<void> {
    if (this.isLookDue) {
      this.isLookDue = false;
      await this.attempt(async () => {
        for (const key of await this.options.find()) this.waiting.add(key);
      });
    }
    for (const key of [...this.waiting]) {
      this.waiting.delete(key);
      await this.attempt(() => this.options.work(key));
    }
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`Not done, and tried again soon: ${String(error)}`);
    }
  }
}
