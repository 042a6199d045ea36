import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from '../../src/identity/permissions.js';
import { Sealer } from '../../src/journal/sealer.js';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { attempt, Climber, KINDS, type Attempt } from '../support/climber.js';
import { engines } from '../support/engines.js';
import { finishedJob } from '../support/jobs.js';
import { CORE_GROUP, CORE_USER, ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('Own roles on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  const create = (name: string, permissions: readonly string[], by = ada) =>
    by.post('roles', { name, permissions });

  it('are listed after the built-in ones, with what they permit', async () => {
    const role = {
      name: 'help_desk',
      description: 'Answers the phone.',
      permissions: ['users:read', 'groups:read'],
    };
    const created = await ada.post('roles', role);
    expect([created.status, created.body]).toEqual([201, { ...role, builtIn: false }]);
    const names = (await ada.get('roles')).body.items.map((item) => item['name']);
    expect(names).toEqual(['administrator', 'user_manager', 'auditor', 'member', 'help_desk']);
    expect((await ada.get('roles/help_desk')).body).toEqual(created.body);
    expect((await ada.get('roles/auditor')).body).toMatchObject({ builtIn: true });
    expect((await ada.get('roles/nobody')).status).toBe(404);
  });

  it('let their holders do what they permit from the next request on, and no more', async () => {
    await create('watcher', ['provisioning:read']);
    const watcher = await ada.appoint('watcher', 'watcher');
    expect((await watcher.get('session')).body['user']).toMatchObject({
      roles: ['watcher'],
      permissions: ['provisioning:read'],
    });
    expect((await watcher.get('scim/connection')).status).toBe(200);
    expect((await watcher.patch('scim/connection', { enabled: true })).status).toBe(403);
    expect((await watcher.get('users')).status).toBe(403);
    await ada.patch('roles/watcher', { permissions: ['users:read'] });
    expect((await watcher.get('scim/connection')).status).toBe(403);
    expect((await watcher.get('users')).status).toBe(200);
  });

  it('are refused with what is none of their fields or values', async () => {
    for (const more of [{ description: null }, { permissions: null }, { __proto: 1 }]) {
      expect((await ada.post('roles', { name: 'odd', permissions: [], ...more })).status).toBe(400);
    }
    for (const text of [
      '{"name":"odd","permissions":[],"__proto__":{"x":1}}',
      '{"name":"odd","permissions":[],"description":"\\ud800"}',
    ]) {
      const response = await app.fetch('/api/v1/roles', {
        method: 'POST',
        headers: { Authorization: `Bearer ${ada.token}`, 'Content-Type': 'application/json' },
        body: text,
      });
      expect(response.status).toBe(400);
    }
  });

  it('never issue the secret, whatever they permit', async () => {
    await create('everything', PERMISSIONS);
    const almighty = await ada.appoint('almighty', 'everything');
    expect((await almighty.post('scim/secret')).status).toBe(403);
    expect((await almighty.post('users', { userName: 'x', roles: ['user_manager'] })).status).toBe(403);
    expect(
      (await almighty.patch(`users/${ada.user!.id}`, { password: 'a new password of hers' })).status,
    ).toBe(403);
  });

  it.each([
    [{ name: 'Help Desk', permissions: [] }, 'name'],
    [{ name: 'x', permissions: [] }, 'name'],
    [{ name: 'fine' }, 'permissions'],
    [{ name: 'fine', permissions: ['users:destroy'] }, 'permissions'],
    [{ name: 'fine', permissions: ['users:read', 'users:read'] }, 'permissions'],
    [{ name: 'fine', permissions: [], builtIn: true }, 'builtIn'],
  ])('are not made of %j', async (body, path) => {
    const answer = await ada.post('roles', body);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ path }));
  });

  it('keep their name to themselves, and the built-in ones stay as they are', async () => {
    await create('once', []);
    for (const name of ['once', 'auditor']) expect((await create(name, [])).status).toBe(409);
    for (const name of ['auditor', 'administrator']) {
      expect((await ada.patch(`roles/${name}`, { permissions: [] })).status).toBe(403);
      expect((await ada.delete(`roles/${name}`)).status).toBe(403);
    }
  });

  it('go when nobody holds them and the identity provider may not give them', async () => {
    await create('passing', []);
    const holder = await ada.appoint('holder', 'passing');
    expect((await ada.delete('roles/passing')).body['code']).toBe('role_in_use');
    await ada.patch(`users/${holder.user!.id}`, { roles: [] });
    await ada.patch('scim/connection', { assignableRoles: ['member', 'passing'] });
    expect((await ada.delete('roles/passing')).body['code']).toBe('role_in_use');
    await ada.patch('scim/connection', { assignableRoles: ['member'] });
    expect((await ada.delete('roles/passing')).status).toBe(204);
    expect((await ada.delete('roles/passing')).status).toBe(404);
    const gone = await ada.post('users', { userName: 'late', roles: ['passing'] });
    expect([gone.status, gone.body['errors']]).toEqual([
      400,
      [{ path: 'roles', message: 'must name roles; passing is none' }],
    ]);
  });

  it('are written into the history', async () => {
    await create('historic', ['users:read']);
    await ada.patch('roles/historic', { permissions: [] });
    await ada.patch('roles/historic', { permissions: [] });
    await ada.delete('roles/historic');
    const { items } = (await ada.get('audit-events?targetType=role&q=historic')).body;
    expect([...items].reverse().map(({ action }) => action)).toEqual([
      'role.created',
      'role.updated',
      'role.deleted',
    ]);
  });
});

