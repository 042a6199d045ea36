import { Injectable } from '@nestjs/common';
import { JobFindings } from '../jobs/job-findings.js';
import type { JobUnderWay } from '../jobs/resumable-job.repository.js';
import { ResumableJobs, type ResumableWork, type Step } from '../jobs/resumable-jobs.js';
import type { DerivedRole } from '../identity/derived-roles.js';
import { currentTenantId } from '../operations/request-context.js';
import { Derivation } from './derivation.js';
import { GroupOrganizations } from './group-organizations.js';
import type { FoundRule } from './mapping-rule.js';
import { MappingRefreshRepository, type Refresh } from './mapping-refresh.repository.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { MappingState } from './mapping-state.js';
import { REFRESH, RefreshQueue } from './refresh-queue.js';
import { Walk } from './walk.js';

/** Users and groups that are looked at, at a time. */
const BATCH = 100;

interface Position {
  /** What of the queue is under way. */
  current: string | null;
  /** The id of the last user, or group, that was looked at. */
  after: string;
  done: number;
  total: number;
  /** For how many users something has changed. */
  changed: number;
  conflicts: number;
}

const BEGINNING: Position = { current: null, after: '', done: 0, total: 0, changed: 0, conflicts: 0 };

/**
 * Derives anew what waits in the queue. People who change meanwhile are right at every moment: whoever changes them
 * knows the rules as they are, and whoever is looked at here is looked at as they are.
 */
@Injectable()
export class MappingRefresh implements ResumableWork {
  readonly kind = REFRESH.kind;
  readonly exclusiveKey = REFRESH.exclusiveKey;

  constructor(
    private readonly repository: MappingRefreshRepository,
    private readonly queue: RefreshQueue,
    private readonly state: MappingState,
    private readonly rules: MappingRuleRepository,
    private readonly walk: Walk,
    private readonly derivation: Derivation,
    private readonly organizations: GroupOrganizations,
    private readonly findings: JobFindings,
    jobs: ResumableJobs,
  ) {
    jobs.register(this);
  }

  async step(job: JobUnderWay, hasTime: () => boolean): Promise<Step> {
    const position = { ...BEGINNING, ...(job.position as Position | null) };
    let isOver = false;
    await this.state.share();
    do {
      const refresh = await this.repository.first(currentTenantId());
      if (refresh) await this.go(job.id, refresh, position);
      else isOver = await this.isLast();
    } while (!isOver && hasTime());
    const { done, total, changed, conflicts } = position;
    return {
      position,
      done,
      total: isOver ? done : Math.max(total, done),
      conflictCount: conflicts,
      ...(isOver && { result: { changed } }),
    };
  }

  /** Nothing waits, and nobody adds anything before the job has ended. */
  private async isLast(): Promise<boolean> {
    await this.state.takeAlone();
    return (await this.repository.first(currentTenantId())) === undefined;
  }

  private async go(jobId: string, refresh: Refresh, position: Position): Promise<void> {
    const rule =
      refresh.ruleId === null ? undefined : await this.rules.findOne(currentTenantId(), refresh.ruleId);
    if (position.current !== refresh.id) {
      position.current = refresh.id;
      position.after = '';
      if (rule) position.total += await this.walk.count(sourceOf(rule), rule.id);
    }
    const ids = rule
      ? await this.lookAtUsers(jobId, rule, position)
      : refresh.ruleId === null
        ? await this.lookAtGroups(position)
        : [];
    if (ids.length === BATCH) {
      position.after = ids.at(-1)!;
      return;
    }
    await this.repository.delete(currentTenantId(), refresh.id);
    position.current = null;
    if (rule?.isEnding) await this.rules.delete(currentTenantId(), rule.id);
  }

  private async lookAtUsers(jobId: string, rule: FoundRule, position: Position): Promise<string[]> {
    const ids = await this.walk.next(sourceOf(rule), rule.id, position.after, BATCH);
    const users = ids.map((id) => ({ id, display: '' }));
    const { changed, kept } = await this.derivation.deriveFew(users, rule);
    position.done += ids.length;
    position.changed += changed;
    for (const one of kept) await this.note(jobId, one, position);
    return ids;
  }

  private async lookAtGroups(position: Position): Promise<string[]> {
    const groups = await this.repository.nextGroups(currentTenantId(), position.after, BATCH);
    const { organizationProvisioning } = await this.state.share();
    for (const group of organizationProvisioning ? groups : []) {
      const made = await this.organizations.follow({ ...group, externallyManaged: true });
      if (made) await this.queue.add({ ruleId: made.id });
    }
    return groups.map(({ id }) => id);
  }

  /** The last administrator keeps the role, as if it were given by hand. */
  private async note(jobId: string, { person }: DerivedRole, position: Position): Promise<void> {
    if (await this.findings.find(jobId, 'conflict', person.id)) return;
    position.conflicts++;
    await this.findings.note(jobId, 'conflict', {
      userId: person.id,
      userName: person.display,
      email: null,
      reason: 'last_administrator',
      otherId: null,
    });
  }
}

/** Undefined for a rule that is about nobody any more. */
function sourceOf(rule: FoundRule): FoundRule | undefined {
  return rule.isEnding ? undefined : rule;
}
