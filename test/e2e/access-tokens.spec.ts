import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from '../../src/identity/permissions.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdminClient, type Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';

describe.each(engines())('Access tokens on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let scim: ScimClient;
  let count = 0;
  const name = (): string => `Name ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin: ada, scim } = await connect(app));
  });
  afterAll(() => app.close());

  async function issue(permissions: readonly Permission[], more: object = {}, by = ada): Promise<Body> {
    const { status, body } = await by.post('access-tokens', { name: 'Wiki', permissions, ...more });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  }
  const program = ({ token }: Body): AdminClient => new AdminClient(app, token);
  const createUser = async (userName: string): Promise<string> =>
    (await ada.post('users', { userName })).body.id;

  it('are shown once, in a form that scanners find, and listed without themselves', async () => {
    const created = await issue(['users:read']);
    const { token, ...rest } = created;
    expect(token).toMatch(/^rca_[0-9A-Za-z]{49}$/);
    expect(rest).toEqual({
      id: expect.any(String),
      name: 'Wiki',
      hint: `${token.slice(0, 8)}…${token.slice(-4)}`,
      owner: { id: ada.user!.id, display: 'ada@example.com' },
      permissions: ['users:read'],
      groupIds: null,
      organizationIds: null,
      createdAt: expect.any(String),
      expiresAt: null,
      lastUsedAt: null,
    });
    expect((await ada.get(`access-tokens/${created.id}`)).body).toEqual(rest);
    const { body } = await ada.get('access-tokens?limit=200');
    expect(body.items).toContainEqual(rest);
    expect(JSON.stringify([body, (await ada.get('audit-events')).body])).not.toContain(token);
  });

  it('do what they permit, for their owner, and are named in the history', async () => {
    const token = await issue(['users:read', 'users:write']);
    const wiki = program(token);
    const { status, body: user } = await wiki.post('users', { userName: name() });
    expect(status).toBe(201);
    expect((await wiki.get('groups')).status).toBe(403);
    const [event] = (await ada.get(`audit-events?targetId=${user.id}`)).body.items;
    expect(event!['actor']).toMatchObject({ type: 'token', id: token.id, display: 'ada@example.com (Wiki)' });
    const used = (await ada.get(`access-tokens/${token.id}`)).body;
    expect(Date.now() - Date.parse(used['lastUsedAt'] as string)).toBeLessThan(60_000);
  });

  it('are void from the next request on', async () => {
    const token = await issue(['users:read']);
    expect((await program(token).get('users')).status).toBe(200);
    expect((await ada.delete(`access-tokens/${token.id}`)).status).toBe(204);
    expect((await ada.delete(`access-tokens/${token.id}`)).status).toBe(404);
    const refused = await program(token).get('users');
    expect([refused.status, refused.body]).toEqual([
      401,
      (await new AdminClient(app, 'made-up').get('users')).body,
    ]);
  });

  it('expire, and then say so', async () => {
    const token = await issue(['users:read'], { expiresAt: new Date(Date.now() + 60_000).toISOString() });
    expect((await program(token).get('users')).status).toBe(200);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    await unit.write(() =>
      unit.execute('UPDATE access_tokens SET expires_at = 1000 WHERE tenant_id = 1 AND id = ?', [token.id]),
    );
    const { status, body } = await program(token).get('users');
    expect([status, body.detail]).toEqual([401, 'The access token expired on 1970-01-01T00:00:01.000Z']);
  });

  it.each<[what: string, body: object, path: string]>([
    ['no name', { permissions: ['users:read'] }, 'name'],
    ['no permission', { name: 'x', permissions: [] }, 'permissions'],
    ['an unknown permission', { name: 'x', permissions: ['users:fly'] }, 'permissions'],
    [
      'a time that has passed',
      { name: 'x', permissions: ['users:read'], expiresAt: '2020-01-01T00:00:00Z' },
      'expiresAt',
    ],
    ['an unknown group', { name: 'x', permissions: ['users:read'], groupIds: [UNKNOWN] }, 'groupIds[0]'],
    ['no group at all', { name: 'x', permissions: ['users:read'], groupIds: [] }, 'groupIds'],
    [
      'an unknown organization',
      { name: 'x', permissions: ['users:read'], organizationIds: [UNKNOWN] },
      'organizationIds[0]',
    ],
  ])('refuse %s and name the field', async (_, body, path) => {
    const answer = await ada.post('access-tokens', body);
    const errors = answer.body['errors'] as { path: string }[];
    expect([answer.status, new Set(errors.map((error) => error.path))]).toEqual([400, new Set([path])]);
  });

  it('are for programs: they see no sessions, change no password of theirs and make no other token', async () => {
    const wiki = program(await issue(PERMISSIONS));
    for (const answer of [
      await wiki.get('session'),
      await wiki.get('sessions'),
      await wiki.post('session/password', { currentPassword: 'x', newPassword: 'a long enough password' }),
      await wiki.post('access-tokens', { name: 'Another', permissions: ['users:read'] }),
    ]) {
      expect(answer.status).toBe(403);
    }
  });

  it('issue the SCIM secret only where their owner holds one of the two roles', async () => {
    await ada.post('roles', { name: 'issuer', permissions: ['provisioning:create', 'access-tokens:write'] });
    const issuer = await ada.appoint('issuer', 'issuer');
    const theirs = program(await issue(['provisioning:create'], {}, issuer));
    expect((await theirs.post('scim/secret')).status).toBe(403);
    const hers = program(await issue(['provisioning:create']));
    const { status, body } = await hers.post('scim/secret');
    expect([status, body['administratorId']]).toEqual([201, ada.user!.id]);
    // What follows goes on with the secret that is in force now.
    Object.assign(scim, { secret: body.secret });
  });

  it.each<[how: string, end: (id: string) => Promise<{ status: number }>]>([
    ['PATCH', (id) => scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false })],
    [
      'PATCH without path, as a string',
      (id) => scim.patch(`/Users/${id}`, { op: 'Replace', value: { active: 'False' } }),
    ],
    ['DELETE', (id) => scim.delete(`/Users/${id}`)],
    ['the admin API', (id) => ada.patch(`users/${id}`, { active: false })],
  ])('end for good when their owner is deactivated by %s', async (how, end) => {
    const userName = `owner until ${how}`;
    const { id } = await scim.createUser(userName);
    const role = `r${++count}`;
    await ada.post('roles', { name: role, permissions: ['users:read', 'access-tokens:write'] });
    await ada.patch(`users/${id}`, { password: 'correct horse battery', roles: [role] });
    const owner = await new AdminClient(app).signIn(userName);
    const token = await issue(['users:read'], {}, owner);
    expect((await end(id)).status).toBeLessThan(300);
    expect((await program(token).get('users')).status).toBe(401);
    expect((await ada.get(`audit-events?targetId=${token.id}`)).body.items[0]).toMatchObject({
      action: 'access_token.voided',
    });
    await ada.patch(`users/${id}`, { active: true });
    expect((await program(token).get('users')).status).toBe(401);
  });

  it('are not left behind when they are made while their owner is deactivated', async () => {
    await ada.post('roles', { name: 'racer', permissions: ['users:read', 'access-tokens:write'] });
    const { user } = await ada.appoint('racer', 'racer');
    const unit = app.nest.get(UnitOfWork, { strict: false });
    for (let round = 0; round < 15; round++) {
      await ada.patch(`users/${user!.id}`, { active: true });
      const racer = await new AdminClient(app).signIn('racer');
      const token = { name: 'x', permissions: ['users:read'] };
      const [created] = await Promise.all([
        Promise.all(Array.from({ length: 4 }, () => racer.post('access-tokens', token))),
        ada.patch(`users/${user!.id}`, { active: false }),
      ]);
      for (const { status } of created) expect([201, 401, 403]).toContain(status);
      const rows = await unit.read(() =>
        unit.query('SELECT id FROM access_tokens WHERE tenant_id = 1 AND user_id = ?', [user!.id]),
      );
      expect(rows).toEqual([]);
    }
  });

  it('change nothing of their owner’s account, whatever they permit, and are no cookie', async () => {
    const { token } = await issue(PERMISSIONS);
    const wiki = new AdminClient(app, token);
    const own = `users/${ada.user!.id}`;
    for (const answer of [
      await wiki.patch(own, { password: 'a long enough password' }),
      await wiki.patch(own, { email: 'eve@example.com' }),
      await wiki.post(`${own}/password-link`),
      await wiki.delete(`${own}/sessions`),
      await wiki.get(`${own}/sessions`),
      await wiki.send('PUT', 'settings/sso', { issuer: 'https://idp.example', clientId: 'x' }),
    ]) {
      expect(answer.status).toBe(403);
    }
    const browser = { Cookie: `rollcall_session=${token}`, 'Sec-Fetch-Site': 'same-origin' };
    expect((await new AdminClient(app).send('GET', 'users', undefined, browser)).status).toBe(401);
  });

  it.each([
    '2027-W26-3',
    '2027-180',
    '20270630T000000Z',
    '2027-06-30T00Z',
    '2027-06-30T00:00:00',
    '2027-02-30T00:00:00Z',
  ])('do not expire at %s, which is no time of the calendar with an offset', async (expiresAt) => {
    const { status, body } = await ada.post('access-tokens', {
      name: 'x',
      permissions: ['users:read'],
      expiresAt,
    });
    expect([status, body['errors']]).toMatchObject([400, [{ path: 'expiresAt' }]]);
  });

  it.each(['', '  ', 'a\u0000b', 'a\u202eb', '\u200b', 'a\nb'])(
    'have no name that hides something: %j',
    async (bad) => {
      expect((await ada.post('access-tokens', { name: bad, permissions: ['users:read'] })).status).toBe(400);
    },
  );

  it('outlive a new password of their owner', async () => {
    await ada.post('roles', { name: 'maker', permissions: ['users:read', 'access-tokens:write'] });
    const maker = await ada.appoint('maker', 'maker');
    const token = await issue(['users:read'], {}, maker);
    await ada.patch(`users/${maker.user!.id}`, { password: 'another long password' });
    expect((await program(token).get('users')).status).toBe(200);
  });

  describe('that are limited', () => {
    let sales: string;
    let insider: string;
    let nested: string;
    let colleague: string;
    let stranger: string;
    let inner: string;
    let organization: string;

    beforeAll(async () => {
      [insider, nested, colleague, stranger] = [
        await createUser('insider'),
        await createUser('nested insider'),
        await createUser('colleague'),
        await createUser('stranger'),
      ];
      inner = (await ada.post('groups', { displayName: 'Inner', memberIds: [nested] })).body.id;
      sales = (await ada.post('groups', { displayName: 'Sales', memberIds: [insider, inner] })).body.id;
      await ada.post('groups', { displayName: 'Secret project', memberIds: [insider, stranger] });
      organization = (await ada.post('organizations', { name: 'Subsidiary' })).body.id;
      await ada.post('organizations', { name: 'Another' });
      await ada.patch(`users/${colleague}`, { organizations: [organization] });
    });

    const READ: readonly Permission[] = ['users:read', 'groups:read', 'organizations:read'];
    const idsOf = async (client: AdminClient, path: string) =>
      (await client.get(path)).body.items.map(({ id }) => id);

    it('to a group see the people in it and below it, and nobody else', async () => {
      const wiki = program(await issue(READ, { groupIds: [sales] }));
      expect(await idsOf(wiki, 'users')).toEqual([insider, nested]);
      expect(await idsOf(wiki, 'users?q=er')).toEqual([insider, nested]);
      expect(await idsOf(wiki, 'users?userName=stranger')).toEqual([]);
      expect((await wiki.get(`users/${nested}`)).status).toBe(200);
      const [hidden, unknown] = [await wiki.get(`users/${stranger}`), await wiki.get(`users/${UNKNOWN}`)];
      expect(hidden.status).toBe(404);
      expect(hidden.body.detail.replace(stranger, UNKNOWN)).toBe(unknown.body.detail);
      const groups = (await wiki.get(`users/${insider}`)).body['groups'] as Body[];
      expect(groups.map((group) => group['displayName'])).toEqual(['Sales']);
      expect(await idsOf(wiki, 'groups')).toEqual([inner, sales]);
      expect((await wiki.get(`groups/${sales}/members`)).status).toBe(200);
      expect(await idsOf(wiki, 'organizations')).toEqual([]);
    });

    it('to an organization see its people, and no groups', async () => {
      const wiki = program(await issue(READ, { organizationIds: [organization] }));
      expect(await idsOf(wiki, 'users')).toEqual([colleague]);
      expect((await wiki.get(`users/${insider}`)).status).toBe(404);
      expect(await idsOf(wiki, 'groups')).toEqual([]);
      expect((await wiki.get(`groups/${sales}`)).status).toBe(404);
      expect(await idsOf(wiki, 'organizations')).toEqual([organization]);
      expect(await idsOf(wiki, `organizations/${organization}/members`)).toEqual([colleague]);
    });

    it('to both see the people of either', async () => {
      const wiki = program(await issue(READ, { groupIds: [inner], organizationIds: [organization] }));
      expect(await idsOf(wiki, 'users')).toEqual([nested, colleague]);
    });

    it('follow who comes and goes', async () => {
      const wiki = program(await issue(READ, { groupIds: [sales] }));
      const { id } = await scim.createUser(name());
      await ada.post(`groups/${inner}/members`, { memberIds: [id] });
      expect((await wiki.get(`users/${id}`)).status).toBe(200);
      await ada.delete(`groups/${inner}/members/${id}`);
      expect((await wiki.get(`users/${id}`)).status).toBe(404);
    });

    it('only read, and only what shows such people', async () => {
      const refused = await ada.post('access-tokens', {
        name: 'x',
        permissions: ['users:write'],
        groupIds: [sales],
      });
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'permissions' }] } });
      const wiki = program(await issue(READ, { groupIds: [sales] }));
      expect((await wiki.get(`users/${stranger}/sessions`)).status).toBe(403);
    });
  });

  it('never do what their owner could not, whatever both may', async () => {
    const READS: Readonly<Record<string, Permission>> = {
      users: 'users:read',
      groups: 'groups:read',
      organizations: 'organizations:read',
      roles: 'roles:read',
      'audit-events': 'audit:read',
      'scim/connection': 'provisioning:read',
      'access-tokens': 'access-tokens:read',
    };
    const some = fc.subarray([...Object.values(READS)], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, some, async (held, afterwards) => {
        const role = `random${++count}`;
        await ada.post('roles', { name: role, permissions: [...held, 'access-tokens:write'] });
        const owner = await ada.appoint(role, role);
        const wiki = program(await issue(held, {}, owner));
        await ada.patch(`roles/${role}`, { permissions: afterwards });
        for (const [path, permission] of Object.entries(READS)) {
          const mayBoth = held.includes(permission) && afterwards.includes(permission);
          expect((await wiki.get(path)).status, `${path} by ${held.join()} of ${afterwards.join()}`).toBe(
            mayBoth ? 200 : 403,
          );
        }
        const lacking = PERMISSIONS.filter((permission) => !afterwards.includes(permission));
        const greedy = await owner.post('access-tokens', { name: 'x', permissions: [lacking[0]] });
        expect(greedy.status).toBe(403);
      }),
      { numRuns: 10 },
    );
  });

  it('of those who may do more are beyond those who may do less, and of another tenant unknown', async () => {
    const hers = await issue(['users:read']);
    await ada.post('roles', { name: 'warden', permissions: ['access-tokens:read', 'access-tokens:write'] });
    const warden = await ada.appoint('warden', 'warden');
    expect((await warden.delete(`access-tokens/${hers.id}`)).status).toBe(403);
    const foreign = (await secondTenant(app)).admin;
    const [known, unknown] = [
      await foreign.delete(`access-tokens/${hers.id}`),
      await foreign.delete(`access-tokens/${UNKNOWN}`),
    ];
    expect([known.status, known.body]).toEqual([404, unknown.body]);
    expect((await foreign.get('access-tokens')).body.items).toEqual([]);
    expect((await program(hers).get('users')).status).toBe(200);
  });
});
