import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient } from '../../support/admin-client.js';
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

  const add = (...values: string[]) => ({
    op: 'add',
    path: 'members',
    value: values.map((value) => ({ value })),
  });
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

  describe('PATCH members · RFC 7644 §3.5.2', () => {
    it('answers 204 without body, or what is asked for', async () => {
      const { id } = await scim.createGroup(name());
      const silent = await scim.patch(`/Groups/${id}`, add(ids[0]!));
      expect([silent.status, silent.text, silent.headers.get('etag')]).toEqual([204, '', 'W/"2"']);
      const asked = await scim.patch(`/Groups/${id}?attributes=members.value`, add(ids[1]!));
      expect(asked.status).toBe(200);
      expect(asked.body.members.map(({ value }) => value).sort()).toEqual([ids[0], ids[1]].sort());
    });

    it.each<[string, (ids: string[]) => object, (ids: string[]) => (string | undefined)[]]>([
      ['a filter', ([a]) => ({ op: 'remove', path: `members[value eq "${a}"]` }), ([, b, c]) => [b, c]],
      [
        'a list (Entra ID)',
        ([a]) => ({ op: 'Remove', path: 'members', value: [{ $ref: null, value: a }] }),
        ([, b, c]) => [b, c],
      ],
      ['one object', ([a]) => ({ op: 'remove', path: 'members', value: { value: a } }), ([, b, c]) => [b, c]],
      [
        'a wrapped list (Salesforce)',
        ([a]) => ({ op: 'remove', path: 'members', value: { members: [{ value: a }] } }),
        ([, b, c]) => [b, c],
      ],
      ['an empty list', () => ({ op: 'remove', path: 'members', value: [] }), (all) => all],
      ['no value', () => ({ op: 'remove', path: 'members' }), () => []],
      ['null', () => ({ op: 'remove', path: 'members', value: null }), () => []],
      ['somebody who is no member', () => ({ op: 'remove', path: 'members[value eq "x"]' }), (all) => all],
      ['a filter on type', () => ({ op: 'remove', path: 'members[type eq "User"]' }), () => []],
      [
        'a filter on display',
        () => ({ op: 'remove', path: 'members[display eq "ANN"]' }),
        ([, b, c]) => [b, c],
      ],
      ['replacing all', ([a]) => ({ op: 'replace', path: 'members', value: [{ value: a }] }), ([a]) => [a]],
      ['replacing all by none', () => ({ op: 'replace', path: 'members', value: [] }), () => []],
      [
        'replacing without path (Okta)',
        ([, b]) => ({ op: 'replace', value: { members: [{ value: b }] } }),
        ([, b]) => [b],
      ],
    ])('removes by %s', async (_, operation, left) => {
      const three = ids.slice(0, 3);
      const { id } = await scim.createGroup(name(), three);
      expect((await scim.patch(`/Groups/${id}`, operation(three))).status).toBe(204);
      expect(await members(id)).toEqual(left(three).sort());
    });

    it('applies several operations in order', async () => {
      const { id } = await scim.createGroup(name(), [ids[0]!]);
      await scim.patch(
        `/Groups/${id}`,
        { op: 'remove', path: `members[value eq "${ids[0]}"]` },
        add(ids[1]!, ids[2]!),
        { op: 'remove', path: 'members', value: [{ value: ids[2] }] },
        { op: 'replace', value: { displayName: `renamed ${id}` } },
      );
      const { body } = await scim.get(`/Groups/${id}`);
      expect(body.members.map(({ value }) => value)).toEqual([ids[1]]);
      expect([body.displayName, body.meta.version]).toEqual([`renamed ${id}`, 'W/"2"']);
    });

    it('changes neither version nor journal when nothing changes', async () => {
      const group = await scim.createGroup(name(), [ids[0]!]);
      const before = (await historyOf(group.id)).length;
      for (const operation of [
        add(ids[0]!),
        { op: 'remove', path: `members[value eq "${ids[3]}"]` },
        { op: 'replace', path: 'members', value: [{ value: ids[0] }] },
        { op: 'replace', value: { id: group.id, displayName: group.displayName } },
      ]) {
        await scim.patch(`/Groups/${group.id}`, operation);
      }
      await scim.patch(`/Groups/${group.id}`, add(ids[2]!), {
        op: 'remove',
        path: `members[value eq "${ids[2]}"]`,
      });
      expect((await scim.get(`/Groups/${group.id}`)).body).toEqual(group);
      expect(await historyOf(group.id)).toHaveLength(before);
    });

    it('is all or nothing when one of the members is unknown', async () => {
      const group = await scim.createGroup(name());
      const answer = await scim.patch(`/Groups/${group.id}`, add(ids[0]!), add('nobody'));
      expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidValue']);
      expect((await scim.get(`/Groups/${group.id}`)).body).toEqual(group);
    });

    it('answers noTarget for add and replace by a filter', async () => {
      const { id } = await scim.createGroup(name());
      const answer = await scim.patch(`/Groups/${id}`, {
        op: 'add',
        path: 'members[value eq "a"]',
        value: {},
      });
      expect([answer.status, answer.body.scimType]).toEqual([400, 'noTarget']);
    });

    it('writes who came and who went into the journal', async () => {
      const { id } = await scim.createGroup(name(), [ids[0]!]);
      await scim.patch(`/Groups/${id}`, { op: 'replace', path: 'members', value: [{ value: ids[1] }] });
      const history = await historyOf(id);
      expect(history.map(({ action }) => action)).toEqual([
        'group.created',
        'group.member_added',
        'group.member_removed',
        'group.member_added',
      ]);
      expect(history[2]).toMatchObject({
        changes: [{ path: 'members', before: { value: ids[0], type: 'User', display: 'ann' }, after: null }],
      });
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

    it('refuses a circle, also one that two requests would close together', async () => {
      const [a, b] = [await scim.createGroup(name()), await scim.createGroup(name())];
      const self = await scim.patch(`/Groups/${a.id}`, add(a.id));
      expect([self.status, self.body.scimType]).toEqual([400, 'invalidValue']);
      const answers = await Promise.all([
        scim.patch(`/Groups/${a.id}`, add(b.id)),
        scim.patch(`/Groups/${b.id}`, add(a.id)),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
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

  it('answers a group of thousands of members whole', async () => {
    const many: string[] = [];
    for (let start = 0; start < 2_500; start += 50) {
      const batch = Array.from({ length: 50 }, (_, index) => scim.createUser(`many-${start + index}`));
      many.push(...(await Promise.all(batch)).map(({ id }) => id));
    }
    const { id } = await scim.createGroup(name(), many);
    expect(await members(id)).toEqual([...many].sort());
    const listed = await scim.filter('Groups', `id eq "${id}"`);
    expect(listed.body.Resources[0]!.members).toHaveLength(2_500);
  });

  it('loses nothing when 32 writers change one group at once', async () => {
    const { id } = await scim.createGroup(name());
    const some = (await scim.get('/Users?count=32')).body.Resources.map((user) => user.id);
    const added = await Promise.all(some.map((value) => scim.patch(`/Groups/${id}`, add(value))));
    expect(added.map(({ status }) => status)).toEqual(some.map(() => 204));
    expect(await members(id)).toEqual([...some].sort());
    expect((await scim.get(`/Groups/${id}?excludedAttributes=members`)).body.meta.version).toBe('W/"33"');
    await Promise.all(
      some
        .slice(0, 16)
        .map((value) => scim.patch(`/Groups/${id}`, { op: 'remove', path: `members[value eq "${value}"]` })),
    );
    expect(await members(id)).toEqual(some.slice(16).sort());
  });

  it('resolves conflicts of writers who meet in opposite order', async () => {
    const groups = [await scim.createGroup(name()), await scim.createGroup(name())];
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, index) => scim.createUser(`cross ${name()} ${index}`)),
    );
    const writes = people.flatMap(({ id }, index) => {
      const [first, second] = index % 2 === 0 ? groups : [...groups].reverse();
      return [scim.patch(`/Groups/${first!.id}`, add(id)), scim.patch(`/Groups/${second!.id}`, add(id))];
    });
    const deletions = people.slice(0, 10).map(async ({ id }) => scim.delete(`/Users/${id}`));
    const statuses = (await Promise.all([...writes, ...deletions])).map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    for (const { id } of groups) {
      expect(await members(id)).toEqual(
        people
          .slice(10)
          .map((person) => person.id)
          .sort(),
      );
    }
  });
});