/**
 * Somebody with any set of permissions tries whatever the API has to get at more. Theirs are in the end the accounts
 * that they have made or could get into, and those permit together no more than they were given.
 */
describe.each(engines().slice(0, 1))('Nobody finds a way up', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let count = 0;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  /** Somebody with these permissions, and with them others who have other rights, or had them. */
  async function climber(
    permissions: readonly Permission[],
    other: readonly Permission[],
    isManager: boolean,
  ): Promise<Climber> {
    const run = `r${++count}`;
    const roles = [`${run}-own`, `${run}-other`, `${run}-made`, 'auditor', 'user_manager', 'administrator'];
    await ada.post('roles', { name: roles[0], permissions });
    await ada.post('roles', { name: roles[1], permissions: other });
    const self = await ada.appoint(`${run} climber`, roles[0]!, ...(isManager ? ['user_manager'] : []));
    const { user } = (await self.get('session')).body as unknown as { user: { permissions: Permission[] } };
    const add = async (name: string, ...held: string[]): Promise<string> =>
      (
        await ada.post('users', {
          userName: `${run} ${name}`,
          email: `${run}-${name}@example.com`,
          roles: held,
        })
      ).body.id;
    const accounts = [ada.user!.id, await add('other', roles[1]!), await add('two', 'auditor')];
    const former = await add('former', 'administrator');
    await app.nest.get(Sealer, { strict: false }).seal(1);
    const [granted] = (await ada.get(`audit-events?targetId=${former}&action=role.granted`)).body.items;
    await ada.patch(`users/${former}`, { roles: [] });
    accounts.push(former, self.user!.id);
    const sequence = granted!['sequence'] as number;
    return new Climber(app, ada, self, user.permissions, run, accounts, roles, sequence);
  }

  const permissions = fc.subarray([...PERMISSIONS]);
  const permissionsOf = async (role: string): Promise<Permission[]> =>
    ((await ada.get(`roles/${role}`)).body['permissions'] ?? []) as Permission[];

  it('by creating, giving, importing, taking over, restoring or provisioning, in any order', async () => {
    const gains = fc.asyncProperty(
      permissions,
      permissions,
      fc.boolean(),
      fc.array(attempt, { maxLength: 12 }),
      async (own, other, isManager, attempts) => {
        const somebody = await climber(own, other, isManager);
        for (const one of attempts) await somebody.try(one);
        const { assignableRoles } = (await ada.get('scim/connection')).body as unknown as {
          assignableRoles: string[];
        };
        const roles = new Set(assignableRoles);
        for (const id of somebody.taken)
          for (const role of ((await ada.get(`users/${id}`)).body['roles'] ?? []) as string[])
            roles.add(role);
        expect(roles).not.toContain('administrator');
        if (!isManager) expect(roles).not.toContain('user_manager');
        const gained = new Set<Permission>();
        for (const role of roles) for (const permission of await permissionsOf(role)) gained.add(permission);
        expect([...gained].filter((permission) => !somebody.own.includes(permission))).toEqual([]);
        await ada.patch('scim/connection', { assignableRoles: ['member'], roleAttribute: null });
      },
    );
    // Each way at everybody else first (whoever changes their own password has to sign in again), by one who may do little.
    const everything = KINDS.flatMap((kind) =>
      [0, 1, 2, 3].map((account) => ({ kind, account, role: 5 - account, permissions: PERMISSIONS })),
    );
    const examples = [true, false].map((isManager) => {
      const own: Permission[] = ['users:read', 'users:write', 'access-tokens:write'];
      return [own, [...PERMISSIONS], isManager, everything] as [
        Permission[],
        Permission[],
        boolean,
        Attempt[],
      ];
    });
    await fc.assert(gains, { numRuns: 25, examples });
  });

  it('though each way is open to whoever may go it', async () => {
    const closed: string[] = [];
    for (const kind of KINDS) {
      const somebody = await climber(PERMISSIONS, [], true);
      const target = { account: 1, role: 0, permissions: ['users:read'] } as const;
      if (kind === 'takeOver' || kind === 'provision') await somebody.try({ kind: 'issueSecret', ...target });
      if (!(await somebody.try({ kind, ...target }))) closed.push(kind);
      await ada.patch('scim/connection', { assignableRoles: ['member'], roleAttribute: null });
    }
    // For administrators alone.
    expect(closed).toEqual(['provisionAdministrators']);
  });
});

