import { AsyncResource } from 'node:async_hooks';
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';

/** Units of work that are committed together at the most. */
const MOST = 64;

interface Unit {
  /** Bound to the asynchronous context of whoever asked for it: it runs in somebody else's turn. */
  readonly run: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs writes on one connection, first in, first out, and commits those that have been waiting together: writing to
 * the disk is what a commit costs, and it costs the same for one as for many. Each has a savepoint of its own, so that one
 * that fails takes nothing of the others with it; all of them hear of their end when it is on the disk.
 */
export class GroupCommit {
  private waiting: Unit[] = [];
  private busy = false;

  constructor(private readonly queryRunner: QueryRunner) {}

  run<T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = AsyncResource.bind(() => work(this.queryRunner));
      this.waiting.push({ run, resolve: resolve as Unit['resolve'], reject });
      void this.drain();
    });
  }

  private async drain(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    while (this.waiting.length > 0) {
      // SQLite never waits: without this, a unit would be done before the next request is even read.
      await otherRequests();
      await this.commit(this.waiting.splice(0, MOST));
    }
    this.busy = false;
  }

  private async commit(units: readonly Unit[]): Promise<void> {
    const outcomes: (() => void)[] = [];
    try {
      await this.queryRunner.query('BEGIN IMMEDIATE');
      for (const unit of units) outcomes.push(await this.attempt(unit));
      await this.queryRunner.query('COMMIT');
    } catch (error) {
      await this.rollback();
      for (const { reject } of units) reject(error);
      return;
    }
    for (const tell of outcomes) tell();
  }

  /** @returns what tells the unit's end to whoever waits for it */
  private async attempt({ run, resolve, reject }: Unit): Promise<() => void> {
    await this.queryRunner.query('SAVEPOINT unit');
    try {
      const value = await run();
      await this.queryRunner.query('RELEASE unit');
      return () => resolve(value);
    } catch (error) {
      await this.queryRunner.query('ROLLBACK TO unit');
      await this.queryRunner.query('RELEASE unit');
      return () => reject(error);
    }
  }

  /** SQLite may have rolled back by itself, as it does when the disk is full. */
  private async rollback(): Promise<void> {
    try {
      await this.queryRunner.query('ROLLBACK');
    } catch {
      // Then there is no transaction any more, which is what is wanted.
    }
  }
}
