import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/persistence/database.js';
import { openDatabase } from '../../src/persistence/persistence.module.js';
import {
  BusyError,
  ForeignKeyViolation,
  UnavailableError,
  UniqueViolation,
} from '../../src/persistence/unique-violation.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { engines, type TestDatabase } from '../support/engines.js';

describe.each(engines())('The unit of work on $name', (engine) => {
  let place: TestDatabase;
  let database: Database;
  let unit: UnitOfWork;

  beforeAll(async () => {
    place = await engine.createDatabase();
    database = await openDatabase(place.url);
    unit = new UnitOfWork(database);
  });
  beforeEach(() => unit.write(() => unit.execute('DELETE FROM installation')));
  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  const insert = (name: string, value = ''): Promise<unknown> =>
    unit.execute('INSERT INTO installation (name, value) VALUES (?, ?)', [name, value]);
  const update = (name: string, value: string): Promise<unknown> =>
    unit.execute('UPDATE installation SET value = ? WHERE name = ?', [value, name]);
  const names = (): Promise<string[]> =>
    unit.read(async () =>
      (await unit.query<{ name: string }>('SELECT name FROM installation ORDER BY name')).map(
        ({ name }) => name,
      ),
    );

  it('commits what ends well, and nothing of what fails', async () => {
    await unit.write(() => insert('kept'));
    await expect(
      unit.write(async () => {
        await insert('lost');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await names()).toEqual(['kept']);
  });

  it('gathers what it does, and sums it up as the last thing in the transaction', async () => {
    const key = {};
    const sum = async (names: readonly string[]): Promise<void> => {
      await insert('sum', names.join());
    };
    await unit.write(async () => {
      unit.beforeCommit(key, ['one'], sum);
      await unit.write(() => {
        unit.beforeCommit(key, ['two', 'three'], sum);
        return Promise.resolve();
      });
      expect(await unit.query("SELECT * FROM installation WHERE name = 'sum'")).toEqual([]);
    });
    const rows = await unit.read(() => unit.query('SELECT name, value FROM installation'));
    expect(rows).toEqual([{ name: 'sum', value: 'one,two,three' }]);
    await expect(
      unit.write(async () => {
        await insert('lost');
        unit.beforeCommit(key, ['one'], sum);
      }),
    ).rejects.toThrow(UniqueViolation);
    expect(await names()).toEqual(['sum']);
  });

  it('makes one of nested writes, and none of a read', async () => {
    await expect(
      unit.write(async () => {
        await unit.write(() => insert('inner'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await names()).toEqual([]);
    await expect(unit.read(() => unit.write(() => insert('a')))).rejects.toThrow(
      'A read cannot become a write',
    );
  });

  it('sees in a read within a write what that has written, and from beside it nothing', async () => {
    await unit.write(async () => {
      await insert('mine');
      expect(await names()).toEqual(['mine']);
    });
    const writing = unit.write(async () => {
      await insert('dirty');
      await sleep(50);
      throw new Error('no');
    });
    await sleep(20);
    expect(await names()).toEqual(['mine']);
    await expect(writing).rejects.toThrow('no');
  });

  it('has its effects after the commit, and not at all without one', async () => {
    const effects: string[] = [];
    await unit.write(async () => {
      unit.afterCommit(() => effects.push('done'));
      await insert('a');
      expect(effects).toEqual([]);
    });
    await unit
      .write(() => {
        unit.afterCommit(() => effects.push('never'));
        return Promise.reject(new Error('no'));
      })
      .catch(() => undefined);
    expect(effects).toEqual(['done']);
  });

  it('exists only inside', async () => {
    await expect(unit.query('SELECT 1')).rejects.toThrow('no unit of work');
  });

  it('loses nothing and leaves nothing half among 200 at once, some of which fail', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) =>
        unit.write(async () => {
          await insert(`${index}-first`);
          if (index % 10 === 3) throw new Error('no');
          await insert(`${index}-second`);
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(20);
    expect(await names()).toHaveLength(2 * 180);
  });

  it("names the index that refuses a row, in the domain's words", async () => {
    const tenant = (id: number, publicId: string, name: string) =>
      unit.write(() =>
        unit.execute(
          'INSERT INTO tenants (id, public_id, name, schemas_version, created_at) VALUES (?, ?, ?, 0, 0)',
          [id, publicId, name],
        ),
      );
    await tenant(7, 'p7', 'seven');
    const refusal = await tenant(8, 'p8', 'seven').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UniqueViolation);
    expect((refusal as UniqueViolation).index).toBe('tenants_name');
    await expect(tenant(7, 'p9', 'nine')).rejects.toThrow(UniqueViolation);
    const orphan = unit.write(() =>
      unit.execute(
        "INSERT INTO group_members (group_id, member_id, tenant_id, member_type) VALUES ('g', 'm', 7, 'User')",
      ),
    );
    await expect(orphan).rejects.toThrow(ForeignKeyViolation);
    await unit.write(() => unit.execute('DELETE FROM tenants'));
  });

  if (engine.name === 'SQLite') {
    it('takes writes in the order in which they come', async () => {
      const order: number[] = [];
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          unit.write(async () => {
            await sleep(index % 3);
            order.push(index);
          }),
        ),
      );
      expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
    });
    return;
  }

  it('tries again what a deadlock has ended, from its beginning', async () => {
    await unit.write(async () => {
      for (const name of ['a', 'b']) await insert(name, '0');
    });
    let tries = 0;
    const cross = (first: string, second: string) =>
      unit.write(async () => {
        tries++;
        await update(first, String(Math.random()));
        await sleep(20);
        await update(second, String(Math.random()));
      });
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? cross('a', 'b') : cross('b', 'a'))),
    );
    expect(tries).toBeGreaterThan(10);
  });

  it('gives up on a lock that stays, as busy', async () => {
    await unit.write(() => insert('held', '0'));
    const steps = new EventEmitter();
    const locked = once(steps, 'locked');
    const released = once(steps, 'released');
    const holding = unit.write(async () => {
      await update('held', '1');
      steps.emit('locked');
      await released;
    });
    await locked;
    const refused = unit.write(async () => {
      await unit.execute('SET innodb_lock_wait_timeout = 0');
      await update('held', '2');
    });
    await expect(refused).rejects.toThrow(BusyError);
    steps.emit('released');
    await holding;
  });

  it('says that the database is away when its connection is cut, and goes on with the next', async () => {
    const cut = unit.write(async () => {
      const [row] = await unit.query<{ id: number }>('SELECT CONNECTION_ID() AS id');
      await database.dataSource.query(`KILL ${row!.id}`);
      await insert('never');
    });
    await expect(cut).rejects.toThrow(UnavailableError);
    await unit.write(() => insert('next'));
    expect(await names()).toEqual(['next']);
  });

  it('says that there is none where nothing listens', async () => {
    await expect(openDatabase('mysql://u:p@127.0.0.1:1/db')).rejects.toThrow(UnavailableError);
  });
});
