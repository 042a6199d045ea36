import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as rest } from 'node:timers/promises';
import { ProblemError } from '../admin-api/problem.js';
import { Journal } from '../journal/journal.js';
import { BackgroundLoop } from '../operations/background-loop.js';
import { currentContext, currentTenantId, runInContext } from '../operations/request-context.js';
import { BusyError, UnavailableError, UniqueViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { JobRepository } from './job.repository.js';
import {
  ResumableJobRepository,
  type Advance,
  type JobKey,
  type JobUnderWay,
  type StartedBy,
} from './resumable-job.repository.js';

/** Milliseconds: how long a job stays with a process that gives no sign of life, and between two looks for others'. */
const LEASE = 5_000;
const SWEEP = 1_000;
/** Milliseconds after which a step takes on nothing more: its rows are locked, and on SQLite all other writes wait. */
const STEP = { sqlite: 20, mysql: 150 };
/** Milliseconds: the longest rest after a step. On MySQL others write meanwhile, too. */
const MOST_REST = { sqlite: 100, mysql: 20 };

/** What a step has come to; with a result the job is done. */
export interface Step extends Advance {
  readonly result?: object;
}

/** By what work is begun and found. */
export interface WorkKey {
  readonly kind: string;
  /** Of the jobs with the same key a tenant has one at a time. */
  readonly exclusiveKey: string;
}

/** Work in steps. Each is a unit of work, with which the job's position moves: what is done is done once. */
export interface ResumableWork extends WorkKey {
  /**
   * Takes the next step, for the job's tenant and in the name of whoever has started it.
   * @param hasTime whether the step may take on more; it always does something
   */
  step(job: JobUnderWay, hasTime: () => boolean): Promise<Step>;
}

/**
 * Runs jobs that go on where they were after a stop or a kill, on whichever replica comes first: who runs one has it
 * for some seconds and says so anew with each step. A step begins with the job's row locked, so that one who
 * has been slow, and has lost it, notices.
 */
@Injectable()
export class ResumableJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ResumableJobs.name);
  private readonly works = new Map<string, ResumableWork>();
  /** This process, as claims name it. */
  private readonly claimant = uuidv7();
  private readonly running = new Set<Promise<void>>();
  private isStopping = false;
  private readonly loop = new BackgroundLoop<JobKey>({
    name: ResumableJobs.name,
    delay: 0,
    sweep: SWEEP,
    find: () => this.unit.read(() => this.repository.claimable([...this.works.keys()], Date.now())),
    work: (job) => this.takeUp(job),
  });

  constructor(
    private readonly unit: UnitOfWork,
    private readonly jobs: JobRepository,
    private readonly repository: ResumableJobRepository,
    private readonly journal: Journal,
  ) {}

  /** Before the application starts. */
  register(work: ResumableWork): void {
    this.works.set(work.kind, work);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  /** Steps under way are finished; others go on from there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.loop.stop();
    await Promise.all(this.running);
  }

  /**
   * Begins the work, for the caller's tenant and in their name.
   * @returns the job's id, at once
   * @throws ProblemError `job_running` while the tenant has one with the same exclusive key
   */
  async start({ kind, exclusiveKey }: WorkKey, parameters: object): Promise<string> {
    const { actor, ip } = currentContext();
    const tenantId = currentTenantId();
    const createdAt = Date.now();
    const id = uuidv7(createdAt);
    const job = { id, kind, createdAt, exclusiveKey, parameters, startedBy: { actor, ip } };
    try {
      await this.unit.write(async () => {
        await this.repository.insert(tenantId, job);
        await this.record('job.started', id, kind);
        this.unit.afterCommit(() => this.loop.notify({ tenantId, id }));
      });
    } catch (error) {
      if (error instanceof UniqueViolation && error.index === 'jobs_exclusive') throw alreadyRunning();
      throw error;
    }
    return id;
  }

  /** The id of the tenant's running job of this work's exclusive key. */
  findRunning({ exclusiveKey }: Pick<WorkKey, 'exclusiveKey'>): Promise<string | undefined> {
    return this.unit.read(() => this.repository.findRunning(currentTenantId(), exclusiveKey));
  }

  private async takeUp(job: JobKey): Promise<void> {
    if (this.isStopping) return;
    const now = Date.now();
    const startedBy = await this.unit.write(() =>
      this.repository.claim(job, this.claimant, now, now + LEASE),
    );
    if (!startedBy) return;
    const run = this.run(job, startedBy)
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(job: JobKey, { actor, ip }: StartedBy): Promise<void> {
    for (let goesOn = true; goesOn;) {
      if (this.isStopping) return this.unit.write(() => this.repository.release(job, this.claimant));
      const begun = performance.now();
      const context = { requestId: job.id, ip, actor, tenantId: job.tenantId };
      goesOn = await runInContext(context, () => this.attempt(job));
      // As long as the step has taken, waiting included: on SQLite half of the time is the others', more while they are many.
      await rest(Math.min(performance.now() - begun, MOST_REST[this.unit.dialect.name]));
    }
  }

  /** @returns whether there is more to do for this process */
  private async attempt(job: JobKey): Promise<boolean> {
    try {
      return await this.unit.write(() => this.step(job));
    } catch (error) {
      if (error instanceof BusyError || error instanceof UnavailableError) {
        this.logger.warn(`Job ${job.id} has to wait for the database: ${error.message}`);
        return false;
      }
      this.logger.error(error);
      await this.unit.write(() => this.fail(job));
      return false;
    }
  }

  private async step(key: JobKey): Promise<boolean> {
    const job = await this.repository.lock(key, this.claimant);
    if (!job) return false;
    const end = performance.now() + STEP[this.unit.dialect.name];
    const hasTime = (): boolean => performance.now() < end;
    const { result, ...advance } = await this.works.get(job.kind)!.step(job, hasTime);
    const now = Date.now();
    await this.repository.advance(key, advance, now, now + LEASE);
    if (!result) return true;
    await this.jobs.finish(key.tenantId, key.id, { result }, now);
    await this.record('job.finished', key.id, job.kind, 'success');
    return false;
  }

  private async fail(key: JobKey): Promise<void> {
    const job = await this.repository.lock(key, this.claimant);
    if (!job) return;
    const error = 'Something went wrong in Rollcall; its log has the details';
    await this.jobs.finish(key.tenantId, key.id, { error }, Date.now());
    await this.record('job.finished', key.id, job.kind, 'failure');
  }

  private record(action: string, id: string, kind: string, outcome?: 'success' | 'failure'): Promise<void> {
    return this.journal.record({
      action,
      target: { type: 'job', id, display: kind },
      ...(outcome && { outcome }),
    });
  }
}

function alreadyRunning(): ProblemError {
  return new ProblemError(
    409,
    'job_running',
    'A job that does the same is under way: wait until it has ended',
  );
}
