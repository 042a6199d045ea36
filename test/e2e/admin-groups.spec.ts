import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';

describe.each(engines())('Groups of the admin API on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let ids: string[];
  let count = 0;
  const name = (): string => `Group ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    ids = [];
    for (const userName of ['ann', 'bob', 'cleo'])
      ids.push((await admin.post('users', { userName })).body.id);
  });
  afterAll(() => app.close());

  const create = async (group: object): Promise<Body> => {
    const { status, body } = await admin.post('groups', group);
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };
  const membersOf = async (id: string) => (await admin.get(`groups/${id}/members`)).body.items;
  const idsOf = async (query: string) => (await admin.get(`groups?${query}`)).body.items.map(({ id }) => id);

  it('are created, changed, filled and deleted here, each step in the history', async () => {
    const displayName = name();
    const group = await create({ displayName, icon: '🧭', memberIds: [ids[0]] });
    expect(group).toEqual({
      id: expect.any(String),
      displayName,
      icon: '🧭',
      externallyManaged: false,
      drift: false,
      externalId: null,
      memberCount: 1,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const address = `groups/${group.id}`;
    expect((await admin.post(`${address}/members`, { memberIds: ids })).status).toBe(204);
    expect((await membersOf(group.id)).map((member) => member['display'])).toEqual(['ann', 'bob', 'cleo']);
    expect((await admin.delete(`${address}/members/${ids[1]}`)).status).toBe(204);
    expect((await admin.delete(`${address}/members/${ids[1]}`)).status).toBe(404);
    const changed = await admin.patch(address, { displayName: `${displayName}!`, icon: null });
    expect(changed.body).toMatchObject({ displayName: `${displayName}!`, icon: null, memberCount: 2 });
    expect((await admin.delete(address)).status).toBe(204);
    expect((await admin.get(address)).status).toBe(404);
    const history = (await admin.get(`audit-events?targetId=${group.id}`)).body.items;
    expect(history.map((event) => event['action'])).toEqual([
      'group.deleted',
      'group.updated',
      'group.updated',
      'group.member_removed',
      'group.member_added',
      'group.updated',
      'group.member_added',
      'group.created',
    ]);
  });

  it('contain groups, and no circle', async () => {
    const outer = await create({ displayName: name() });
    const inner = await create({ displayName: name(), memberIds: [ids[0]] });
    await admin.post(`groups/${outer.id}/members`, { memberIds: [inner.id] });
    expect(await membersOf(outer.id)).toEqual([
      { id: inner.id, type: 'group', display: inner['displayName'], active: true },
    ]);
    const circle = await admin.post(`groups/${inner.id}/members`, { memberIds: [outer.id] });
    expect([circle.status, circle.body['errors']]).toMatchObject([400, [{ path: 'memberIds' }]]);
    const user = (await admin.get(`users/${ids[0]}`)).body;
    expect(user['groups']).toEqual(
      expect.arrayContaining([
        { id: outer.id, displayName: outer['displayName'], direct: false },
        { id: inner.id, displayName: inner['displayName'], direct: true },
      ]),
    );
  });

  it('that the provider manages keep their name and members; the icon is ours', async () => {
    const user = await scim.createUser(`managed ${name()}`);
    const { id, displayName } = await scim.createGroup(name(), [user.id]);
    for (const [answer, path] of [
      [await admin.patch(`groups/${id}`, { displayName: 'Mine', icon: '🔒' }), 'displayName'],
      [await admin.post(`groups/${id}/members`, { memberIds: [ids[0]] }), 'members'],
      [await admin.delete(`groups/${id}/members/${user.id}`), 'members'],
    ] as const) {
      expect([answer.status, answer.body['code']]).toEqual([409, 'externally_managed']);
      expect(answer.body['errors']).toMatchObject([{ path }]);
    }
    const before = (await scim.get(`/Groups/${id}`)).body;
    expect((await admin.patch(`groups/${id}`, { displayName, icon: '🔒' })).body).toMatchObject({
      icon: '🔒',
      externallyManaged: true,
      memberCount: 1,
    });
    expect((await scim.get(`/Groups/${id}`)).body).toEqual(before);
  });

  it('are listed a page at a time, managed and local ones in order of creation', async () => {
    const created = [];
    for (let index = 0; index < 6; index++) {
      const displayName = `Paged ${index}`;
      created.push(
        index % 2 === 0 ? (await scim.createGroup(displayName)).id : (await create({ displayName })).id,
      );
    }
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await admin.get(`groups?q=pAGED&limit=2${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      if (body.nextCursor === undefined) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen).toEqual(created);
    expect(await idsOf('q=paged&externallyManaged=true')).toEqual(
      created.filter((_, index) => index % 2 === 0),
    );
    expect(await idsOf('displayName=PAGED%203')).toEqual([created[3]]);
    expect(await idsOf(`q=paged&updatedSince=2999-01-01T00:00:00Z`)).toEqual([]);
  });

  it("page through members; a cursor of one group is none of another's", async () => {
    const [one, two] = [
      await create({ displayName: name(), memberIds: ids }),
      await create({ displayName: name(), memberIds: ids }),
    ];
    const { body } = await admin.get(`groups/${one.id}/members?limit=2`);
    expect(body.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const cursor = `limit=2&cursor=${body.nextCursor}`;
    expect((await admin.get(`groups/${one.id}/members?${cursor}`)).body.items).toHaveLength(1);
    expect((await admin.get(`groups/${two.id}/members?${cursor}`)).status).toBe(400);
  });

  it.each<[what: string, group: object, path: string]>([
    ['no name', {}, 'displayName'],
    ['an empty name', { displayName: '' }, 'displayName'],
    ['a blank name', { displayName: ' \t' }, 'displayName'],
    ['a name that hides something', { displayName: 'x\u200b' }, 'displayName'],
    ['a name that turns the line', { displayName: 'x\u202ey' }, 'displayName'],
    ['a name of two lines', { displayName: 'x\ny' }, 'displayName'],
    ['a name with NUL', { displayName: 'x\0' }, 'displayName'],
    ['a long name', { displayName: 'x'.repeat(513) }, 'displayName'],
    ['a script as icon', { displayName: 'x', icon: 'javascript:alert(1)' }, 'icon'],
    ['plain http as icon', { displayName: 'x', icon: 'http://example.com/x.png' }, 'icon'],
    ['markup as icon', { displayName: 'x', icon: '<b>' }, 'icon'],
    ['an id that is none', { displayName: 'x', memberIds: ['ann'] }, 'memberIds[0]'],
    ['an unknown member', { displayName: 'x', memberIds: [UNKNOWN] }, 'memberIds[0]'],
    ['members that are no ids', { displayName: 'x', memberIds: [7] }, 'memberIds'],
    ['a field that is none', { displayName: 'x', members: [] }, 'members'],
  ])('refuse %s and name the field', async (_, group, path) => {
    const { status, body } = await admin.post('groups', group);
    const errors = body['errors'] as { path: string }[];
    expect([status, new Set(errors.map((error) => error.path))]).toEqual([400, new Set([path])]);
    expect(await idsOf('displayName=x')).toEqual([]);
  });

  it('name each member that is unknown by its place, however long; whoever is a member already is known', async () => {
    const { id } = await create({ displayName: name(), memberIds: [ids[0]] });
    const long = 'x'.repeat(12_000);
    const { status, body } = await admin.post(`groups/${id}/members`, {
      memberIds: [ids[0], UNKNOWN, ids[1], long],
    });
    const errors = ['memberIds[1]', 'memberIds[3]'].map((path) => ({ path, message: 'is not known' }));
    expect([status, body['errors']]).toEqual([400, errors]);
    expect((await admin.delete(`groups/${id}/members/${long}`)).status).toBe(404);
    expect(await membersOf(id)).toHaveLength(1);
  });

  it('name all that is wrong with them', async () => {
    const { status, body } = await admin.post('groups', {
      displayName: ' ',
      icon: 'data:image/png;base64,AA',
    });
    const paths = (body['errors'] as { path: string }[]).map(({ path }) => path);
    expect([status, new Set(paths)]).toEqual([400, new Set(['displayName', 'icon'])]);
  });

  it('are no group where the body is null, and none for a search of blanks', async () => {
    const { id } = await create({ displayName: name() });
    for (const path of ['groups', `groups/${id}`, `users/${ids[0]}`]) {
      for (const body of [null, [], 7, 'x']) {
        const method = path === 'groups' ? 'POST' : 'PATCH';
        expect([path, (await admin.send(method, path, body)).status]).toEqual([path, 400]);
      }
    }
    for (const path of ['groups', 'users', 'organizations', 'audit-events']) {
      expect((await admin.get(`${path}?q=%20%20`)).body['errors']).toMatchObject([{ path: 'q' }]);
    }
  });

  it('have names of their own, whatever the case, and without white space around them', async () => {
    const displayName = name();
    const padded = await create({ displayName: `  ${displayName}\t` });
    expect(padded['displayName']).toBe(displayName);
    expect((await admin.post('groups', { displayName: displayName.toUpperCase() })).status).toBe(409);
    const other = await create({ displayName: name() });
    expect((await admin.patch(`groups/${other.id}`, { displayName })).status).toBe(409);
  });

  it("of another tenant are as unknown as those that never were, and so are its users' ids", async () => {
    const foreign = (await secondTenant(app)).admin;
    const theirs = (await foreign.post('groups', { displayName: 'Theirs' })).body;
    const user = (await foreign.post('users', { userName: 'their user' })).body;
    for (const path of [(id: string) => `groups/${id}`, (id: string) => `groups/${id}/members`]) {
      const [known, unknown] = [await admin.get(path(theirs.id)), await admin.get(path(UNKNOWN))];
      expect(known.status).toBe(404);
      expect(JSON.stringify(known.body).replaceAll(theirs.id, UNKNOWN)).toBe(JSON.stringify(unknown.body));
    }
    const group = await create({ displayName: name() });
    expect((await admin.post(`groups/${group.id}/members`, { memberIds: [user.id] })).status).toBe(400);
    expect((await create({ displayName: 'Theirs' }))['memberCount']).toBe(0);
  });
});
