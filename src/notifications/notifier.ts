import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '../operations/background-loop.js';
import { runInContext, SYSTEM } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ConnectionService } from '../provisioning/connection.service.js';
import { DueTenantsRepository } from './due-tenants.repository.js';
import { HistoryWatch } from './history-watch.js';
import { NewsRepository } from './news.repository.js';
import { NoticeMailer } from './notice-mailer.js';
import { NotificationStateRepository } from './notification-state.repository.js';
import { FAILURE_PAUSE, ProvisioningWatch } from './provisioning-watch.js';
import { SecretWatch } from './secret-watch.js';

/** Milliseconds between two looks, and from one that has found something to the mail: what comes together is one mail. */
const SWEEP = 5_000;
const DELAY = 1_000;
/** In the place of a request's id. */
export const NOTIFICATIONS = 'notifications';

/**
 * Tells administrators by mail what they should know: reads the sealed journal, and looks at what time brings. One
 * replica at a time goes on for a tenant: it holds the lock on the tenant's state, and the mails are written in the
 * same transaction, so that nothing is told twice and nothing forgotten, whatever restarts.
 */
@Injectable()
export class Notifier implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new BackgroundLoop<number>({
    name: Notifier.name,
    delay: DELAY,
    sweep: SWEEP,
    find: () => this.unit.read(() => this.due.find(Date.now(), FAILURE_PAUSE)),
    work: (tenantId) => this.tell(tenantId, Date.now()),
  });

  constructor(
    private readonly unit: UnitOfWork,
    private readonly due: DueTenantsRepository,
    private readonly states: NotificationStateRepository,
    private readonly news: NewsRepository,
    private readonly history: HistoryWatch,
    private readonly secret: SecretWatch,
    private readonly provisioning: ProvisioningWatch,
    private readonly connections: ConnectionService,
    private readonly mailer: NoticeMailer,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Writes the mails that are due for a tenant at a time, in milliseconds since the epoch. */
  async tell(tenantId: number, now: number): Promise<void> {
    const tenant = await this.unit.read(() => this.news.findTenant(tenantId));
    if (!tenant) return;
    const publicUrl = tenant.publicUrl ?? undefined;
    const context = { requestId: NOTIFICATIONS, ip: null, actor: SYSTEM, tenantId, publicUrl };
    await runInContext(context, async () => {
      while (await this.unit.write(() => this.tellSome(tenantId, now)));
    });
  }

  /** @returns whether there may be more */
  private async tellSome(tenantId: number, now: number): Promise<boolean> {
    const state = await this.states.lock(tenantId);
    const connection = await this.connections.current();
    const history = await this.history.look(state, connection, now);
    const all = [
      history,
      await this.secret.expiry(state, now),
      await this.secret.suspension(state, now),
      await this.provisioning.failures(state, connection, now),
      await this.provisioning.syncs(state, connection, now),
      await this.provisioning.silence(state, connection, now),
    ];
    for (const notice of all.flatMap(({ notices }) => notices)) await this.mailer.send(notice, connection);
    await this.states.save(
      tenantId,
      all.reduce((told, news) => ({ ...told, ...news.state }), state),
    );
    return history.isMore;
  }
}
