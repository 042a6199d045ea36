import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from '../../src/identity/permissions.js';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
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
 * whose password they have set, and those permit together no more than they were given.
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

  const permissions = fc.subarray([...PERMISSIONS]);
  const attempt = fc.oneof(
    fc.record({ kind: fc.constant('createRole'), permissions }),
    fc.record({ kind: fc.constant('changeRole'), permissions, role: fc.nat(2) }),
    fc.record({ kind: fc.constant('takeAccount'), account: fc.nat(3) }),
    fc.record({ kind: fc.constant('giveRole'), account: fc.nat(4), role: fc.nat(5) }),
    fc.record({ kind: fc.constant('makeAccount'), role: fc.nat(5) }),
    fc.record({ kind: fc.constant('makeAssignable'), role: fc.nat(5) }),
  );

  it('by creating, changing, giving or taking over, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        permissions,
        permissions,
        fc.array(attempt, { maxLength: 8 }),
        async (own, other, attempts) => {
          const run = `r${++count}`;
          const roles = [
            `${run}-own`,
            `${run}-other`,
            `${run}-made`,
            'auditor',
            'user_manager',
            'administrator',
          ];
          await ada.post('roles', { name: roles[0], permissions: own });
          await ada.post('roles', { name: roles[1], permissions: other });
          const attacker = await ada.appoint(`${run} attacker`, roles[0]!);
          const accounts = [
            ada,
            await ada.appoint(`${run} other`, roles[1]!),
            await ada.appoint(`${run} two`, 'auditor'),
          ]
            .map(({ user }) => user!)
            .concat(attacker.user!);
          const taken = new Map([[attacker.user!.userName, PASSWORD]]);
          for (const one of attempts) {
            const role = roles['role' in one ? one.role : 0]!;
            const account = accounts[('account' in one ? one.account : 0) % accounts.length]!;
            if (one.kind === 'createRole')
              await attacker.post('roles', { name: roles[2], permissions: one.permissions });
            if (one.kind === 'changeRole')
              await attacker.patch(`roles/${role}`, { permissions: one.permissions });
            if (one.kind === 'giveRole') await attacker.patch(`users/${account.id}`, { roles: [role] });
            if (one.kind === 'makeAssignable')
              await attacker.patch('scim/connection', { assignableRoles: [role] });
            if (one.kind === 'takeAccount') {
              const password = 'a password of the attacker';
              const { status } = await attacker.patch(`users/${account.id}`, { password });
              if (status === 200) taken.set(account.userName, password);
            }
            if (one.kind === 'makeAccount') {
              const userName = `${run} made ${taken.size}`;
              const { status } = await attacker.post('users', {
                userName,
                roles: [role],
                password: PASSWORD,
              });
              if (status === 201) taken.set(userName, PASSWORD);
            }
          }
          const gained = new Set<Permission>();
          for (const [userName, password] of taken) {
            const client = await new AdminClient(app).signIn(userName, password);
            const { user } = (await client.get('session')).body as unknown as {
              user: { permissions: Permission[] };
            };
            for (const permission of user.permissions) gained.add(permission);
          }
          expect([...gained].filter((permission) => !own.includes(permission))).toEqual([]);
          const { assignableRoles } = (await ada.get('scim/connection')).body as unknown as {
            assignableRoles: string[];
          };
          for (const name of assignableRoles) {
            const given = (await ada.get(`roles/${name}`)).body as unknown as { permissions: Permission[] };
            expect(given.permissions.filter((permission) => !own.includes(permission))).toEqual([]);
          }
          await ada.patch('scim/connection', { assignableRoles: ['member'] });
        },
      ),
      { numRuns: 40 },
    );
  });
});
