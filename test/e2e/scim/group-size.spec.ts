import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../src/persistence/database.js';
import { uuidv7 } from '../../../src/persistence/uuid.js';
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
      const first = await scim.createGroup('first', [id]);
      const { dataSource } = app.nest.get(Database);
      await copyGroup(dataSource, { groupId: first.id, memberId: id, times: GROUPS - 1 });
      expect((await scim.delete(`/Users/${id}`)).status).toBe(204);
      const told = await dataSource.query<object[]>(
        "SELECT DISTINCT target_id FROM journal_entries WHERE action = 'group.member_removed'",
      );
      expect(told).toHaveLength(GROUPS);
    } finally {
      await app.close();
    }
  });
});

/** Groups like that one, with the same member: what the creation of each would write, in a second instead of a minute. */
async function copyGroup(
  dataSource: DataSource,
  { groupId, memberId, times }: { groupId: string; memberId: string; times: number },
): Promise<void> {
  const columns =
    'tenant_id, resource_type, version, created_at, last_modified_at, document, active, externally_managed, member_count';
  for (let start = 0; start < times; start += 100) {
    const ids = Array.from({ length: Math.min(100, times - start) }, () => uuidv7());
    await dataSource.query(
      `INSERT INTO resources (id, display, name_digest, ${columns})
       ${ids.map(() => `SELECT ?, ?, ?, ${columns} FROM resources WHERE id = ?`).join(' UNION ALL ')}`,
      ids.flatMap((id) => [id, id, randomBytes(32), groupId]),
    );
    await dataSource.query(
      `INSERT INTO group_members (group_id, member_id, tenant_id, member_type)
       VALUES ${ids.map(() => "(?, ?, 1, 'User')").join(', ')}`,
      ids.flatMap((id) => [id, memberId]),
    );
  }
}

const add = (id: string) => ({ op: 'add', path: 'members', value: [{ value: id }] });
const remove = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` });