/** Administrators have mapped a role that others lack, or let the provider give it: it stays with those who may give it. */
describe.each(engines())('Nobody finds a way up by the identity provider, on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let max: AdminClient;
  let chiefs: string;
  let count = 0;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
    max = await ada.appoint('max', 'user_manager');
    chiefs = await group('Chiefs');
    await rule({ groupId: chiefs, role: 'administrator' });
    await rule({ filter: 'title eq "Chief"', role: 'administrator' });
    const assignableRoles = ['member', 'auditor', 'administrator'];
    await ada.patch('scim/connection', { roleAttribute: 'roles', assignableRoles });
  });
  afterAll(() => app.close());

  const group = async (displayName: string, ...memberIds: string[]): Promise<string> =>
    (await ada.post('groups', { displayName, memberIds })).body.id;
  const rule = async (fields: object): Promise<void> => {
    const { body, ...answer } = await ada.post('mappings', fields);
    const job = { ...answer, body: { ...body, id: body['jobId'] as string } };
    expect(await finishedJob(ada, job)).toMatchObject({ state: 'done' });
  };
  /** The IdP, with a secret that one of them has issued, and knows. */
  const providerOf = async (issuer: AdminClient): Promise<ScimClient> =>
    new ScimClient(app, (await issuer.post('scim/secret')).body.secret);
  /** An account whose password the user manager has set, and their session in it. */
  const puppet = async (): Promise<{ id: string; userName: string; client: AdminClient }> => {
    const userName = `puppet ${++count}`;
    const { id } = (await max.post('users', { userName, password: PASSWORD })).body;
    return { id, userName, client: await new AdminClient(app).signIn(userName) };
  };
  const rolesOf = async (id: string) => (await ada.get(`users/${id}`)).body['roles'];
  const chief = { op: 'replace', path: 'title', value: 'Chief' };
  const person = (more: object) => ({ schemas: [CORE_USER], userName: `person ${++count}`, ...more });

  it('by the name of a group: who may not say who is in it does not let a push of that name say so', async () => {
    await ada.post('roles', { name: 'porter', permissions: ['groups:read', 'groups:write'] });
    const porter = await ada.appoint('porter', 'porter');
    const inner = await group('Inner circle');
    await ada.post(`groups/${chiefs}/members`, { memberIds: [inner] });
    for (const client of [porter, max]) {
      for (const id of [chiefs, inner]) {
        const renamed = await client.patch(`groups/${id}`, { displayName: 'All staff' });
        expect([renamed.status, renamed.body.detail]).toEqual([
          403,
          'Only administrators give the role administrator',
        ]);
      }
    }
    expect((await porter.patch(`groups/${chiefs}`, { displayName: 'Chiefs', icon: '👑' })).status).toBe(200);
    const plain = await group('Plain');
    expect((await porter.patch(`groups/${plain}`, { displayName: 'All staff' })).status).toBe(200);
    expect((await ada.patch(`groups/${inner}`, { displayName: 'Innermost circle' })).status).toBe(200);
  });

  it('by a secret that they have issued themselves', async () => {
    const { id: pushed } = await (await providerOf(ada)).createGroup('Pushed chiefs');
    await rule({ groupId: pushed, role: 'administrator' });
    const [scim, { id, client }] = [await providerOf(max), await puppet()];
    const { id: open } = await scim.createGroup('Open to everybody', [id]);
    const members = [{ value: id }];
    const join = { op: 'add', path: 'members', value: members };
    const before = await ada.get(`users/${id}`);
    for (const attempt of [
      () => scim.patch(`/Users/${id}`, chief),
      () => scim.put(`/Users/${id}`, person({ title: 'Chief' })),
      () => scim.post('/Users', person({ title: 'Chief' })),
      () => scim.patch(`/Users/${id}`, { op: 'add', path: 'roles', value: [{ value: 'administrator' }] }),
      () => scim.post('/Users', person({ roles: [{ value: 'administrator' }] })),
      () => scim.post('/Groups', { schemas: [CORE_GROUP], displayName: 'chiefs', members }),
      () => scim.patch(`/Groups/${chiefs}`, join),
      () => scim.put(`/Groups/${chiefs}`, { schemas: [CORE_GROUP], displayName: 'Chiefs', members }),
      () => scim.delete(`/Groups/${chiefs}`),
      () => scim.patch(`/Groups/${pushed}`, join),
      () => scim.patch(`/Groups/${pushed}`, { ...join, value: [{ value: open }] }),
    ]) {
      const { status, body } = await attempt();
      expect([status, body.detail], String(attempt)).toEqual([
        403,
        'The SCIM secret was issued by max, who may not give the role administrator: ' +
          'let an administrator issue another one',
      ]);
    }
    expect((await ada.get(`users/${id}`)).body).toEqual(before.body);
    expect((await ada.get(`groups/${chiefs}`)).body['externallyManaged']).toBe(false);
    expect((await scim.filter('Users', 'userName sw "person"')).body.totalResults).toBe(0);
    expect((await client.get('session')).body['user']).toMatchObject({ permissions: [] });
    // What they may give they give by it, too, and what the provider takes it takes.
    const auditor = await scim.createUser('auditor', { roles: [{ value: 'auditor' }] });
    expect(await rolesOf(auditor.id)).toEqual(['auditor']);
    expect((await scim.patch(`/Groups/${pushed}`, { op: 'remove', path: 'members' })).status).toBe(204);
  });

  it('by one that outlives the rights of its issuer', async () => {
    const boss = await ada.appoint('boss', 'administrator');
    const scim = await providerOf(boss);
    const { id } = await scim.createUser(`chief ${++count}`, { title: 'Chief' });
    expect(await rolesOf(id)).toEqual(['administrator']);
    await ada.patch(`users/${boss.user!.id}`, { roles: ['user_manager'] });
    expect((await scim.post('/Users', person({ title: 'Chief' }))).status).toBe(403);
    // What is there already is no reason to refuse other changes.
    expect((await scim.patch(`/Users/${id}`, { ...chief, path: 'nickName' })).status).toBe(200);
    expect(await rolesOf(id)).toEqual(['administrator']);
  });

  it.each([
    ['a rule', chief],
    ['the attribute', { op: 'add', path: 'roles', value: [{ value: 'administrator' }] }],
  ])('by a password, or a session, from before %s gives the role', async (_source, operation) => {
    const scim = await providerOf(ada);
    const { id, userName } = await scim.createUser(`managed ${++count}`);
    expect((await max.patch(`users/${id}`, { password: PASSWORD })).status).toBe(200);
    const client = await new AdminClient(app).signIn(userName);
    expect((await scim.patch(`/Users/${id}`, { ...operation, path: 'nickName', value: 'x' })).status).toBe(
      200,
    );
    expect((await client.get('session')).status).toBe(200);
    expect((await scim.patch(`/Users/${id}`, operation)).status).toBe(200);
    expect(await rolesOf(id)).toEqual(['administrator']);
    expect((await client.get('session')).status).toBe(401);
    const again = await new AdminClient(app).post('session', { email: userName, password: PASSWORD });
    expect(again.status).toBe(401);
    const { items } = (await ada.get(`audit-events?action=user.updated&targetId=${id}`)).body;
    expect(items[0]).toMatchObject({ actor: { type: 'scim' } });
    expect(items.flatMap(({ changes }) => changes)).toContainEqual({
      path: 'password',
      before: null,
      after: null,
    });
  });

  it('by a local group: whoever is put into it signs in anew, and who is an administrator already goes on', async () => {
    const [{ id, client }, boss] = [await puppet(), await ada.appoint(`boss ${++count}`, 'administrator')];
    const memberIds = [id, boss.user!.id];
    expect((await ada.post(`groups/${chiefs}/members`, { memberIds })).status).toBe(204);
    expect(await rolesOf(id)).toEqual(['administrator']);
    expect((await client.get('session')).status).toBe(401);
    expect((await boss.get('session')).status).toBe(200);
  });
});
