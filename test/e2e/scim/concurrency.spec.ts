import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/persistence/unit-of-work.js';
import type { AdminClient } from '../../support/admin-client.js';
import { engines } from '../../support/engines.js';
import { expectJournalTellsAll } from '../../support/journal-replay.js';
import { connect, CORE_USER, type ScimClient, type ScimResponse } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const WRITERS = 32;

describe.each(engines())('Writes at once on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let people: string[];
  let count = 0;
  const name = (): string => `Name ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    const users = await Promise.all(Array.from({ length: WRITERS }, () => scim.createUser(name())));
    people = users.map(({ id }) => id).sort();
  });
  // Whatever has met whom: the journal tells all of it, and every request was one version.
  afterAll(async () => {
    await expectJournalTellsAll(admin, scim);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const wrong = await unit.read(() =>
      unit.query(
        `SELECT r.id, r.member_count FROM resources r WHERE r.tenant_id = 1
         AND r.member_count <> (SELECT COUNT(*) FROM group_members m WHERE m.group_id = r.id AND m.tenant_id = 1)`,
      ),
    );
    expect(wrong).toEqual([]);
    await app.close();
  });

  const add = (id: string) => ({ op: 'add', path: 'members', value: [{ value: id }] });
  const remove = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` });
  const members = async (id: string): Promise<string[]> => (await scim.membersOf(id)).sort();
  const versionOf = async (path: string): Promise<string> =>
    (await scim.get(`${path}?attributes=meta`)).body.meta.version;
  const statuses = (answers: readonly ScimResponse[]): number[] => answers.map(({ status }) => status);

  it('lose no member when 32 writers add to one group', async () => {
    const { id } = await scim.createGroup(name());
    const answers = await Promise.all(people.map((person) => scim.patch(`/Groups/${id}`, add(person))));
    expect(statuses(answers)).toEqual(people.map(() => 204));
    expect(await members(id)).toEqual(people);
    expect(await versionOf(`/Groups/${id}`)).toBe(`W/"${1 + WRITERS}"`);
  });

  it('lose nothing when half of them add and half of them remove', async () => {
    const [going, coming] = [people.slice(0, WRITERS / 2), people.slice(WRITERS / 2)];
    const { id } = await scim.createGroup(name(), going);
    const operations = [...going.map(remove), ...coming.map(add)];
    const answers = await Promise.all(operations.map((operation) => scim.patch(`/Groups/${id}`, operation)));
    expect(statuses(answers)).toEqual(people.map(() => 204));
    expect(await members(id)).toEqual(coming);
    expect(await versionOf(`/Groups/${id}`)).toBe(`W/"${1 + WRITERS}"`);
  });

  it('count once what several ask for', async () => {
    const { id } = await scim.createGroup(name());
    await Promise.all(people.map(() => scim.patch(`/Groups/${id}`, add(people[0]!))));
    expect(await members(id)).toEqual([people[0]]);
    expect(await versionOf(`/Groups/${id}`)).toBe('W/"2"');
  });

  it('keep every attribute when each changes another one of a user', async () => {
    const { id } = await scim.createUser(name());
    const attributes = ['title', 'nickName', 'userType', 'locale', 'timezone', 'displayName', 'profileUrl'];
    const answers = await Promise.all(
      attributes.map((path) => scim.patch(`/Users/${id}`, { op: 'replace', path, value: path })),
    );
    expect(statuses(answers)).toEqual(attributes.map(() => 200));
    const { body } = await scim.get(`/Users/${id}`);
    for (const path of attributes) expect(body[path]).toBe(path);
    expect(body.meta.version).toBe(`W/"${1 + attributes.length}"`);
  });

  it('let one of those win that have all seen the same version (RFC 7644 §3.14)', async () => {
    const { id, userName } = await scim.createUser(name());
    const answers = await Promise.all(
      people.map((title) =>
        scim.put(`/Users/${id}`, { schemas: [CORE_USER], userName, title }, { 'If-Match': 'W/"1"' }),
      ),
    );
    expect(statuses(answers).sort()).toEqual([200, ...people.slice(1).map(() => 412)]);
  });

  it('create one of a hundred that are the same', async () => {
    const body = { schemas: [CORE_USER], userName: name() };
    const answers = await Promise.all(Array.from({ length: 100 }, () => scim.post('/Users', body)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(99);
    for (const answer of refused) {
      expect([answer.status, answer.body.scimType]).toEqual([409, 'uniqueness']);
    }
  });

  it('give a name to one of those that all want it', async () => {
    const userName = name();
    const answers = await Promise.all(
      people.map((id) => scim.patch(`/Users/${id}`, { op: 'replace', path: 'userName', value: userName })),
    );
    expect(statuses(answers).sort()).toEqual([200, ...people.slice(1).map(() => 409)]);
  });

  it('delete once', async () => {
    const { id } = await scim.createUser(name());
    const answers = await Promise.all(people.map(() => scim.delete(`/Users/${id}`)));
    expect(statuses(answers).sort()).toEqual([204, ...people.slice(1).map(() => 404)]);
  });

  it('close no circle together', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b, c] = [
        await scim.createGroup(name()),
        await scim.createGroup(name()),
        await scim.createGroup(name()),
      ];
      const answers = await Promise.all([
        scim.patch(`/Groups/${a.id}`, add(b.id)),
        scim.patch(`/Groups/${b.id}`, add(c.id)),
        scim.patch(`/Groups/${c.id}`, add(a.id)),
      ]);
      expect(statuses(answers).sort()).toEqual([204, 204, 400]);
    }
  });

  it('come to an end when they meet in opposite order', async () => {
    const [one, two] = [await scim.createGroup(name()), await scim.createGroup(name())];
    const crowd = await Promise.all(Array.from({ length: 20 }, () => scim.createUser(name())));
    const writes = crowd.flatMap(({ id }, index) => {
      const [first, second] = index % 2 === 0 ? [one, two] : [two, one];
      return [scim.patch(`/Groups/${first.id}`, add(id)), scim.patch(`/Groups/${second.id}`, add(id))];
    });
    const deletions = crowd.slice(0, 10).map(({ id }) => scim.delete(`/Users/${id}`));
    const answers = await Promise.all([...writes, ...deletions]);
    expect(statuses(answers).filter((status) => status >= 500)).toEqual([]);
    const left = crowd.slice(10).map(({ id }) => id);
    for (const { id } of [one, two]) expect(await members(id)).toEqual(left.sort());
  });

  it('come to an end when groups contain one another’s members and are deleted meanwhile', async () => {
    const groups = await Promise.all(Array.from({ length: 6 }, () => scim.createGroup(name(), people)));
    const answers = await Promise.all([
      ...groups
        .slice(0, 3)
        .flatMap(({ id }, index) => [
          scim.patch(`/Groups/${groups[index + 3]!.id}`, add(id)),
          scim.patch(`/Groups/${id}`, { op: 'replace', path: 'members', value: [] }),
          scim.delete(`/Groups/${id}`),
        ]),
      ...people.map((person, index) => scim.patch(`/Groups/${groups[3 + (index % 3)]!.id}`, remove(person))),
    ]);
    expect(statuses(answers).filter((status) => status >= 500)).toEqual([]);
    for (const { id } of groups.slice(0, 3)) expect((await scim.get(`/Groups/${id}`)).status).toBe(404);
    for (const [index, { id }] of groups.slice(3).entries()) {
      expect(await members(id)).toEqual(people.filter((_, place) => place % 3 !== index));
    }
  });
});
