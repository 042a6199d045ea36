import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import type { OpenFailures } from '../provisioning-log/health.repository.js';
import { ProvisioningHealth } from '../provisioning-log/provisioning-health.js';
import { secretState, type ConnectionSettings } from '../provisioning/connection.js';
import { ConnectionService } from '../provisioning/connection.service.js';
import { NewsRepository } from './news.repository.js';
import { NO_NEWS, type News } from './notice.js';
import type { NotificationState } from './notification-state.repository.js';
import {
  digestNotice,
  failureNotice,
  isNotable,
  recoveryNotice,
  silenceNotice,
  syncNotice,
} from './provisioning-notices.js';

/** Milliseconds between two mails about failures: one at once, then summaries. */
export const FAILURE_PAUSE = 3_600_000;
/** A sync run that ended longer ago is no news. */
export const SYNC_NEWS_FOR = 86_400_000;
const MOST_SYNCS = 20;
const SHOWN_FAILURES = 10;

/** What the IdP's calls give to tell. Part of a unit of work, for its tenant. */
@Injectable()
export class ProvisioningWatch {
  constructor(
    private readonly health: ProvisioningHealth,
    private readonly connections: ConnectionService,
    private readonly repository: NewsRepository,
  ) {}

  /**
   * One mail at once, then a summary an hour while more fails, and one when nothing does any more. What fails anew soon
   * after a mail waits for the end of the hour: an IdP that fails and recovers every minute does not send mails
   * every minute.
   */
  async failures(state: NotificationState, connection: ConnectionSettings, now: number): Promise<News> {
    const { failingSince, failureNoticeAt } = state;
    if (!connection.notifyOnFailure) return { notices: [], state: { failingSince: null, failuresTold: 0 } };
    const open = await this.health.countOpenFailures();
    if (!open) return failingSince === null ? NO_NEWS : this.recovery(failingSince, now);
    if (failureNoticeAt !== null && now - failureNoticeAt < FAILURE_PAUSE) return NO_NEWS;
    return failingSince === null
      ? this.firstFailure(open, now)
      : this.moreFailures({ ...state, failingSince }, open, now);
  }

  /** The end of each run that has changed something or failed, where that is wanted. */
  async syncs(
    { syncToldTo }: NotificationState,
    { notifyOnSync }: ConnectionSettings,
    now: number,
  ): Promise<News> {
    const since = Math.max((syncToldTo ?? 0) + 1, now - SYNC_NEWS_FOR);
    const ended = await this.health.listEndedSyncs(since, MOST_SYNCS);
    return {
      notices: notifyOnSync ? ended.filter(isNotable).map(syncNotice) : [],
      state: { syncToldTo: ended.at(-1)?.endedAt ?? syncToldTo },
    };
  }

  /** Once for each silence of an IdP that would be let in. */
  async silence(
    { silenceToldOf }: NotificationState,
    { enabled, notifyOnFailure }: ConnectionSettings,
    now: number,
  ): Promise<News> {
    if (!enabled || !notifyOnFailure) return NO_NEWS;
    const since = await this.health.silentSince(now);
    if (since === undefined || since <= (silenceToldOf ?? 0)) return NO_NEWS;
    const secret = await this.connections.findSecretFacts();
    if (!secret || secretState(secret, now) !== 'active') return NO_NEWS;
    return { notices: [silenceNotice(since)], state: { silenceToldOf: since } };
  }

  private async firstFailure(open: OpenFailures, now: number): Promise<News> {
    const [latest] = await this.health.listOpenFailures(0, 1);
    if (!latest) return NO_NEWS;
    return {
      notices: [failureNotice(latest.latest, open)],
      state: { failingSince: open.since, failuresTold: await this.count(open.since), failureNoticeAt: now },
    };
  }

  private async moreFailures(
    state: NotificationState & { readonly failingSince: number },
    open: OpenFailures,
    now: number,
  ): Promise<News> {
    const { failingSince, failuresTold, failureNoticeAt } = state;
    const total = await this.count(failingSince);
    const period = { since: failureNoticeAt ?? failingSince, now };
    const told = { failuresTold: total, failureNoticeAt: now };
    // What is too old for the log is not counted any more: then there may be fewer than there were.
    if (total <= failuresTold) return { notices: [], state: told };
    const shown = await this.health.listOpenFailures(0, SHOWN_FAILURES);
    return { notices: [digestNotice(total - failuresTold, period, open, shown)], state: told };
  }

  private async recovery(since: number, now: number): Promise<News> {
    return {
      notices: [recoveryNotice(await this.count(since), { since, now })],
      state: { failingSince: null, failuresTold: 0, failureNoticeAt: now },
    };
  }

  private count(since: number): Promise<number> {
    return this.repository.countFailedCalls(currentTenantId(), since);
  }
}
