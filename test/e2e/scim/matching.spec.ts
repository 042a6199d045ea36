import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdminClient, PASSWORD, type Body } from '../../support/admin-client.js';
import { engines } from '../../support/engines.js';
import { connect, CORE_GROUP, CORE_USER, type ScimClient } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe.each(engines())('Existing accounts, when an IdP comes, on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let scim: ScimClient;

  beforeEach(async () => {
    app = await startTestApp({ engine });
    ({ admin: ada, scim } = await connect(app));
  });
  afterEach(() => app.close());

  const local = async (userName: string, more: object = {}): Promise<Body> =>
    (await ada.post('users', { userName, email: `${userName}@example.com`, ...more })).body;
  const settings = (changes: object) => ada.patch('scim/connection', changes);
  const userNamed = async (userName: string) =>
    (await scim.filter('Users', `userName eq "${userName}"`)).body.Resources;
  const historyOf = async (id: string) =>
    (await ada.get(`audit-events?targetId=${id}`)).body.items.map((event) => event['action']);
  const body = (userName: string, email: string) => ({
    schemas: [CORE_USER],
    userName,
    emails: [{ value: email, type: 'work', primary: true }],
  });

  it('are found before they are managed, and taken over by the first write, under their id', async () => {
    const ann = await local('ann', { password: PASSWORD, roles: ['auditor'] });
    const client = await new AdminClient(app).signIn('ann');
    const [found] = await userNamed('ANN');
    expect(found!.id).toBe(ann.id);
    expect((await ada.get(`users/${ann.id}`)).body['externallyManaged']).toBe(false);
    await scim.patch(`/Users/${ann.id}`, { op: 'replace', path: 'title', value: 'Guide' });
    const after = (await ada.get(`users/${ann.id}?include=scim`)).body;
    expect(after).toMatchObject({ externallyManaged: true, roles: ['auditor'], scim: { title: 'Guide' } });
    expect((await historyOf(ann.id)).slice(0, 2)).toEqual(['user.updated', 'user.matched']);
    expect((await client.get('session')).status).toBe(401);
    expect((await new AdminClient(app).post('session', { email: 'ann', password: PASSWORD })).status).toBe(
      401,
    );
  });

  it.each<[how: string, write: (id: string) => Promise<{ status: number }>]>([
    ['PUT', (id) => scim.put(`/Users/${id}`, body('ann', 'ann@example.com'))],
    [
      'PATCH that changes nothing',
      (id) => scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true }),
    ],
  ])('are taken over by %s, once', async (_, write) => {
    const { id } = await local('ann');
    for (let round = 0; round < 2; round++) expect((await write(id)).status).toBe(200);
    expect((await historyOf(id)).filter((action) => action === 'user.matched')).toHaveLength(1);
    expect((await ada.patch(`users/${id}`, { displayName: 'Ann' })).body['code']).toBe('externally_managed');
  });

  it('are deleted by DELETE, which is a write like others', async () => {
    const { id } = await local('ann');
    expect((await scim.delete(`/Users/${id}`)).status).toBe(204);
    expect((await ada.get(`users/${id}`)).status).toBe(404);
    expect((await historyOf(id)).slice(0, 2)).toEqual(['user.deleted', 'user.matched']);
  });

  it('are matched by the e-mail of who is created, in whatever case; what is said applies fully', async () => {
    const { id } = await local('old name', { email: 'ann@example.com', givenName: 'Ann', active: false });
    const created = await scim.post('/Users', body('ann.new', 'ANN@example.com'));
    expect([created.status, created.body.id]).toEqual([201, id]);
    expect(created.headers.get('location')).toMatch(new RegExp(`/scim/v2/Users/${id}$`));
    expect(created.body).toMatchObject({ userName: 'ann.new', active: true });
    expect(created.body).not.toHaveProperty('name');
    // It is managed now: another one of the same e-mail is another one.
    const second = await scim.post('/Users', body('ann.second', 'ann@example.com'));
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(id);
  });

  it('are never matched by an e-mail that two accounts share', async () => {
    const twins = [
      await local('twin1', { email: 'twins@example.com' }),
      await local('twin2', { email: 'twins@example.com' }),
    ];
    const created = await scim.post('/Users', body('twin3', 'twins@example.com'));
    expect(created.status).toBe(201);
    expect(twins.map(({ id }) => id)).not.toContain(created.body.id);
    for (const { id } of twins) expect((await ada.get(`users/${id}`)).body['externallyManaged']).toBe(false);
  });

  it('are matched by userName where the connection says so', async () => {
    const { id } = await local('ann', { email: 'elsewhere@example.com' });
    const refused = await scim.post('/Users', body('ANN', 'ann@example.com'));
    expect([refused.status, refused.body.scimType]).toEqual([409, 'uniqueness']);
    await settings({ matchUsersBy: 'userName' });
    expect((await scim.post('/Users', body('ANN', 'ann@example.com'))).body.id).toBe(id);
  });

  it('are out of sight where nothing is matched', async () => {
    await settings({ matchUsersBy: 'none' });
    const { id } = await local('ann');
    const group = (await ada.post('groups', { displayName: 'Sales' })).body;
    expect(await userNamed('ann')).toEqual([]);
    const unknown = await scim.get('/Users/0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10');
    for (const answer of [
      await scim.get(`/Users/${id}`),
      await scim.patch(`/Users/${id}`, { op: 'replace', path: 'title', value: 'x' }),
      await scim.delete(`/Users/${id}`),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body.detail.replace(id, '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10')).toBe(
        unknown.body.detail,
      );
    }
    expect((await scim.get(`/Groups/${group.id}`)).status).toBe(404);
    expect((await scim.post('/Users', body('ann', 'ann@example.com'))).status).toBe(409);
    expect((await scim.post('/Groups', { schemas: [CORE_GROUP], displayName: 'sales' })).status).toBe(409);
    expect((await ada.get(`users/${id}`)).body['externallyManaged']).toBe(false);
  });

  it('who may do more than a user manager stay out of sight, unless the connection says otherwise', async () => {
    const { id } = ada.user!;
    const asUnknown = async (id: string, userName: string, email: string): Promise<void> => {
      expect((await scim.get(`/Users/${id}`)).status).toBe(404);
      expect((await scim.delete(`/Users/${id}`)).status).toBe(404);
      expect((await scim.get('/Users')).body.totalResults).toBe(0);
      const collision = await scim.post('/Users', body(userName, email));
      expect([collision.status, collision.body.scimType]).toEqual([409, 'uniqueness']);
      const group = { schemas: [CORE_GROUP], displayName: 'x', members: [{ value: id }] };
      expect((await scim.post('/Groups', group)).status).toBe(400);
    };
    await asUnknown(id, 'ada@example.com', 'ada@example.com');
    await ada.post('roles', { name: 'keeper', permissions: ['users:read', 'settings:write'] });
    const kim = await local('kim', { roles: ['member', 'keeper'] });
    await asUnknown(kim.id, 'kim', 'kim@example.com');
    // As soon as the role permits no more, and not before.
    await ada.patch('roles/keeper', { permissions: ['users:write', 'provisioning:create'] });
    expect((await scim.get(`/Users/${kim.id}`)).status).toBe(200);
    await ada.patch('roles/keeper', { permissions: ['tenants:write'] });
    await asUnknown(kim.id, 'kim', 'kim@example.com');
    const group = (await ada.post('groups', { displayName: 'Local', memberIds: [id] })).body;
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toEqual([]);
    await settings({ provisionAdministrators: true });
    expect((await scim.get(`/Users/${id}`)).status).toBe(200);
    // Also then nothing takes the last administrator away.
    for (const answer of [
      await scim.delete(`/Users/${id}`),
      await scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }),
    ]) {
      expect(answer.status).toBe(403);
    }
    expect((await ada.get('session')).status).toBe(200);
    expect((await ada.get(`users/${id}`)).body['externallyManaged']).toBe(false);
  });

  describe('as groups', () => {
    it('are matched by name, and keep of their members those whom the IdP sends', async () => {
      const [ann, bob] = [await local('ann'), await scim.createUser('bob')];
      const group = (await ada.post('groups', { displayName: 'Sales', icon: '🧭', memberIds: [ann.id] }))
        .body;
      const created = await scim.post('/Groups', {
        schemas: [CORE_GROUP],
        displayName: 'SALES',
        externalId: 'g1',
        members: [{ value: bob.id }],
      });
      expect([created.status, created.body.id]).toEqual([201, group.id]);
      expect(created.body.members.map(({ value }) => value)).toEqual([bob.id]);
      expect((await ada.get(`groups/${group.id}`)).body).toMatchObject({
        displayName: 'SALES',
        externallyManaged: true,
        externalId: 'g1',
        icon: '🧭',
        memberCount: 1,
      });
      expect((await historyOf(group.id)).slice(0, 4)).toEqual([
        'group.member_added',
        'group.member_removed',
        'group.updated',
        'group.matched',
      ]);
    });

    it('lose their former members with the first PATCH, and no others with the next', async () => {
      const [ann, bob, cleo] = [
        await local('ann'),
        await scim.createUser('bob'),
        await scim.createUser('cleo'),
      ];
      const { id } = (await ada.post('groups', { displayName: 'Sales', memberIds: [ann.id] })).body;
      for (const user of [bob, cleo]) {
        await scim.patch(`/Groups/${id}`, { op: 'add', path: 'members', value: [{ value: user.id }] });
      }
      expect((await scim.membersOf(id)).sort()).toEqual([bob.id, cleo.id].sort());
      expect((await ada.get(`groups/${id}`)).body['memberCount']).toBe(2);
    });
  });

  it('are taken over once when the IdP comes many times at once', async () => {
    const { id } = await local('ann');
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        index % 2 === 0
          ? scim.patch(`/Users/${id}`, { op: 'replace', path: 'title', value: `T${index}` })
          : scim.post('/Users', body('ann', 'ann@example.com')),
      ),
    );
    for (const { status } of answers) expect([200, 201, 409]).toContain(status);
    expect((await historyOf(id)).filter((action) => action === 'user.matched')).toHaveLength(1);
    expect(await userNamed('ann')).toHaveLength(1);
  });
});
