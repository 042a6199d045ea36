import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as otherRequests, setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { QueryRunner } from 'typeorm';
import { Database } from './database.js';
import type { Dialect } from './dialect.js';
import { isConflict, translate } from './engine-error.js';
import { BusyError } from './unique-violation.js';

/** What may be bound to a placeholder. Booleans are written as 0 and 1; objects never reach a driver. */
export type Parameter = string | number | Buffer | null;

interface Gathered {
  readonly items: unknown[];
  readonly finish: () => Promise<void>;
}

interface CurrentUnit {
  readonly kind: 'read' | 'write';
  readonly queryRunner: QueryRunner;
  readonly gathered: Map<object, Gathered>;
  readonly afterCommit: (() => void)[];
  /** How many it has run. */
  statements: number;
}

const MOST_TRIES = 10;
/** Statements after which other requests get their turn: SQLite itself never waits. */
const TURN = 50;

/**
 * One request, one transaction. Repositories exist only inside a unit of work: it is carried along by the
 * asynchronous context, so that nobody hands connections around.
 *
 * SQLite: writes take turns on one connection, reads use a second one, where the write-ahead log gives each
 * statement a committed snapshot. MySQL: a pooled connection each; deadlocks and lock time-outs are tried again
 * around the whole of BEGIN … COMMIT, which is why `work` may run more than once and must have no other effects:
 * those belong into `afterCommit`.
 */
@Injectable()
export class UnitOfWork {
  private readonly storage = new AsyncLocalStorage<CurrentUnit>();

  constructor(private readonly database: Database) {}

  get dialect(): Dialect {
    return this.database.dialect;
  }

  /**
   * Runs `work` in a transaction; inside another write it is part of that one.
   * @throws BusyError, UnavailableError, UniqueViolation, ForeignKeyViolation
   */
  async write<T>(work: () => Promise<T>): Promise<T> {
    const current = this.storage.getStore();
    if (current?.kind === 'write') return work();
    if (current) throw new Error('A read cannot become a write');
    for (let tries = 1; ; tries++) {
      try {
        return await this.transaction(work);
      } catch (error) {
        if (!isConflict(error)) throw translate(error, this.database.dataSource);
        if (tries === MOST_TRIES)
          throw new BusyError('The database is busy with conflicting writes', { cause: error });
        await sleep(Math.random() * 10 * 2 ** Math.min(tries, 6));
      }
    }
  }

  /** Runs `work` without a transaction: each statement sees what is committed. Inside a write it sees that write. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.storage.getStore()) return work();
    try {
      return await this.database.withReader((queryRunner) =>
        this.storage.run(
          { kind: 'read', queryRunner, gathered: new Map(), afterCommit: [], statements: 0 },
          work,
        ),
      );
    } catch (error) {
      throw translate(error, this.database.dataSource);
    }
  }

  /** A statement that answers rows. */
  async query<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return this.run(async (queryRunner) => (await queryRunner.query(sql, [...parameters])) as Row[]);
  }

  /** A statement that changes rows. */
  async execute(sql: string, parameters: readonly Parameter[] = []): Promise<{ affected: number }> {
    const result = await this.run((queryRunner) => queryRunner.query(sql, [...parameters], true));
    return { affected: result.affected ?? 0 };
  }

  /**
   * Gathers what the unit does, piece by piece; `finish` gets all pieces of a key as the last thing in the
   * transaction, in the order in which they came.
   */
  beforeCommit<T>(key: object, items: readonly T[], finish: (all: readonly T[]) => Promise<void>): void {
    const { gathered } = this.current();
    const present = gathered.get(key);
    if (present) {
      present.items.push(...items);
      return;
    }
    const all = [...items];
    gathered.set(key, { items: all, finish: () => finish(all) });
  }

  /** Runs once the unit is committed, and not at all when it is rolled back. */
  afterCommit(effect: () => void): void {
    this.current().afterCommit.push(effect);
  }

  /** @throws the domain's errors, so that callers inside the unit can tell a taken name from a broken database */
  private async run<T>(statement: (queryRunner: QueryRunner) => Promise<T>): Promise<T> {
    const unit = this.current();
    if (++unit.statements % TURN === 0) await otherRequests();
    try {
      return await statement(unit.queryRunner);
    } catch (error) {
      throw translate(error, this.database.dataSource);
    }
  }

  private async transaction<T>(work: () => Promise<T>): Promise<T> {
    const effects: (() => void)[] = [];
    const result = await this.database.transaction((queryRunner) => {
      const unit: CurrentUnit = {
        kind: 'write',
        queryRunner,
        gathered: new Map(),
        afterCommit: effects,
        statements: 0,
      };
      return this.storage.run(unit, async () => {
        const value = await work();
        for (const { finish } of unit.gathered.values()) await finish();
        return value;
      });
    });
    for (const effect of effects) effect();
    return result;
  }

  private current(): CurrentUnit {
    const unit = this.storage.getStore();
    if (!unit) throw new Error('There is no unit of work here');
    return unit;
  }
}
