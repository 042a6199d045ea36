import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { JournalRetention } from '../../src/journal/journal-retention.js';
import { Sealer } from '../../src/journal/sealer.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import type { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { writePast } from '../support/long-journal.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;
const OLD = 1_200;

describe.each(engines())('A history that is kept for thirty days on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let unit: UnitOfWork;

  beforeAll(async () => {
    app = await startTestApp({ engine, env: { AUDIT_RETENTION_DAYS: '30' } });
    ({ admin, scim } = await connect(app));
    unit = app.nest.get(UnitOfWork, { strict: false });
  });
  afterAll(() => app.close());

  const seal = () => app.nest.get(Sealer, { strict: false }).seal(1);
  /** As it does by itself, every hour. */
  const look = async (): Promise<void> => {
    app.nest.get(JournalRetention, { strict: false }).onApplicationBootstrap();
    await vi.waitFor(async () => expect(await count('time < ?', Date.now() - 31 * DAY)).toBe(0), {
      timeout: 30_000,
      interval: 100,
    });
  };
  const count = async (condition: string, parameter: number): Promise<number> => {
    const rows = await unit.read(() =>
      unit.query<{ count: number }>(
        `SELECT COUNT(*) AS count FROM journal_entries WHERE tenant_id = 1 AND ${condition}`,
        [parameter],
      ),
    );
    return rows[0]!.count;
  };
  const verify = async () => (await admin.get('audit-events/verification')).body;
  const events = async (query: string) => (await admin.get(`audit-events?${query}`)).body.items;

  it('keeps what is old while something young stands before it: only a beginning goes', async () => {
    await seal();
    await writePast(
      app,
      Array.from({ length: OLD }, (_, index) => ({ time: Date.now() - 40 * DAY + index * 1_000 })),
    );
    await seal();
    await app.nest.get(JournalRetention, { strict: false }).prune(1, Date.now() - 30 * DAY);
    expect(await count('time < ?', Date.now() - 31 * DAY)).toBe(OLD);
    expect((await verify())['first']).toBe(1);
  });

  it('loses a beginning that is older, stays provable from the new one, and says so', async () => {
    await unit.write(async () => {
      await unit.execute('DELETE FROM journal_entries WHERE tenant_id = ?', [1]);
      await unit.execute('DELETE FROM journal_heads WHERE tenant_id = ?', [1]);
    });
    await writePast(
      app,
      Array.from({ length: OLD }, (_, index) => ({ time: Date.now() - 40 * DAY + index * 1_000 })),
    );
    await seal();
    const user = await scim.createUser('young');
    await seal();
    const before = await verify();
    await look();
    await seal();
    expect(before).toMatchObject({ valid: true, first: 1 });
    const after = await verify();
    expect(after).toMatchObject({ valid: true, first: OLD + 1 });
    expect(after['verified']).toBe((after['head'] as { sequence: number }).sequence - OLD);
    expect(await events('action=journal.pruned')).toMatchObject([
      { actor: { type: 'system' }, changes: [{ path: 'first', before: 1, after: OLD + 1 }] },
    ]);
    expect((await events(`targetId=${user.id}`)).map(({ action }) => action)).toEqual(['user.created']);
  });

  it('is looked at again without another entry while nothing is older', async () => {
    await look();
    await look();
    expect(await events('action=journal.pruned')).toHaveLength(1);
  });

  it('tells readers of events who are too late: 410, and where they may go on', async () => {
    for (const after of [0, OLD - 1]) {
      const { status, body } = await admin.get(`events?after=${after}`);
      expect([status, body['code'], body['errors']]).toEqual([
        410,
        'position_not_kept',
        [{ path: 'after', message: `must be at least ${OLD}` }],
      ]);
    }
    const { status, body } = await admin.get(`events?after=${OLD}`);
    expect([status, body.items.map(({ type }) => type)]).toEqual([200, ['user.created']]);
  });

  it('keeps what is broken, however old', async () => {
    const time = Date.now() - 35 * DAY;
    await seal();
    await unit.write(async () => {
      await unit.execute('DELETE FROM journal_entries WHERE tenant_id = ?', [1]);
      await unit.execute('DELETE FROM journal_heads WHERE tenant_id = ?', [1]);
      await unit.execute('DELETE FROM journal_starts WHERE tenant_id = ?', [1]);
    });
    await writePast(app, [{ time }, { time: time + 1 }]);
    await seal();
    await unit.write(() =>
      unit.execute(
        "UPDATE journal_entries SET actor_display = 'eve' WHERE tenant_id = ? AND sequence = 2",
        [1],
      ),
    );
    await app.nest.get(JournalRetention, { strict: false }).prune(1, Date.now() - 30 * DAY);
    expect(await count('time < ?', Date.now() - 30 * DAY)).toBe(2);
    expect((await verify())['broken']).toEqual({ sequence: 2, reason: 'changed' });
  });
});
