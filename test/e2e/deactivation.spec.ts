import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdminClient, PASSWORD } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, CORE_USER, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('Deactivation on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  /** A managed user who has a password, and is signed in. */
  async function signedIn(userName: string): Promise<{ id: string; client: AdminClient }> {
    const { id } = await scim.createUser(userName);
    await admin.patch(`users/${id}`, { password: PASSWORD });
    return { id, client: await new AdminClient(app).signIn(userName) };
  }

  const sessionsOf = (id: string): Promise<unknown[]> => {
    const unit = app.nest.get(UnitOfWork, { strict: false });
    return unit.read(() => unit.query('SELECT id FROM sessions WHERE tenant_id = 1 AND user_id = ?', [id]));
  };

  it.each<[spelling: string, end: (id: string, userName: string) => Promise<{ status: number }>]>([
    [
      'PATCH with a path',
      (id) => scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }),
    ],
    ['PATCH without path', (id) => scim.patch(`/Users/${id}`, { op: 'replace', value: { active: false } })],
    [
      'PATCH with a string (Entra ID)',
      (id) => scim.patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' }),
    ],
    [
      'PATCH without path, with a string',
      (id) => scim.patch(`/Users/${id}`, { op: 'Add', value: { active: 'False' } }),
    ],
    ['PUT', (id, userName) => scim.put(`/Users/${id}`, { schemas: [CORE_USER], userName, active: false })],
    ['DELETE', (id) => scim.delete(`/Users/${id}`)],
    ['the admin API', (id) => admin.patch(`users/${id}`, { active: false })],
  ])('by %s ends every session in the same instant', async (spelling, end) => {
    const userName = `ending by ${spelling}`;
    const { id, client } = await signedIn(userName);
    expect((await end(id, userName)).status).toBeLessThan(300);
    expect(await sessionsOf(id)).toEqual([]);
    expect((await client.get('session')).status).toBe(401);
    expect((await client.post('session', { email: userName, password: PASSWORD })).status).toBe(401);
  });

  it('ends access tokens, and takes nothing else: who is active again has groups, organizations and roles', async () => {
    const { id, client } = await signedIn('returning');
    await admin.post('roles', { name: 'guide', permissions: ['users:read', 'access-tokens:write'] });
    await admin.patch(`users/${id}`, { roles: ['guide'] });
    const organization = (await admin.post('organizations', { name: 'Guides' })).body.id;
    await admin.send('PUT', `organizations/${organization}/members/${id}`);
    const group = await scim.createGroup('Guides', [id]);
    const { token } = (await client.post('access-tokens', { name: 'Wiki', permissions: ['users:read'] }))
      .body;
    const program = new AdminClient(app, token);
    expect((await program.get('users')).status).toBe(200);
    const belongings = async () => {
      const { roles, groups, organizations } = (await admin.get(`users/${id}`)).body;
      return { roles, groups, organizations };
    };
    const before = await belongings();
    await scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
    expect((await program.get('users')).status).toBe(401);
    await scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    expect(await belongings()).toEqual(before);
    expect(await scim.membersOf(group.id)).toEqual([id]);
    // What was ended stays so: whoever has found a token in the meantime has nothing.
    expect((await program.get('users')).status).toBe(401);
    expect((await client.get('session')).status).toBe(401);
    await client.signIn('returning');
  });

  it('leaves no session behind in a hundred races with signing in', async () => {
    const { id } = await signedIn('racer');
    const nobody = new AdminClient(app);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    for (let round = 0; round < 100; round++) {
      const [signIn] = await Promise.all([
        nobody.post('session', { email: 'racer', password: PASSWORD }),
        scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }),
      ]);
      expect([201, 401]).toContain(signIn.status);
      expect(await sessionsOf(id)).toEqual([]);
      await scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
      // The races that were lost are failures, which would slow the next ones down.
      await unit.write(() => unit.execute('DELETE FROM sign_in_throttles'));
    }
  });
});
