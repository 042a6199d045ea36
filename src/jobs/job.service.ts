import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { setTimeout as rest } from 'node:timers/promises';
import { idOf, readPage, type Page } from '../admin-api/list-cursor.js';
import { ProblemError } from '../admin-api/problem.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { NotFoundError, ScimError } from '../scim/index.js';
import { JobRepository, type Job } from './job.repository.js';

/** Milliseconds: how often progress is written, and after how long without it another process's job counts as interrupted. */
const HEARTBEAT = 1_000;
const INTERRUPTED_AFTER = 60_000;

/** Tells how far the work is. @throws Error when the server is being stopped: the work ends there */
export type Progress = (done: number, total: number) => void;

/** How far a job of this process is. */
interface Run {
  done: number;
  total: number | null;
  ended: Promise<void>;
}

/** Runs work that takes longer than a request, and shows how far it is. */
@Injectable()
export class JobService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(JobService.name);
  private readonly running = new Map<string, Run>();
  private isStopping = false;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: JobRepository,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
  ) {}

  /** Begins the work, for the caller's tenant and in their name. @returns the job's id, at once */
  async start(kind: string, work: (progress: Progress) => Promise<object>): Promise<string> {
    const createdAt = Date.now();
    const id = uuidv7(createdAt);
    await this.unit.write(async () => {
      await this.repository.insert(currentTenantId(), { id, kind, createdAt });
      await this.record('job.started', id, kind);
    });
    const run: Run = { done: 0, total: null, ended: Promise.resolve() };
    this.running.set(id, run);
    run.ended = this.run(id, kind, run, work).finally(() => this.running.delete(id));
    return id;
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<Job> {
    const job = await this.unit.read(() => this.repository.find(currentTenantId(), id));
    if (!job) throw new NotFoundError('There is no such job');
    return this.asItIs(job);
  }

  /** Newest first. @throws InvalidInputError for a cursor of another list */
  list(limit: number, cursor?: string): Promise<Page<Job>> {
    return this.unit.read(async () => {
      const list = { name: 'jobs', tenantId: currentTenantId(), query: {} };
      const load = (before: string | undefined, most: number) =>
        this.repository.list(currentTenantId(), before, most);
      const page = await readPage(this.cursors, list, { limit, cursor }, load, idOf);
      return { ...page, items: page.items.map((job) => this.asItIs(job)) };
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  private async run(
    id: string,
    kind: string,
    run: Run,
    work: (progress: Progress) => Promise<object>,
  ): Promise<void> {
    const ended = new AbortController();
    const beats = this.beat(id, run, ended.signal);
    let outcome: { result: object } | { error: string };
    try {
      outcome = { result: await work(this.progressOf(run)) };
    } catch (error) {
      outcome = { error: this.explain(error) };
    }
    ended.abort();
    await beats;
    try {
      await this.unit.write(async () => {
        await this.repository.progress(currentTenantId(), id, run.done, run.total, Date.now());
        await this.repository.finish(currentTenantId(), id, outcome, Date.now());
        await this.record('job.finished', id, kind, 'error' in outcome ? 'failure' : 'success');
      });
    } catch (error) {
      this.logger.error(error);
    }
  }

  private progressOf(run: Run): Progress {
    return (done, total) => {
      if (this.isStopping) throw new ProblemError(503, 'stopped', 'The server was stopped');
      Object.assign(run, { done, total });
    };
  }

  /** Tells other replicas how far the work is, beside it: what its own transaction wrote, nobody would see before its end. */
  private async beat(id: string, run: Run, ended: AbortSignal): Promise<void> {
    for (;;) {
      await rest(HEARTBEAT, undefined, { signal: ended }).catch(() => undefined);
      if (ended.aborted) return;
      try {
        await this.unit.write(() =>
          this.repository.progress(currentTenantId(), id, run.done, run.total, Date.now()),
        );
      } catch (error) {
        this.logger.warn(error);
      }
    }
  }

  /**
   * What this process runs, it knows itself: on the embedded database even the beats wait for the work's transaction.
   * Of what nobody has told of for long, whoever ran it was killed, and unless it is a job that goes on, nobody will
   * write that it has failed.
   */
  private asItIs(job: Job): Job {
    if (job.state !== 'running' || job.parameters !== null) return job;
    const run = this.running.get(job.id);
    if (run) return { ...job, done: run.done, total: run.total };
    if (job.updatedAt + INTERRUPTED_AFTER > Date.now()) return job;
    return { ...job, state: 'failed', error: 'The server was stopped while it ran' };
  }

  private explain(error: unknown): string {
    if (error instanceof ProblemError || error instanceof ScimError) return error.detail;
    this.logger.error(error);
    return 'Something went wrong in Rollcall; its log has the details';
  }

  private record(action: string, id: string, kind: string, outcome?: 'success' | 'failure'): Promise<void> {
    return this.journal.record({
      action,
      target: { type: 'job', id, display: kind },
      ...(outcome && { outcome }),
    });
  }
}
