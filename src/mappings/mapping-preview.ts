import { Injectable } from '@nestjs/common';
import type { JobUnderWay } from '../jobs/resumable-job.repository.js';
import { ResumableJobs, type ResumableWork, type Step } from '../jobs/resumable-jobs.js';
import { currentTenantId } from '../operations/request-context.js';
import { Foresight, type Outcome, type RuleChange } from './foresight.js';
import { MatchRepository } from './match.repository.js';
import { Walk } from './walk.js';

/** Users that are looked at, at a time. */
const BATCH = 100;
/** Users who are shown with what they would gain and lose. */
const EXAMPLES = 20;

type Counts = Record<Outcome['kind'], number>;

/** Somebody who would gain or lose something. */
interface Example {
  readonly userId: string;
  readonly userName: string;
  readonly outcomes: readonly Omit<Outcome, 'userId'>[];
}

interface Position {
  after: string;
  done: number;
  total: number;
  /** Who would gain or lose something, or have another role in an organization. */
  users: number;
  organizations: Record<string, Counts>;
  roles: Record<string, Counts>;
  examples: Example[];
}

/** Finds out who would gain and lose what by a rule, or by its change or end. */
@Injectable()
export class MappingPreview implements ResumableWork {
  readonly kind = 'preview_mapping';
  readonly exclusiveKey = 'mapping_preview';

  constructor(
    private readonly walk: Walk,
    private readonly foresight: Foresight,
    private readonly repository: MatchRepository,
    jobs: ResumableJobs,
  ) {
    jobs.register(this);
  }

  async step(job: JobUnderWay, hasTime: () => boolean): Promise<Step> {
    const change = job.parameters as RuleChange;
    const position = (job.position as Position | null) ?? (await this.beginning(change));
    let isOver: boolean;
    do {
      const ids = await this.walk.next(change.next, change.current?.id, position.after, BATCH);
      await this.note(ids, change, position);
      isOver = ids.length < BATCH;
    } while (!isOver && hasTime());
    const { done, total, users, organizations, roles, examples } = position;
    return {
      position,
      done,
      total: isOver ? done : Math.max(total, done),
      conflictCount: 0,
      ...(isOver && { result: { users, organizations, roles, examples } }),
    };
  }

  private async beginning({ current, next }: RuleChange): Promise<Position> {
    const total = await this.walk.count(next, current?.id);
    return { after: '', done: 0, total, users: 0, organizations: {}, roles: {}, examples: [] };
  }

  private async note(ids: readonly string[], change: RuleChange, position: Position): Promise<void> {
    if (ids.length === 0) return;
    const outcomes = await this.foresight.look(ids, change);
    for (const { organizationId, role, kind } of outcomes) {
      const [place, name] =
        organizationId === null
          ? ([position.roles, role!] as const)
          : ([position.organizations, organizationId] as const);
      (place[name] ??= { gained: 0, lost: 0, changed: 0 })[kind]++;
    }
    const concerned = [...new Set(outcomes.map(({ userId }) => userId))];
    await this.show(concerned.slice(0, EXAMPLES - position.examples.length), outcomes, position);
    position.users += concerned.length;
    position.done += ids.length;
    position.after = ids.at(-1)!;
  }

  private async show(userIds: readonly string[], all: readonly Outcome[], position: Position): Promise<void> {
    const documents = await this.repository.documents(currentTenantId(), userIds);
    for (const userId of userIds) {
      const outcomes = all
        .filter((outcome) => outcome.userId === userId)
        .map(({ kind, organizationId, role }) => ({ kind, organizationId, role }));
      position.examples.push({ userId, userName: documents.get(userId)!['userName'] as string, outcomes });
    }
  }
}
