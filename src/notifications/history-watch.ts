import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import type { ConnectionSettings } from '../provisioning/connection.js';
import { LIFECYCLE, NOTEWORTHY, noticesOf, WEIGHTY_ROLES } from './journal-notices.js';
import { isDeactivation, isMass, massDeactivationNotice, RECOUNT, WAVE } from './mass-deactivation.js';
import { NewsRepository, type NoteworthyEntry } from './news.repository.js';
import { NO_NEWS, type News } from './notice.js';
import type { NotificationState } from './notification-state.repository.js';

/** Entries a unit of work. */
const SLICE = 500;
/** Milliseconds after which an entry is no news any more. */
const NEWS_FOR = 3 * 24 * 3_600_000;

/** What the sealed journal gives to tell. Part of a unit of work, for its tenant. */
@Injectable()
export class HistoryWatch {
  constructor(private readonly repository: NewsRepository) {}

  /** The next part of it. */
  async look(
    state: NotificationState,
    connection: ConnectionSettings,
    now: number,
  ): Promise<News & { readonly isMore: boolean }> {
    const wanted = { actions: NOTEWORTHY, since: now - NEWS_FOR };
    const { entries, lookedTo } = await this.repository.readJournal(
      currentTenantId(),
      state.position,
      wanted,
      SLICE,
    );
    const wave = await this.wave(state, entries, connection);
    return {
      notices: [...noticesOf(entries, await this.weightyPeople(entries)), ...wave.notices],
      state: { position: lookedTo, ...wave.state },
      isMore: entries.length === SLICE,
    };
  }

  /** Of those who came or went: who holds, or held, which weighty role. */
  private async weightyPeople(entries: readonly NoteworthyEntry[]): Promise<Map<string, string>> {
    const tenantId = currentTenantId();
    const idsOf = (isWanted: (action: string) => boolean): string[] => {
      const found = entries.filter(({ action, targetId }) => targetId !== null && isWanted(action));
      return [...new Set(found.map(({ targetId }) => targetId!))];
    };
    const changed = idsOf((action) => LIFECYCLE.has(action));
    const deleted = idsOf((action) => action === 'user.deleted');
    return new Map([
      ...(await this.repository.findFormerHolders(tenantId, deleted, WEIGHTY_ROLES)),
      ...(await this.repository.findHolders(tenantId, changed, WEIGHTY_ROLES)),
    ]);
  }

  /** A wave of deactivations is told of once, as long as it goes on. */
  private async wave(
    { massDeactivationAt }: NotificationState,
    entries: readonly NoteworthyEntry[],
    { massDeactivationShare: share }: ConnectionSettings,
  ): Promise<News> {
    const last = entries.findLast(isDeactivation);
    const pause = last && massDeactivationAt !== null ? last.time - massDeactivationAt : Infinity;
    if (!last || pause < RECOUNT) return NO_NEWS;
    const counts = await this.repository.countDeactivations(currentTenantId(), last.time - WAVE);
    if (!isMass(counts, share)) return NO_NEWS;
    return {
      notices: pause > WAVE ? [massDeactivationNotice(counts, share, last)] : [],
      state: { massDeactivationAt: last.time },
    };
  }
}
