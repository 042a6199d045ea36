import { Injectable } from '@nestjs/common';
import type { Rights } from '../identity/principal.js';
import type { JobUnderWay } from '../jobs/resumable-job.repository.js';
import { ResumableJobs, type ResumableWork, type Step } from '../jobs/resumable-jobs.js';
import { RecordedChangeRepository, type RecordedChange } from '../journal/recorded-change.repository.js';
import type { StoredResource } from '../directory/stored-resource.js';
import { currentTenantId } from '../operations/request-context.js';
import { UserIds, userNameOf, type Conflict } from './user-ids.js';
import { UserIdsRepository } from './user-ids.repository.js';

/** Entries of the journal a step at the most. */
const BATCH = 50;

export interface ReversalParameters {
  /** The conversion that is undone. */
  readonly jobId: string;
  /** Between which ids its entries stand in the journal. */
  readonly from: string;
  readonly before: string;
  /** How many users it has changed. */
  readonly total: number;
  /** Whether it has changed those whom the IdP manages. */
  readonly includeManaged: boolean;
  readonly caller: Rights;
}

interface Position {
  readonly before: string;
  readonly restored: number;
  /** Those who have their former userName already, and those who are not there any more. */
  readonly unchanged: number;
  readonly conflicts: number;
}

interface Renaming {
  readonly before: string;
  readonly after: string;
}

/**
 * Gives the users of a conversion back the userNames which the journal says that they had, unless they have had
 * another one since. From the last change to the first: who has taken somebody's name gives it back before that one needs it.
 */
@Injectable()
export class UserIdReversal implements ResumableWork {
  readonly kind = 'undo_convert_user_ids';
  readonly exclusiveKey = 'user_ids';

  constructor(
    private readonly journal: RecordedChangeRepository,
    private readonly repository: UserIdsRepository,
    private readonly userIds: UserIds,
    jobs: ResumableJobs,
  ) {
    jobs.register(this);
  }

  async step({ id, ...job }: JobUnderWay, hasTime: () => boolean): Promise<Step> {
    const parameters = job.parameters as ReversalParameters;
    const { from, before, total } = parameters;
    const position = {
      ...((job.position as Position | null) ?? { before, restored: 0, unchanged: 0, conflicts: 0 }),
    };
    const range = { from, before: position.before };
    const entries = await this.journal.newestFirst(currentTenantId(), 'user.updated', range, BATCH);
    const isLast = entries.length < BATCH;
    for (let entry = entries.shift(); entry; entry = hasTime() ? entries.shift() : undefined) {
      position.before = entry.id;
      const renaming = renamingOf(entry, parameters.jobId);
      if (renaming) position[await this.restore(id, entry.targetId, renaming, parameters)]++;
    }
    const { restored, unchanged, conflicts } = position;
    const done = restored + unchanged + conflicts;
    const isOver = isLast && entries.length === 0;
    return {
      position,
      done,
      total: isOver ? done : Math.max(total, done),
      conflictCount: conflicts,
      ...(isOver && { result: { restored, unchanged } }),
    };
  }

  private async restore(
    jobId: string,
    userId: string,
    renaming: Renaming,
    parameters: ReversalParameters,
  ): Promise<'restored' | 'unchanged' | 'conflicts'> {
    const user = await this.repository.find(currentTenantId(), userId);
    if (!user || userNameOf(user) === renaming.before) return 'unchanged';
    const conflict = await this.rename(user, renaming, parameters);
    if (!conflict) return 'restored';
    await this.userIds.note(jobId, user, conflict);
    return 'conflicts';
  }

  private async rename(
    user: StoredResource,
    { before, after }: Renaming,
    { caller, includeManaged }: ReversalParameters,
  ): Promise<Conflict | undefined> {
    if (userNameOf(user) !== after) return { reason: 'changed_since' };
    if (user.externallyManaged && !includeManaged) return { reason: 'managed' };
    return (await this.userIds.forbids(caller, user.id)) ?? (await this.userIds.rename(caller, user, before));
  }
}

/** Undefined for an entry of something else, and for one whose content was erased. */
function renamingOf({ requestId, changes }: RecordedChange, jobId: string): Renaming | undefined {
  if (requestId !== jobId) return undefined;
  const { before, after } = changes.find(({ path }) => path === 'userName') ?? {};
  return typeof before === 'string' && typeof after === 'string' ? { before, after } : undefined;
}
