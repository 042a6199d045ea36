import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient } from '../../support/admin-client.js';
import { Directory } from '../../support/directory.js';
import { engines } from '../../support/engines.js';
import { connect, CORE_GROUP, type ScimBody, type ScimClient } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe.each(engines())('Groups over SCIM on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let people: ScimBody[];
  let ids: string[];
  let count = 0;
  const name = (): string => `Group ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    people = [];
    for (const userName of ['ann', 'bob', 'cleo', 'dan']) people.push(await scim.createUser(userName));
    ids = people.map(({ id }) => id);
  });
  afterAll(() => app.close());

  const members = async (id: string): Promise<string[]> => (await scim.membersOf(id)).sort();
  const historyOf = async (id: string) =>
    [...(await admin.get(`audit-events?targetId=${id}`)).body.items].reverse();

  describe('POST /Groups', () => {
    it('answers 201 with members that say who and where they are', async () => {
      const inner = await scim.createGroup(name());
      const answer = await scim.post('/Groups', {
        schemas: [CORE_GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
        displayName: 'Engineering',
        externalId: 'e1',
        members: [
          { value: ids[0], display: 'whatever' },
          { value: ids[0] },
          { value: inner.id, type: 'Group' },
        ],
      });
      expect(answer.status).toBe(201);
      expect(answer.headers.get('location')).toBe(answer.body.meta.location);
      const base = `http://localhost:${app.port}/scim/v2`;
      expect(answer.body).toMatchObject({
        schemas: [CORE_GROUP],
        displayName: 'Engineering',
        externalId: 'e1',
        members: [
          { value: ids[0], $ref: `${base}/Users/${ids[0]}`, type: 'User', display: 'ann' },
          { value: inner.id, $ref: `${base}/Groups/${inner.id}`, type: 'Group', display: inner.displayName },
        ],
        meta: { resourceType: 'Group', version: 'W/"1"' },
      });
      expect((await scim.get(`/Groups/${answer.body.id}`)).body).toEqual(answer.body);
    });

    it('answers 409 for a displayName that is taken, whatever its case', async () => {
      const { displayName } = await scim.createGroup(name());
      const answer = await scim.post('/Groups', {
        schemas: [CORE_GROUP],
        displayName: displayName.toUpperCase(),
      });
      expect([answer.status, answer.body.scimType]).toEqual([409, 'uniqueness']);
    });

    it('answers 400 that names unknown members, and creates nothing', async () => {
      const displayName = name();
      const value = [
        { value: ids[0] },
        { value: 'nobody' },
        { value: '01890a5d-ac96-774b-bcce-b302099a8057' },
      ];
      const answer = await scim.post('/Groups', { schemas: [CORE_GROUP], displayName, members: value });
      expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidValue']);
      expect(answer.body.detail).toContain('"nobody"');
      expect(answer.body.detail).toContain('01890a5d-ac96-774b-bcce-b302099a8057');
      expect((await scim.filter('Groups', `displayName eq "${displayName}"`)).body.totalResults).toBe(0);
    });

    it('needs a displayName', async () => {
      for (const displayName of [undefined, '', ' ', null]) {
        const answer = await scim.post('/Groups', { schemas: [CORE_GROUP], displayName });
        expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidValue']);
      }
    });
  });

  describe('PUT /Groups/{id}', () => {
    it('leaves exactly the members of the body, and all where the body has none', async () => {
      const { id, displayName } = await scim.createGroup(name(), ids.slice(0, 3));
      const body = { schemas: [CORE_GROUP], id, displayName };
      const answer = await scim.put(`/Groups/${id}`, {
        ...body,
        members: [{ value: ids[3] }, { value: ids[2] }],
      });
      expect(answer.status).toBe(200);
      expect(await members(id)).toEqual([ids[2], ids[3]].sort());
      expect((await scim.put(`/Groups/${id}`, body)).body.members).toHaveLength(2);
      expect((await scim.put(`/Groups/${id}`, { ...body, members: [] })).body.members).toEqual([]);
    });
  });

  describe('nesting', () => {
    it('shows a user the groups that they are in, directly and by way of others', async () => {
      const person = await scim.createUser(`nested ${name()}`);
      const inner = await scim.createGroup(name(), [person.id]);
      const middle = await scim.createGroup(name(), [inner.id]);
      const outer = await scim.createGroup(name(), [middle.id, person.id]);
      const { body } = await scim.get(`/Users/${person.id}`);
      expect(Object.fromEntries(body.groups!.map(({ value, type }) => [value, type]))).toEqual({
        [inner.id]: 'direct',
        [middle.id]: 'indirect',
        [outer.id]: 'direct',
      });
      expect(body.meta).toEqual(person.meta);
      expect((await scim.filter('Users', `groups.value eq "${middle.id}"`)).body.Resources[0]!.id).toBe(
        person.id,
      );
    });

    it('refuses a circle, whichever way it would close', async () => {
      const a = await scim.createGroup(name());
      const b = await scim.createGroup(name(), [a.id]);
      const c = await scim.createGroup(name(), [b.id]);
      const members = [{ value: c.id }];
      for (const answer of [
        await scim.patch(`/Groups/${a.id}`, { op: 'add', path: 'members', value: [{ value: a.id }] }),
        await scim.patch(`/Groups/${a.id}`, { op: 'add', path: 'members', value: members }),
        await scim.patch(`/Groups/${a.id}`, { op: 'replace', value: { members } }),
        await scim.put(`/Groups/${a.id}`, { schemas: [CORE_GROUP], displayName: 'renamed as well', members }),
      ]) {
        expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidValue']);
      }
      expect((await scim.get(`/Groups/${a.id}`)).body).toEqual(a);
    });
  });

  describe('what goes', () => {
    it('a user who is deleted leaves their groups, each one version further', async () => {
      const person = await scim.createUser(`leaving ${name()}`);
      const { id } = await scim.createGroup(name(), [person.id, ids[0]!]);
      await scim.delete(`/Users/${person.id}`);
      const { body } = await scim.get(`/Groups/${id}`);
      expect([body.members.map(({ value }) => value), body.meta.version]).toEqual([[ids[0]], 'W/"2"']);
      expect((await historyOf(id)).at(-1)).toMatchObject({ action: 'group.member_removed' });
    });

    it('a group that is deleted leaves its members as they are', async () => {
      const group = await scim.createGroup(name(), [ids[0]!]);
      expect((await scim.delete(`/Groups/${group.id}`)).status).toBe(204);
      expect((await scim.delete(`/Groups/${group.id}`)).status).toBe(404);
      const { body } = await scim.get(`/Users/${ids[0]}`);
      expect((body.groups ?? []).map(({ value }) => value)).not.toContain(group.id);
      expect((await scim.createGroup(group.displayName)).id).not.toBe(group.id);
    });
  });

  it('leaves members out where they are not wanted', async () => {
    const { id, displayName } = await scim.createGroup(name(), ids);
    expect((await scim.get(`/Groups/${id}?excludedAttributes=members`)).body).not.toHaveProperty('members');
    const found = await scim.filter(
      'Groups',
      `displayName eq "${displayName}"`,
      '&excludedAttributes=members',
    );
    expect(found.body.Resources[0]).not.toHaveProperty('members');
    const reference = await scim.filter(
      'Groups',
      `id eq "${id}" and members eq "${ids[0]}"`,
      '&attributes=id',
    );
    expect(reference.body.Resources).toEqual([{ schemas: [CORE_GROUP], id }]);
  });

  it('answers a group of a thousand members and more whole', async () => {
    const directory = new Directory(app);
    const many = await directory.fill(1_100, (index) => directory.createUser({ userName: `many-${index}` }));
    const { id } = await scim.createGroup(name(), many);
    expect(await members(id)).toEqual([...many].sort());
    const listed = await scim.filter('Groups', `id eq "${id}"`);
    expect(listed.body.Resources[0]!.members).toHaveLength(1_100);
  });
});
