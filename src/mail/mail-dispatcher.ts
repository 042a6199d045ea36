import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Configuration } from '../config/configuration.js';
import { BackgroundLoop } from '../operations/background-loop.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { MailSeal } from './mail-seal.js';
import { MailRepository, type ClaimedMail } from './mail.repository.js';
import { NOT_CONFIGURED, SmtpTransport, type Delivery } from './smtp-transport.js';

/** Milliseconds from a commit to the sending, and between two looks for what is due. */
const DELAY = 100;
const SWEEP = 5_000;
/** Mails under way at the same time, each over a connection of its own. */
const AT_ONCE = 5;
/** Milliseconds that one may take, and after which another replica takes it over from one that was killed. */
const SEND_LIMIT = 60_000;
const LEASE = 2 * SEND_LIMIT;
/** Milliseconds that are left to those under way when the server ends. */
const GRACE = 3_000;
const MINUTE = 60_000;
/** Milliseconds: the pause after the first failure, doubled with each, and the longest. */
const BACK_OFF = MINUTE;
const LONGEST_BACK_OFF = 60 * MINUTE;
/** Milliseconds for which finished mails are shown, and how often they are looked for. */
const KEPT_FOR = 90 * 24 * 60 * MINUTE;
const CLEAN_UP = 60 * MINUTE;
const SLICE = 500;

/**
 * Sends what is in the outbox: outside of any transaction, each mail by one replica, tenant by tenant in turn. A
 * mail whose sender was killed is sent by another one once its lease is over: at the worst twice, and then with
 * the same Message-ID.
 */
@Injectable()
export class MailDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly end = new AbortController();
  private isStopping = false;
  private cleanedUpAt = 0;
  private readonly loop = new BackgroundLoop<number>({
    name: MailDispatcher.name,
    delay: DELAY,
    sweep: SWEEP,
    find: () => this.findDue(),
    work: (tenantId) => this.dispatch(tenantId),
  });

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: MailRepository,
    private readonly transport: SmtpTransport,
    private readonly configuration: Configuration,
    private readonly contents: MailSeal,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    setTimeout(() => this.end.abort(), GRACE).unref();
    await this.loop.stop();
  }

  /** A mail of the tenant has been committed. */
  notify(tenantId: number): void {
    this.loop.notify(tenantId);
  }

  /** Sends some of what is due of a tenant; gives notice where there may be more. */
  async dispatch(tenantId: number): Promise<void> {
    if (this.isStopping) return;
    const now = Date.now();
    if (!this.transport.isConfigured) {
      return this.unit.write(() => this.repository.giveUpOverdue(tenantId, now, NOT_CONFIGURED));
    }
    const claim = randomUUID();
    const mails = await this.unit.write(async () => {
      const begun = await this.repository.countAttempts(now - MINUTE);
      const limit = Math.min(AT_ONCE, this.configuration.mailsPerMinute - begun);
      return limit <= 0 ? [] : this.repository.claim(tenantId, { claim, now, until: now + LEASE, limit });
    });
    const ends = await Promise.allSettled(mails.map((mail) => this.deliver(tenantId, claim, mail)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    if (mails.length > 0) this.notify(tenantId);
  }

  private async deliver(tenantId: number, claim: string, mail: ClaimedMail): Promise<void> {
    const { outcome, answer } = await this.send(mail);
    const at = Date.now();
    const next = outcome === 'failed' && at < mail.givenUpAt ? at + backOff(mail.attempts) : null;
    const state =
      outcome === 'sent' ? 'sent' : outcome === 'refused' ? 'bounced' : next ? 'queued' : 'failed';
    const error = outcome === 'sent' ? null : this.end.signal.aborted ? 'Rollcall was stopped' : answer;
    await this.unit.write(() =>
      this.repository.finish(tenantId, mail.id, claim, { state, error, nextAttemptAt: next, at }),
    );
  }

  private send(mail: ClaimedMail): Promise<Delivery> {
    const content = this.contents.open(mail.content) as { text: string; html: string } | undefined;
    if (!content) return Promise.resolve({ outcome: 'refused', answer: 'Its content cannot be read' });
    const signal = AbortSignal.any([this.end.signal, AbortSignal.timeout(SEND_LIMIT)]);
    return this.transport.send({ ...mail, ...content }, signal);
  }

  private async findDue(): Promise<number[]> {
    const now = Date.now();
    if (now - this.cleanedUpAt >= CLEAN_UP) {
      this.cleanedUpAt = now;
      const clean = () => this.unit.write(() => this.repository.deleteFinished(now - KEPT_FOR, SLICE));
      while ((await clean()) === SLICE && !this.isStopping);
    }
    const overdue = !this.transport.isConfigured;
    return this.unit.read(() => this.repository.findDueTenants(now, { overdue }));
  }
}

/** Grows with each attempt, and is not the same for mails that failed together. */
function backOff(attempts: number): number {
  const pause = Math.min(BACK_OFF * 2 ** (attempts - 1), LONGEST_BACK_OFF);
  return Math.round(pause * (0.8 + Math.random() * 0.4));
}
