import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/persistence/database.js';
import { UnitOfWork, type Parameter } from '../../src/persistence/unit-of-work.js';
import { type AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { pastId, writePast, type PastEntry } from '../support/long-journal.js';
import { isOfRequest } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ENTRIES = 24_000;
/** What one page looks through, as the repository says. */
const LOOKED_THROUGH = 20_000;
const BEGINNING = Date.parse('2024-01-01T00:00:00Z');
const MINUTE = 60_000;
const at = (index: number): string => new Date(BEGINNING + index * MINUTE).toISOString();

describe.each(engines())('A long history on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  const statements: { sql: string; parameters: readonly Parameter[] }[] = [];

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
    const rare = new Map<number, Partial<PastEntry>>([
      [3, { target: 'Needle' }],
      [10_000, { actor: 'needle-finder' }],
      [23_000, { targetType: 'user', changes: [{ path: 'title', before: 'a "needle"', after: null }] }],
    ]);
    await writePast(
      app,
      Array.from({ length: ENTRIES }, (_, index) => ({
        time: BEGINNING + index * MINUTE,
        targetId: `t${index % 100}`,
        ...rare.get(index),
      })),
    );
    if (engine.name !== 'SQLite')
      await app.nest.get(Database).dataSource.query('ANALYZE TABLE journal_entries');
    const original = UnitOfWork.prototype.query as (
      ...args: Parameters<UnitOfWork['query']>
    ) => Promise<never>;
    vi.spyOn(UnitOfWork.prototype, 'query').mockImplementation(function (
      this: UnitOfWork,
      sql,
      parameters = [],
    ) {
      if (isOfRequest()) statements.push({ sql, parameters });
      return original.call(this, sql, parameters);
    });
  }, 120_000);
  afterAll(async () => {
    vi.restoreAllMocks();
    await app.close();
  });

  /** All pages of a search, and how many there were. */
  async function search(query: string): Promise<{ ids: string[]; pages: number }> {
    const ids: string[] = [];
    let pages = 0;
    for (let cursor: string | undefined = ''; cursor !== undefined; pages++) {
      const { body } = await ada.get(`audit-events?${query}${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    return { ids, pages };
  }

  it('is searched to its beginning, a bounded part at a time', async () => {
    const { ids, pages } = await search('q=NEEDLE&targetType=session&to=2024-03-01');
    expect(ids).toEqual([10_000, 3].map((index) => pastId(BEGINNING + index * MINUTE)));
    expect(pages).toBe(Math.ceil(ENTRIES / LOOKED_THROUGH));
  });

  it('is searched for values before and after, as they are written', async () => {
    const { ids } = await search(`q=${encodeURIComponent('a "needle"')}&from=2024-01-01&to=2024-03-01`);
    expect(ids).toEqual([pastId(BEGINNING + 23_000 * MINUTE)]);
  });

  it('shows exactly what lies between two times', async () => {
    const { body } = await ada.get(`audit-events?from=${at(100)}&to=${at(103)}`);
    expect(body.items.map(({ time }) => time)).toEqual([at(102), at(101), at(100)]);
    expect((await ada.get('audit-events?to=1969-01-01')).body.items).toEqual([]);
    expect((await ada.get('audit-events?from=9999-01-01')).body.items).toEqual([]);
  });

  it.each([
    ['the newest', ''],
    ['time', `from=${at(12_000)}&to=${at(12_010)}`],
    ['old time', `to=${at(60)}`],
    ['target', 'targetId=t7'],
    ['target and time', `targetId=t7&from=${at(10_000)}&to=${at(10_300)}`],
    ['actor', 'actorId=nobody'],
    ['action', 'action=tenant.created'],
    ['target and action', 'targetId=t7&action=user.created'],
  ])('is answered by %s from an index, without sorting', async (_, query) => {
    for (const plan of await plansOf(query)) {
      expect(plan).not.toMatch(/SCAN journal_entries$|TEMP B-TREE|filesort/);
      expect(plan).toMatch(/journal_entries_/);
    }
  });

  it.each([
    ['text', 'q=needle'],
    ['type', 'targetType=tenant'],
    ['text and time', `q=needle&to=${at(23_000)}`],
  ])('is looked for by %s in no more than a bounded part', async (_, query) => {
    const plans = await plansOf(query);
    expect(plans).toHaveLength(2);
    for (const plan of plans) expect(plan).not.toMatch(/SCAN journal_entries$|TEMP B-TREE|filesort/);
    const { sql, parameters } = asked().at(-1)!;
    expect(sql).toContain('id >= ?');
    const end = parameters.at(-1) as string;
    const rows = await app.nest
      .get(Database)
      .dataSource.query<{ count: string | number }[]>(
        'SELECT COUNT(*) AS count FROM journal_entries WHERE tenant_id = 1 AND id >= ?',
        [end],
      );
    expect(Number(rows[0]!.count)).toBeLessThanOrEqual(LOOKED_THROUGH + 1_500);
  });

  const asked = () =>
    statements.filter(({ sql }) => /FROM journal_entries/.test(sql) && !/sequence IS NULL/.test(sql));

  /** How the statements that the list causes are carried out, a line each. */
  async function plansOf(query: string): Promise<string[]> {
    statements.length = 0;
    expect((await ada.get(`audit-events?${query}`)).status).toBe(200);
    const { dataSource } = app.nest.get(Database);
    const plans: string[] = [];
    for (const { sql, parameters } of asked()) {
      const explain = engine.name === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const steps = await dataSource.query<Record<string, unknown>[]>(`${explain} ${sql}`, [...parameters]);
      plans.push(
        steps
          .map(({ detail, type, key, Extra }) =>
            String(detail ?? `${String(type)} ${String(key)} ${String(Extra)}`),
          )
          .join('; '),
      );
    }
    return plans;
  }
});
