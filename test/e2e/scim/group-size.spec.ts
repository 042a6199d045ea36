import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../support/engines.js';
import { connect, CORE_GROUP, type ScimClient } from '../../support/scim-client.js';
import { StatementLog } from '../../support/statements.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const MANY = 1_500;

describe.each(engines())("A large group's changes on $name", (engine) => {
  let app: TestApp;
  let scim: ScimClient;
  let log: StatementLog;
  let people: string[];

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
    const users = await Promise.all(
      Array.from({ length: MANY + 2 }, (_, index) => scim.createUser(`person ${index}`)),
    );
    people = users.map(({ id }) => id);
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
      const { scim, admin } = await connect(app);
      const { id } = await scim.createUser('everywhere');
      for (let start = 0; start < 2_400; start += 50) {
        await Promise.all(
          Array.from({ length: 50 }, (_, index) => scim.createGroup(`group ${start + index}`, [id])),
        );
      }
      expect((await scim.delete(`/Users/${id}`)).status).toBe(204);
      const { items } = (await admin.get('audit-events?action=group.member_removed&limit=200')).body;
      expect(items).toHaveLength(200);
    } finally {
      await app.close();
    }
  });
});

const add = (id: string) => ({ op: 'add', path: 'members', value: [{ value: id }] });
const remove = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` });
