import { Injectable } from '@nestjs/common';
import { readDate } from '../admin-api/date-time.js';
import { idOf, readPage, type ListIdentity, type Page, type PageRequest } from '../admin-api/list-cursor.js';
import type { PageQueryDto } from '../admin-api/page-query.dto.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { NotFoundError } from '../scim/index.js';
import { SYNC_GAP } from './call-log-writer.js';
import {
  CallLogReaderRepository,
  type CallFilter,
  type Sync,
  type ToleranceUse,
} from './call-log-reader.repository.js';
import { CallLogRepository, type LoggedCall } from './call-log.repository.js';
import { HealthRepository, type OpenFailure } from './health.repository.js';
import type { CallQueryDto } from './scim-request.dto.js';

/** The IdP's calls as administrators read them. */
@Injectable()
export class ProvisioningLogService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: CallLogReaderRepository,
    private readonly calls: CallLogRepository,
    private readonly health: HealthRepository,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
  ) {}

  /** A page, newest first. @throws InvalidInputError for a cursor of another list */
  list({ limit, cursor, ...query }: CallQueryDto): Promise<Page<LoggedCall>> {
    const list = { name: 'scim-requests', tenantId: currentTenantId(), query };
    return this.page(list, { limit, cursor }, async (before, most) => {
      const filter = await this.toFilter(query);
      if (!filter) return [];
      return this.repository.listCalls(currentTenantId(), { ...filter, before }, most);
    });
  }

  /** Erases what the calls on somebody say of them. */
  forget(targetId: string): Promise<void> {
    return this.unit.write(() => this.calls.forget(currentTenantId(), targetId));
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<LoggedCall> {
    const call = await this.unit.read(() => this.repository.findCall(currentTenantId(), id));
    if (!call) throw new NotFoundError('There is no such call in the log; it keeps them for a limited time');
    return call;
  }

  /** A page of what fails at the moment, failed last first. @throws InvalidInputError for a cursor of another list */
  listFailures({ limit, cursor }: PageQueryDto): Promise<Page<OpenFailure & { readonly id: string }>> {
    const list = { name: 'scim-failures', tenantId: currentTenantId(), query: {} };
    return this.page(list, { limit, cursor }, async (before, most) => {
      const failures = await this.health.listOpen(currentTenantId(), { before }, most);
      return failures.map((failure) => ({ ...failure, id: failure.latest.id }));
    });
  }

  /** Takes for settled what the IdP will not try again. @throws NotFoundError */
  dismissFailure(id: string): Promise<void> {
    return this.unit.write(async () => {
      const call = await this.repository.findCall(currentTenantId(), id);
      if (!call || !(await this.health.dismiss(currentTenantId(), id))) {
        throw new NotFoundError('There is no such failure, or not any more');
      }
      const display = call.targetDisplay ?? call.path;
      await this.journal.record({
        action: 'connection.failure_dismissed',
        target: { type: 'connection', id: null, display },
        changes: [{ path: 'failure', before: call.detail, after: null }],
      });
    });
  }

  /** A page, newest first. @throws InvalidInputError for a cursor of another list */
  listSyncs({ limit, cursor }: PageQueryDto): Promise<Page<Sync>> {
    const list = { name: 'scim-syncs', tenantId: currentTenantId(), query: {} };
    return this.page(list, { limit, cursor }, (before, most) =>
      this.repository.listSyncs(currentTenantId(), before, most),
    );
  }

  /** @throws NotFoundError */
  async retrieveSync(id: string): Promise<Sync> {
    const sync = await this.unit.read(() => this.repository.findSync(currentTenantId(), id));
    if (!sync) throw new NotFoundError('There is no such sync run');
    return sync;
  }

  listTolerances(): Promise<ToleranceUse[]> {
    return this.unit.read(() => this.repository.listTolerances(currentTenantId()));
  }

  /** Undefined where nothing can be found: a sync run that is not there has no calls. */
  private async toFilter({
    from,
    to,
    q,
    syncId,
    ...rest
  }: Omit<CallQueryDto, 'limit' | 'cursor'>): Promise<CallFilter | undefined> {
    const asked = { ...rest, text: q, from: toTime(from), to: toTime(to) };
    if (syncId === undefined) return asked;
    const sync = await this.repository.findSync(currentTenantId(), syncId);
    if (!sync) return undefined;
    return {
      ...asked,
      from: Math.max(sync.startedAt, asked.from ?? 0),
      to: Math.min(sync.lastCallAt + SYNC_GAP, asked.to ?? Infinity),
    };
  }

  private page<T extends { readonly id: string }>(
    list: ListIdentity,
    request: PageRequest,
    load: (before: string | undefined, most: number) => Promise<T[]>,
  ): Promise<Page<T>> {
    return this.unit.read(() => readPage(this.cursors, list, request, load, idOf));
  }
}

function toTime(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readDate(text);
}
