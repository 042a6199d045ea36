import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { accountEmail } from '../directory/attribute-values.js';
import type { StoredResource } from '../directory/stored-resource.js';
import type { Rights } from '../identity/principal.js';
import { JobFindings } from '../jobs/job-findings.js';
import type { JobUnderWay } from '../jobs/resumable-job.repository.js';
import { ResumableJobs, type ResumableWork, type Step } from '../jobs/resumable-jobs.js';
import { currentTenantId } from '../operations/request-context.js';
import { comparisonKey, FOLDED } from '../scim/index.js';
import { UserIds, userNameOf, type Conflict } from './user-ids.js';
import { UserIdsRepository } from './user-ids.repository.js';

/** Users a step at the most: so many are locked. */
const BATCH = 50;
/** The most bytes of an address, RFC 5321 §4.5.3.1.3. */
const LONGEST_ADDRESS = 254;

export interface ConversionParameters {
  readonly dryRun: boolean;
  readonly includeManaged: boolean;
  readonly caller: Rights;
}

/** How far a conversion is. */
export interface ConversionPosition {
  /** The last user in order of id who was looked at. */
  readonly after: string;
  /** Who waits for the name that was freed last, and is looked at again before others. */
  readonly waiting: string | null;
  readonly total: number;
  readonly done: number;
  /** Changed, or in a dry run to be changed. */
  readonly converted: number;
  readonly unchanged: number;
  readonly conflicts: number;
}

interface Run {
  readonly jobId: string;
  readonly parameters: ConversionParameters;
  readonly position: { -readonly [Field in keyof ConversionPosition]: ConversionPosition[Field] };
}

/**
 * Makes every user's e-mail their userName, in order of id. A name that another user has is waited for: when that
 * user gets another one in the same run, whoever waits is looked at again. A dry run goes the same way, and
 * takes for changed whom it has noted as to be changed.
 */
@Injectable()
export class UserIdConversion implements ResumableWork {
  readonly kind = 'convert_user_ids';
  readonly exclusiveKey = 'user_ids';

  constructor(
    private readonly repository: UserIdsRepository,
    private readonly userIds: UserIds,
    private readonly findings: JobFindings,
    jobs: ResumableJobs,
  ) {
    jobs.register(this);
  }

  async step(job: JobUnderWay, hasTime: () => boolean): Promise<Step> {
    const position = { ...((job.position as ConversionPosition | null) ?? (await this.beginning())) };
    const run = { jobId: job.id, parameters: job.parameters as ConversionParameters, position };
    const isOver = await this.batch(run, hasTime);
    const { done, total, conflicts, converted, unchanged } = position;
    return {
      position,
      done,
      total: isOver ? done : Math.max(total, done),
      conflictCount: conflicts,
      ...(isOver && { result: { dryRun: run.parameters.dryRun, converted, unchanged } }),
    };
  }

  private async beginning(): Promise<ConversionPosition> {
    const total = await this.repository.count(currentTenantId());
    return { after: '', waiting: null, total, done: 0, converted: 0, unchanged: 0, conflicts: 0 };
  }

  /** @returns whether nobody is left */
  private async batch(run: Run, hasTime: () => boolean): Promise<boolean> {
    const { position } = run;
    const users = await this.repository.next(currentTenantId(), position.after, BATCH);
    const isLast = users.length < BATCH;
    do {
      if (position.waiting !== null) {
        await this.lookAgain(run, position.waiting);
        continue;
      }
      const user = users.shift();
      if (!user) return isLast;
      await this.look(run, user);
    } while (hasTime());
    return false;
  }

  private async look(run: Run, user: StoredResource): Promise<void> {
    const { jobId, position } = run;
    position.after = user.id;
    position.done++;
    const verdict = await this.judge(run, user);
    if (verdict === 'unchanged') position.unchanged++;
    else if (verdict === 'changed') await this.count(run, user);
    else {
      position.conflicts++;
      await this.userIds.note(jobId, user, verdict);
    }
  }

  private async lookAgain(run: Run, userId: string): Promise<void> {
    const { jobId, position } = run;
    position.waiting = null;
    const user = await this.repository.find(currentTenantId(), userId);
    if (!user || (await this.judge(run, user)) !== 'changed') return;
    position.conflicts--;
    await this.findings.remove(jobId, 'conflict', userId);
    await this.count(run, user);
  }

  private async count({ jobId, parameters, position }: Run, user: StoredResource): Promise<void> {
    position.converted++;
    if (parameters.dryRun) await this.userIds.note(jobId, user, 'change');
    position.waiting = await this.whoWaitsFor(jobId, userNameOf(user));
  }

  /** Changes the user, or in a dry run finds out whether that would be possible. */
  private async judge(run: Run, user: StoredResource): Promise<'unchanged' | 'changed' | Conflict> {
    const { caller, dryRun, includeManaged } = run.parameters;
    const email = accountEmail(user.document);
    if (email === userNameOf(user)) return 'unchanged';
    if (user.externallyManaged && !includeManaged) return { reason: 'managed' };
    if (email === undefined) return { reason: 'no_email' };
    if (!isAddress(email)) return { reason: 'invalid_email' };
    const conflict =
      (await this.collision(run, user.id, email)) ?? (await this.userIds.forbids(caller, user.id));
    return conflict ?? (dryRun ? undefined : await this.userIds.rename(caller, user, email)) ?? 'changed';
  }

  private async collision(run: Run, userId: string, email: string): Promise<Conflict | undefined> {
    const holders = await this.repository.holders(currentTenantId(), comparisonKey(email, FOLDED));
    const sharer = holders.email.find((id) => id !== userId);
    if (sharer !== undefined) return { reason: 'email_shared', otherId: sharer };
    const { userName: namesake } = holders;
    if (namesake === undefined || namesake === userId) return undefined;
    if (run.parameters.dryRun && (await this.findings.find(run.jobId, 'change', namesake))) return undefined;
    return { reason: 'name_taken', otherId: namesake };
  }

  /** The user who could not have this name before, if there is one. */
  private async whoWaitsFor(jobId: string, name: string): Promise<string | null> {
    if (!isAddress(name)) return null;
    const { email } = await this.repository.holders(currentTenantId(), comparisonKey(name, FOLDED));
    for (const id of email) {
      const conflict = await this.findings.find(jobId, 'conflict', id);
      if (conflict?.reason === 'name_taken') return id;
    }
    return null;
  }
}

function isAddress(text: string): boolean {
  return Buffer.byteLength(text) <= LONGEST_ADDRESS && isEmail(text);
}
