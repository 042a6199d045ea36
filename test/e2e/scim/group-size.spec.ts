import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../src/persistence/database.js';
import { Directory } from '../../support/directory.js';
import { engines } from '../../support/engines.js';
import { connect, CORE_GROUP, type ScimClient } from '../../support/scim-client.js';
import { StatementLog } from '../../support/statements.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const MANY = 1_500;
/** More than one statement has room for on either engine: 17 values an entry, of 32,766 and 65,535. */
const GROUPS = 3_900;

describe.each(engines())("A large group's changes on $name", (engine) => {
  let app: TestApp;
  let scim: ScimClient;
  let log: StatementLog;
  let people: string[];

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
    const directory = new Directory(app);
    people = await directory.fill(MANY + 2, (index) => directory.createUser({ userName: `person ${index}` }));
    log = new StatementLog();
  });
  afterAll(async () => {
    log.stop();
    await app.close();
  });

  const costs: [string, (id: string, person: string) => Promise<unknown>][] = [
    ['adding', (id, person) => scim.patch(`/Groups/${id}`, add(person))],
    ['adding again', (id, person) => scim.patch(`/Groups/${id}`, add(person))],
    ['removing', (id, person) => scim.patch(`/Groups/${id}`, remove(person))],
    ['renaming', (id) => scim.patch(`/Groups/${id}`, { op: 'replace', value: { displayName: `new ${id}` } })],
    ['reading without members', (id) => scim.get(`/Groups/${id}?excludedAttributes=members`)],
  ];

  it('take the statements that they take in an empty one', async () => {
    const empty = await scim.createGroup('empty');
    const full = (
      await scim.post('/Groups', {
        schemas: [CORE_GROUP],
        displayName: 'full',
        members: people.slice(0, MANY).map((value) => ({ value })),
      })
    ).body;
    for (const [what, change] of costs) {
      const inEmpty = await log.during(() => change(empty.id, people[MANY]!));
      const inFull = await log.during(() => change(full.id, people[MANY]!));
      expect(inEmpty.length, what).toBeGreaterThan(0);
      expect(inFull, what).toEqual(inEmpty);
    }
    expect((await scim.membersOf(full.id)).length).toBe(MANY);
  });
});

describe.each(engines())('A user in very many groups on $name', (engine) => {
  it('is deleted, with an entry in the journal for each', async () => {
    const app = await startTestApp({ engine });
    try {
      const { scim } = await connect(app);
      const { id } = await scim.createUser('everywhere');
      const directory = new Directory(app);
      await directory.fill(GROUPS, (index) => directory.createGroup({ displayName: `group ${index}` }, [id]));
      expect((await scim.delete(`/Users/${id}`)).status).toBe(204);
      const told = await app.nest
        .get(Database)
        .dataSource.query<object[]>(
          "SELECT DISTINCT target_id FROM journal_entries WHERE action = 'group.member_removed'",
        );
      expect(told).toHaveLength(GROUPS);
    } finally {
      await app.close();
    }
  });
});

const add = (id: string) => ({ op: 'add', path: 'members', value: [{ value: id }] });
const remove = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` });
