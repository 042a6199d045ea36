import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../../src/persistence/database.js';
import { UnitOfWork, type Parameter } from '../../../src/persistence/unit-of-work.js';
import { Directory } from '../../support/directory.js';
import { engines } from '../../support/engines.js';
import type { AdminClient } from '../../support/admin-client.js';
import { connect, ENTERPRISE, type ScimBody, type ScimClient } from '../../support/scim-client.js';
import { isOfRequest } from '../../support/statements.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** Enough for a scan to be told from a look-up by the rows that a plan reads. */
const USERS = 3_000;
const GROUPS = 60;
const TABLES =
  /\b(resources|attribute_values|group_members|role_grants|accounts|invitations|organization_members)\b/;
/** Rows that a look-up may touch, of some 30,000 value rows. */
const FEW = 300;

/**
 * What IdPs ask for is answered from an index, and stays so: each list is asked for over HTTP, and the plans of the
 * statements that it has caused are read.
 */
describe.each(engines())('Plans on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let people: string[];
  let database: Database;
  let user: ScimBody;
  let group: ScimBody;
  let statements: { sql: string; parameters: readonly Parameter[] }[] = [];

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    database = app.nest.get(Database);
    await fill();
    // What passes through is only written down.
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
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await app.close();
  });

  it.each<[string, string, () => string]>([
    ['userName', 'Users', () => `userName eq "${user.userName.toUpperCase()}"`],
    ['externalId', 'Users', () => 'externalId eq "e1500"'],
    ['e-mail', 'Users', () => `emails.value eq "${user.userName}"`],
    ['work e-mail', 'Users', () => `emails[type eq "work"].value eq "${user.userName}"`],
    ['id', 'Users', () => `id eq "${user.id}"`],
    ['displayName', 'Users', () => 'displayName eq "user 1500"'],
    ['the beginning of a name', 'Users', () => 'userName sw "user-150"'],
    ['employeeNumber', 'Users', () => `${ENTERPRISE}:employeeNumber eq "1500"`],
    ['id and manager', 'Users', () => `id eq "${user.id}" and manager eq "m7"`],
    ['what was modified lately', 'Users', () => `meta.lastModified ge "2099-01-01T00:00:00Z"`],
    [
      'Entra’s full synchronization',
      'Users',
      () =>
        'active eq true and (meta.lastModified ge "2099-01-01T00:00:00Z" and meta.lastModified le "2100-01-01T00:00:00Z")',
    ],
    ['group of the user', 'Users', () => `groups.value eq "${group.id}"`],
    ['displayName', 'Groups', () => `displayName eq "${group.displayName}"`],
    ['externalId', 'Groups', () => 'externalId eq "g7"'],
    ['member', 'Groups', () => `members.value eq "${user.id}"`],
    ['member in brackets', 'Groups', () => `members[value eq "${user.id}"]`],
    ['id and member', 'Groups', () => `id eq "${group.id}" and members eq "${user.id}"`],
  ])('finds by %s (%s) in an index', async (_, type, filter) => {
    const answer = await plansOf(() =>
      scim.filter(type as 'Users' | 'Groups', filter(), '&excludedAttributes=members'),
    );
    expect(answer.scans).toEqual([]);
  });

  it('reads the first and the last page in order of the index, without sorting', async () => {
    for (const query of ['/Users?count=10', '/Users?count=10&cursor=']) {
      expect((await plansOf(() => scim.get(query))).scans).toEqual([]);
    }
    let cursor = (await scim.get('/Users?count=1000&cursor=')).body.nextCursor!;
    cursor = (await scim.get(`/Users?count=1000&cursor=${cursor}`)).body.nextCursor!;
    expect((await plansOf(() => scim.get(`/Users?count=10&cursor=${cursor}`))).scans).toEqual([]);
  });

  it('adds a member with as many statements, and as few rows, at any size', async () => {
    const add = (id: string) =>
      scim.patch(`/Groups/${id}`, { op: 'add', path: 'members', value: [{ value: user.id }] });
    const big = (await scim.filter('Groups', 'displayName eq "big"', '&attributes=id')).body.Resources[0]!;
    const small = await scim.createGroup('small');
    const [few, many] = [await plansOf(() => add(small.id)), await plansOf(() => add(big.id))];
    expect(many.count).toBe(few.count);
    expect(many.scans).toEqual([]);
  });

  it('adds and removes many members by their own rows', async () => {
    const value = people.slice(-50).map((id) => ({ value: id }));
    const { id } = await scim.createGroup('many');
    for (const op of ['add', 'remove']) {
      const plan = await plansOf(() => scim.patch(`/Groups/${id}`, { op, path: 'members', value }));
      expect([op, plan.scans]).toEqual([op, []]);
    }
  });

  it.each(['groups', 'users'])(
    'lists %s for administrators, and what each shows by their ids',
    async (path) => {
      const plan = await plansOf(() => admin.get(`${path}?limit=50`));
      expect(plan.scans).toEqual([]);
      expect(plan.count).toBeGreaterThan(1);
    },
  );

  it.each([
    ['a column without an index', 'r.display = ?'],
    ['ids among all of the tenant', 'r.tenant_id = 1 AND r.resource_type = ?'],
  ])('would notice %s', async (_, condition) => {
    const scans = await explain(`SELECT r.id, r.document FROM resources r WHERE ${condition}`, ['User']);
    expect(scans).not.toEqual([]);
  });

  async function plansOf(
    ask: () => Promise<{ status: number }>,
  ): Promise<{ scans: string[]; count: number }> {
    statements = [];
    expect((await ask()).status).toBeLessThan(300);
    const asked = statements.filter(({ sql }) => TABLES.test(sql));
    const scans: string[] = [];
    for (const { sql, parameters } of asked) {
      const found = await explain(sql.replace(/ FOR UPDATE$/, ''), parameters);
      scans.push(...found.map((scan) => `${scan}: ${sql.replace(/\s+/g, ' ').replace(/(\?, )+/g, '… ')}`));
    }
    return { scans, count: asked.length };
  }

  /** Steps that read a whole table or all that a tenant has of it: SQLite names what it looks up, MySQL counts rows. */
  async function explain(sql: string, parameters: readonly Parameter[]): Promise<string[]> {
    if (engine.name === 'SQLite') {
      const steps = await database.dataSource.query<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${sql}`, [
        ...parameters,
      ]);
      expect(steps).not.toEqual([]);
      return steps.map(({ detail }) => detail).filter((detail) => isScan(detail, sql));
    }
    const steps = await database.dataSource.query<
      { table: string | null; type: string; rows: string | number }[]
    >(`EXPLAIN ${sql}`, [...parameters]);
    // Steps on derived tables, `<derived2>`, say nothing of those that are kept.
    const kept = steps.filter(({ table }) => table !== null && !table.startsWith('<'));
    return kept
      .filter(({ type, rows }) => Number(rows) > FEW && (type === 'ALL' || !isWholeList(sql)))
      .map(({ table, type, rows }) => `${table ?? ''} by ${type}: ${rows} rows`);
  }

  async function fill(): Promise<void> {
    const directory = new Directory(app);
    const ids = await directory.fill(USERS, (index) => {
      const userName = `user-${index}@example.com`;
      return directory.createUser({
        userName,
        externalId: `e${index}`,
        displayName: `User ${index}`,
        emails: [{ value: userName, type: 'work', primary: true }],
        [ENTERPRISE]: { employeeNumber: String(index), manager: { value: `m${index % 100}` } },
      });
    });
    const groups = await directory.fill(GROUPS, (index) =>
      directory.createGroup(
        { displayName: `Group ${index}`, externalId: `g${index}` },
        ids.slice(index * 10, index * 10 + 10),
      ),
    );
    user = (await scim.get(`/Users/${ids.at(-100)!}`)).body;
    group = (await scim.get(`/Groups/${groups.at(-1)!}`)).body;
    await scim.createGroup('big', ids.slice(0, 2_500));
    people = ids;
    if (engine.name !== 'SQLite') {
      await database.dataSource.query('ANALYZE TABLE resources, attribute_values, group_members');
    }
  }
});

/** A page of all resources goes along the index in its order and ends with the page; a count has no end. */
function isWholeList(sql: string): boolean {
  if (/^SELECT COUNT/.test(sql)) return true;
  return /ORDER BY r\.id LIMIT|LIMIT \d+ OFFSET/.test(sql) && !/attribute_values|group_members/.test(sql);
}

/** On SQLite: a table that is read whole, or an index of which no more than the tenant's part is singled out. */
function isScan(detail: string, sql: string): boolean {
  if (/^SCAN (r|v|e|m|s|g|d|n)\b(?!.*USING (COVERING )?INDEX)/.test(detail)) return true;
  if (isWholeList(sql)) return false;
  const [, columns = ''] = /^SEARCH \w+ USING .*INDEX \w+ \((.*)\)/.exec(detail) ?? [];
  return /^tenant_id=\?( AND resource_type=\?)?( AND externally_managed=\?)?$/.test(columns);
}
