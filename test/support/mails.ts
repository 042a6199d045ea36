import { MailDispatcher } from '../../src/mail/mail-dispatcher.js';
import { MailOutbox, type OutgoingMail } from '../../src/mail/mail-outbox.js';
import { MailRepository, type Mail } from '../../src/mail/mail.repository.js';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { TENANT } from './directory.js';
import type { TestApp } from './test-app.js';

/** The first tenant's outbox, without HTTP. */
export class Mails {
  readonly unit: UnitOfWork;
  private readonly outbox: MailOutbox;
  private readonly repository: MailRepository;
  private readonly dispatcher: MailDispatcher;

  constructor(app: TestApp) {
    this.unit = app.nest.get(UnitOfWork, { strict: false });
    this.outbox = app.nest.get(MailOutbox, { strict: false });
    this.repository = app.nest.get(MailRepository, { strict: false });
    this.dispatcher = app.nest.get(MailDispatcher, { strict: false });
  }

  /** A mail of which only the address is said, or what else a test needs. */
  async enqueue(address: string, rest: Partial<OutgoingMail> = {}): Promise<void> {
    await this.within(() => this.write(address, rest));
  }

  /** Part of the unit of work under way. */
  async write(address: string, rest: Partial<OutgoingMail> = {}): Promise<void> {
    await this.outbox.enqueue({
      kind: 'test',
      recipient: { address },
      subject: `To ${address}`,
      text: `Text to ${address}`,
      html: `<p>HTML to ${address}</p>`,
      ...rest,
    });
  }

  within<T>(work: () => Promise<T>): Promise<T> {
    const context = { requestId: 'mails', ip: null, actor: SYSTEM, tenantId: TENANT };
    return runInContext(context, () => this.unit.write(work));
  }

  list(): Promise<Mail[]> {
    return this.unit.read(() => this.repository.list(TENANT, { limit: 1_000 }));
  }

  /** The newest one to this address. */
  async to(address: string): Promise<Mail> {
    const mail = (await this.list()).find(({ recipient }) => recipient.address === address);
    if (!mail) throw new Error(`There is no mail to ${address}`);
    return mail;
  }

  /** Sends what is due now, without waiting until it is looked for. */
  dispatch(): Promise<void> {
    return this.dispatcher.dispatch(TENANT);
  }
}
