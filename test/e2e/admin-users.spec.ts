import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminClient, PASSWORD, setUp, type AdminAnswer } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('Users of the admin API on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let secret: string;
  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
    secret = (await ada.post('scim/secret')).body.secret;
  });
  afterAll(() => app.close());

  const create = async (user: object): Promise<AdminAnswer['body']> => {
    const answer = await ada.post('users', user);
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const provision = async (user: object): Promise<string> => {
    const response = await app.fetch('/scim/v2/Users', {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], ...user }),
    });
    expect(response.status).toBe(201);
    return ((await response.json()) as { id: string }).id;
  };
  const idsOf = async (query: string) => (await ada.get(`users?${query}`)).body.items.map(({ id }) => id);

  it('are created with what an account needs', async () => {
    const user = await create({
      userName: 'grace',
      email: 'grace@example.com',
      givenName: 'Grace',
      familyName: 'Hopper',
      displayName: 'Grace Hopper',
      roles: ['auditor'],
      password: PASSWORD,
    });
    expect(user).toEqual({
      id: expect.any(String),
      userName: 'grace',
      email: 'grace@example.com',
      givenName: 'Grace',
      familyName: 'Hopper',
      displayName: 'Grace Hopper',
      active: true,
      status: 'active',
      invitation: null,
      externallyManaged: false,
      drift: false,
      externalId: null,
      roles: ['auditor'],
      roleReasons: [{ role: 'auditor', reasons: [{ type: 'manual' }] }],
      groups: [],
      organizations: [],
      lastSignInAt: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    await new AdminClient(app).signIn('grace@example.com');
    const { body } = await ada.get(`users/${user.id}?include=scim`);
    expect(body).toMatchObject({
      lastSignInAt: expect.any(String),
      scim: {
        id: user.id,
        userName: 'grace',
        emails: [{ value: 'grace@example.com', type: 'work', primary: true }],
      },
    });
  });

  it('change by what is given; null removes a value', async () => {
    const { id } = await create({
      userName: 'alan',
      email: 'alan@example.com',
      givenName: 'Alan',
      familyName: 'T',
    });
    const changed = await ada.patch(`users/${id}`, { familyName: 'Turing', email: 'turing@example.com' });
    expect(changed).toMatchObject({
      status: 200,
      body: { userName: 'alan', givenName: 'Alan', familyName: 'Turing', email: 'turing@example.com' },
    });
    const removed = await ada.patch(`users/${id}`, { givenName: null, email: null });
    expect(removed.body).toMatchObject({ givenName: null, familyName: 'Turing', email: null });
    expect((await ada.get(`users/${id}`)).body).toEqual(removed.body);
  });

  it('write nothing when nothing changes', async () => {
    const { id, ...user } = await create({
      userName: 'still',
      email: 'still@example.com',
      roles: ['member'],
    });
    const same = await ada.patch(`users/${id}`, {
      userName: 'still',
      email: 'still@example.com',
      roles: ['member'],
    });
    expect(same.body['updatedAt']).toBe(user['updatedAt']);
    expect((await ada.get(`audit-events?targetId=${id}`)).body.items.map(({ action }) => action)).toEqual([
      'role.granted',
      'user.created',
    ]);
  });

  it('go with DELETE', async () => {
    const { id } = await create({ userName: 'brief' });
    expect((await ada.delete(`users/${id}`)).status).toBe(204);
    for (const answer of [await ada.get(`users/${id}`), await ada.delete(`users/${id}`)]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('have a userName of their own, whatever its case', async () => {
    await create({ userName: 'unique' });
    expect(await ada.post('users', { userName: 'UNIQUE' })).toMatchObject({
      status: 409,
      body: { code: 'uniqueness' },
    });
  });

  it.each<[user: object, path: string]>([
    [{}, 'userName'],
    [{ userName: 7 }, 'userName'],
    [{ userName: '  ' }, 'userName'],
    [{ userName: 'x\u200b' }, 'userName'],
    [{ userName: 'x', email: 'x' }, 'email'],
    [{ userName: 'x', password: 'short' }, 'password'],
    [{ userName: 'x', roles: ['king'] }, 'roles'],
    [{ userName: 'x', externallyManaged: true }, 'externallyManaged'],
    [{ userName: 'x', id: 'x' }, 'id'],
  ])('are refused as %j', async (user, path) => {
    const answer = await ada.post('users', user);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ path }));
  });

  it('keep what the identity provider manages; the rest stays ours', async () => {
    const id = await provision({ userName: 'managed', name: { givenName: 'Mana' }, externalId: 'X-1' });
    const answer = await ada.patch(`users/${id}`, {
      userName: 'mine',
      givenName: 'Mine',
      roles: ['auditor'],
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'externally_managed' } });
    expect(answer.body['errors']).toMatchObject([{ path: 'userName' }, { path: 'givenName' }]);
    expect((await ada.get(`users/${id}`)).body).toMatchObject({ userName: 'managed', roles: [] });
    const allowed = await ada.patch(`users/${id}`, {
      userName: 'managed',
      roles: ['auditor'],
      active: false,
    });
    expect(allowed).toMatchObject({
      status: 200,
      body: { externallyManaged: true, externalId: 'X-1', roles: ['auditor'], status: 'inactive' },
    });
  });

  it('are found by each filter', async () => {
    const id = await provision({
      userName: 'Findable',
      externalId: 'Ext-9',
      emails: [{ value: 'Find@Example.com' }],
    });
    expect(await idsOf('userName=fINDABLE')).toEqual([id]);
    expect(await idsOf('email=find@example.COM')).toEqual([id]);
    expect(await idsOf('externalId=Ext-9')).toEqual([id]);
    expect(await idsOf('externalId=ext-9')).toEqual([]);
    expect(await idsOf('q=indab')).toEqual([id]);
    expect(await idsOf('q=%25')).toEqual([]);
    expect(await idsOf('externallyManaged=true&status=active')).toEqual([id]);
    expect(await idsOf('status=inactive&userName=findable')).toEqual([]);
    expect(await idsOf('status=invited')).toEqual([]);
    expect(await idsOf('role=administrator')).toEqual([ada.user!.id]);
    const { body } = await ada.get(`users/${id}`);
    expect(await idsOf(`updatedSince=${String(body['updatedAt'])}`)).toContain(id);
    expect(await idsOf('updatedSince=2999-01-01T00:00:00Z')).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'status=asleep',
    'externallyManaged=maybe',
    'updatedSince=now',
    'cursor=x',
  ])('are not listed by %s', async (query) => {
    const answer = await ada.get(`users?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ path: query.split('=')[0] }));
  });

  it('are listed page by page, each once', async () => {
    const all = await idsOf('limit=200');
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await ada.get(`users?limit=3${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
      if (cursor !== '') expect((await ada.get(`users?limit=3&status=active${cursor}`)).status).toBe(400);
    } while (cursor !== '');
    expect(seen).toEqual(all);
  });

  describe('and privileges', () => {
    let manager: AdminClient;
    beforeAll(async () => {
      manager = await ada.appoint('manager', 'user_manager');
    });

    it.each([
      { password: 'a password of mine' },
      { email: 'mine@example.com' },
      { userName: 'mine' },
      { active: false },
      { roles: [] },
    ])('keep those with less from %j of those with more', async (changes) => {
      expect((await manager.patch(`users/${ada.user!.id}`, changes)).status).toBe(403);
      expect((await new AdminClient(app).signIn('ada@example.com')).user!.id).toBe(ada.user!.id);
    });

    it('keep those with less from deleting those with more', async () => {
      expect((await manager.delete(`users/${ada.user!.id}`)).status).toBe(403);
    });

    it.each(['administrator', 'user_manager'])('let only administrators make a %s', async (role) => {
      const user = { userName: `new ${role}`, roles: [role] };
      expect((await manager.post('users', user)).status).toBe(403);
      expect((await ada.post('users', user)).status).toBe(201);
    });

    it('let user managers look after one another', async () => {
      const peer = await ada.appoint('peer', 'user_manager');
      const changes = { password: 'a password of theirs', roles: ['user_manager', 'auditor'] };
      expect((await manager.patch(`users/${peer.user!.id}`, changes)).status).toBe(200);
      expect((await manager.patch(`users/${peer.user!.id}`, { roles: [] })).status).toBe(200);
      expect((await manager.patch(`users/${peer.user!.id}`, { roles: ['user_manager'] })).status).toBe(403);
    });

    it('let user managers make auditors and members', async () => {
      expect((await manager.post('users', { userName: 'small', roles: ['auditor', 'member'] })).status).toBe(
        201,
      );
    });
  });

  it('never lose their last administrator', async () => {
    const others = (await ada.get('users?role=administrator')).body.items.filter(
      ({ id }) => id !== ada.user!.id,
    );
    for (const { id } of others) await ada.delete(`users/${id}`);
    const path = `users/${ada.user!.id}`;
    expect((await ada.patch(path, { active: false })).status).toBe(403);
    expect((await ada.patch(path, { roles: ['member'] })).status).toBe(403);
    expect((await ada.delete(path)).status).toBe(403);
    expect((await ada.get('session')).status).toBe(200);
  });

  it('never lose their last administrator to two who go at once', async () => {
    for (let round = 0; round < 5; round++) {
      const second = await ada.appoint(`second${round}`, 'administrator');
      const answers = await Promise.all([
        ada.patch(`users/${second.user!.id}`, { active: false }),
        ada.patch(`users/${ada.user!.id}`, { roles: [] }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
      // Whoever is left restores the other.
      const left = answers[0].status === 200 ? ada : second;
      await left.patch(`users/${ada.user!.id}`, { roles: ['administrator'] });
      await left.patch(`users/${second.user!.id}`, { active: false });
    }
  });

  it('have the roles of one of those who change them at once, and no error', async () => {
    const { id } = await create({ userName: 'contended' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        ada.patch(`users/${id}`, { roles: index % 2 === 0 ? ['auditor'] : ['auditor', 'member'] }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });
});
