import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RetainedUsersRemoval } from '../../src/directory/retention/retained-users-removal.js';
import { Sealer } from '../../src/journal/sealer.js';
import { AdminClient, PASSWORD, type Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { eraseHistory } from '../support/erasure.js';
import { connect, ENTERPRISE, ScimClient, type ScimBody } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;

describe.each(engines())('Users who are retained on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    await admin.patch('scim/connection', { onDelete: 'retain' });
  });
  afterAll(() => app.close());
  afterEach(() => admin.patch('scim/connection', { onDelete: 'retain', rejoin: false }));

  const listed = async (): Promise<readonly Body[]> => (await admin.get('retained-users')).body.items;
  const retained = async (id: string) => (await listed()).find((user) => user.id === id);
  const restore = (id: string, client = admin) => client.post(`retained-users/${id}/restoration`);
  const shown = async (id: string): Promise<Body> => (await admin.get(`users/${id}?include=scim`)).body;
  const historyOf = async (id: string) => (await admin.get(`audit-events?targetId=${id}`)).body.items;

  /** A user whom the IdP has made and deleted. */
  async function deleted(userName: string, rest: object = {}): Promise<ScimBody> {
    const user = await scim.createUser(userName, rest);
    expect((await scim.delete(`/Users/${user.id}`)).status).toBe(204);
    return user;
  }

  /** One who has all that a user may have. */
  async function furnished(userName: string) {
    const user = await scim.createUser(userName, {
      externalId: `external ${userName}`,
      emails: [{ value: `${userName}@example.com`, type: 'work' }],
      [ENTERPRISE]: { department: 'Guides' },
    });
    const group = await scim.createGroup(`Group of ${userName}`, [user.id]);
    const organization = (await admin.post('organizations', { name: `Organization of ${userName}` })).body;
    await admin.patch(`users/${user.id}`, {
      password: PASSWORD,
      roles: ['auditor', 'user_manager'],
      organizations: [organization.id],
    });
    await admin.send('PUT', `organizations/${organization.id}/members/${user.id}`, { role: 'lead' });
    return { user, group, organization };
  }

  it('are gone for everybody: their names are free, and nothing of theirs lets anybody in', async () => {
    const { user, group } = await furnished('gone');
    await admin.post('roles', { name: 'programmer', permissions: ['users:read', 'access-tokens:write'] });
    await admin.patch(`users/${user.id}`, { roles: ['programmer'] });
    const client = await new AdminClient(app).signIn('gone');
    const { token } = (await client.post('access-tokens', { name: 'x', permissions: ['users:read'] })).body;
    expect((await new AdminClient(app, token).get('users')).status).toBe(200);
    expect((await scim.delete(`/Users/${user.id}`)).status).toBe(204);
    for (const answer of [
      await scim.get(`/Users/${user.id}`),
      await scim.patch(`/Users/${user.id}`, { op: 'replace', path: 'active', value: true }),
      await scim.delete(`/Users/${user.id}`),
      await admin.get(`users/${user.id}`),
      await admin.patch(`users/${user.id}`, { roles: [] }),
      await admin.post(`users/${user.id}/password-link`),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await scim.filter('Users', 'userName eq "gone"')).body.totalResults).toBe(0);
    expect(await scim.membersOf(group.id)).toEqual([]);
    expect((await admin.get('users?q=gone')).body.items).toEqual([]);
    expect((await client.get('session')).status).toBe(401);
    expect((await new AdminClient(app, token).get('users')).status).toBe(401);
    expect((await admin.post('session', { email: 'gone', password: PASSWORD })).status).toBe(401);
    const [entry] = await historyOf(user.id);
    expect(entry).toMatchObject({ action: 'user.deleted', actor: { type: 'scim' } });
    expect(entry!['changes']).toContainEqual({ path: 'retained', before: null, after: true });
    // A re-hire is a new account: nothing of the old one belongs to it.
    const again = await scim.createUser('gone', { externalId: 'external gone' });
    expect(again.id).not.toBe(user.id);
    expect(await shown(again.id)).toMatchObject({ roles: [], groups: [], organizations: [] });
  });

  it('come back under their id, with what they had and without a password', async () => {
    const { user, group, organization } = await furnished('back');
    const before = await shown(user.id);
    await scim.delete(`/Users/${user.id}`);
    expect(await retained(user.id)).toMatchObject({
      userName: 'back',
      email: 'back@example.com',
      externalId: 'external back',
      externallyManaged: true,
      roles: ['auditor', 'user_manager'],
    });
    const answer = await restore(user.id);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        id: user.id,
        externallyManaged: true,
        // The provider has something else, namely nobody.
        drift: true,
        roles: ['auditor', 'user_manager'],
        groups: [{ id: group.id }],
        organizations: [{ id: organization.id, role: 'lead' }],
        createdAt: before['createdAt'],
      },
    ]);
    const resource = (await scim.get(`/Users/${user.id}`)).body;
    expect({ ...resource, meta: {}, groups: [] }).toEqual({
      ...(before['scim'] as object),
      meta: {},
      groups: [],
    });
    // No entity tag of before is that of now.
    expect(resource.meta.version).not.toBe((before['scim'] as ScimBody).meta.version);
    expect((await admin.get(`groups/${group.id}`)).body).toMatchObject({ memberCount: 1, drift: true });
    expect((await admin.post('session', { email: 'back', password: PASSWORD })).status).toBe(401);
    expect(await retained(user.id)).toBeUndefined();
    expect((await restore(user.id)).status).toBe(404);
    const created = (await historyOf(user.id)).find(({ action }) => action === 'user.created')!;
    expect(created['actor']).toMatchObject({ id: admin.user!.id });
    expect(created['changes']).toEqual(
      expect.arrayContaining([
        { path: 'retained', before: true, after: null },
        { path: 'userName', before: null, after: 'back' },
      ]),
    );
    // The provider finds them as it would any other, and goes on with them.
    expect((await scim.filter('Users', 'userName eq "back"')).body.Resources[0]!.id).toBe(user.id);
    await scim.patch(`/Users/${user.id}`, { op: 'replace', path: 'title', value: 'Guide' });
    expect((await shown(user.id))['drift']).toBe(false);
  });

  it('come back inactive who were inactive, and without what is there no more', async () => {
    const { user, group, organization } = await furnished('late');
    await admin.post('roles', { name: 'desk', permissions: ['users:read'] });
    await admin.patch(`users/${user.id}`, { roles: ['desk'] });
    await scim.patch(`/Users/${user.id}`, { op: 'replace', path: 'active', value: false });
    await scim.delete(`/Users/${user.id}`);
    for (const path of [`groups/${group.id}`, `organizations/${organization.id}`, 'roles/desk']) {
      expect((await admin.delete(path)).status).toBe(204);
    }
    expect((await restore(user.id)).body).toMatchObject({
      active: false,
      roles: [],
      groups: [],
      organizations: [],
    });
  });

  it('get back from whoever restores them no more than that person may give', async () => {
    const { user } = await furnished('mighty');
    await scim.delete(`/Users/${user.id}`);
    const manager = await admin.appoint('restoring manager', 'user_manager');
    // Only administrators give user_manager, although a user manager may do all that it permits.
    expect((await restore(user.id, manager)).body['roles']).toEqual(['auditor']);
    await scim.delete(`/Users/${user.id}`);
    await admin.post('roles', { name: 'caretaker', permissions: ['users:read', 'users:write'] });
    const caretaker = await admin.appoint('restoring caretaker', 'caretaker');
    const auditor = await admin.appoint('reading auditor', 'auditor');
    expect((await auditor.get('retained-users')).status).toBe(200);
    expect((await restore(user.id, auditor)).status).toBe(403);
    // Nor does anybody remove for good who could do more.
    expect((await caretaker.delete(`retained-users/${user.id}`)).status).toBe(403);
    expect((await restore(user.id, caretaker)).body).toMatchObject({
      roles: [],
      groups: [],
      organizations: [],
    });
  });

  it('wait where somebody else has their name by now', async () => {
    const user = await deleted('wanted');
    const other = await scim.createUser('Wanted');
    const answer = await restore(user.id);
    expect([answer.status, answer.body.detail]).toMatchObject([409, expect.stringContaining('"wanted"')]);
    expect(await retained(user.id)).toBeDefined();
    await admin.delete(`users/${other.id}`);
    expect((await restore(user.id)).status).toBe(200);
  });

  it('are those whom the provider deletes: what administrators delete is gone', async () => {
    const user = await scim.createUser('deleted here');
    await admin.delete(`users/${user.id}`);
    expect(await retained(user.id)).toBeUndefined();
    expect((await restore(user.id)).status).toBe(404);
    await admin.patch('scim/connection', { onDelete: 'delete' });
    expect(await retained((await deleted('not kept')).id)).toBeUndefined();
  });

  it('rejoin, where that is set, by their externalId: the old id and no privileges', async () => {
    const { user } = await furnished('rehired');
    await scim.delete(`/Users/${user.id}`);
    await admin.patch('scim/connection', { rejoin: true });
    // What identifies is the case of it, too.
    const other = await scim.createUser('namesake', { externalId: 'EXTERNAL rehired' });
    expect(other.id).not.toBe(user.id);
    const again = await scim.createUser('rehired.2', { externalId: 'external rehired' });
    expect(again.id).toBe(user.id);
    expect(await shown(user.id)).toMatchObject({
      userName: 'rehired.2',
      email: null,
      active: true,
      drift: false,
      roles: [],
      groups: [],
      organizations: [],
    });
    expect((await admin.post('session', { email: 'rehired.2', password: PASSWORD })).status).toBe(401);
    expect(await retained(user.id)).toBeUndefined();
    const entry = (await historyOf(user.id)).find(({ action }) => action === 'user.created');
    expect(entry!['actor']).toMatchObject({ type: 'scim' });
    expect(entry!['changes']).toContainEqual({ path: 'retained', before: true, after: null });
    // Once: the next one of this externalId is somebody new.
    expect((await scim.createUser('rehired.3', { externalId: 'external rehired' })).id).not.toBe(user.id);
  });

  it('rejoin once, however many ask at the same moment', async () => {
    const user = await deleted('contested', { externalId: 'contested' });
    await admin.patch('scim/connection', { rejoin: true });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        scim.createUser(`contestant ${index}`, { externalId: 'contested' }),
      ),
    );
    expect(answers.filter(({ id }) => id === user.id)).toHaveLength(1);
  });

  it('are listed a page at a time, those deleted last first', async () => {
    const users = [await deleted('page 1'), await deleted('page 2'), await deleted('page 3')];
    const first = (await admin.get('retained-users?limit=2')).body;
    const second = (await admin.get(`retained-users?limit=1&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      users.map(({ id }) => id).reverse(),
    );
    expect((await admin.get(`users?cursor=${first.nextCursor}`)).status).toBe(400);
  });

  it('are removed for good when an administrator says so, or 30 days have passed', async () => {
    const [now, later] = [await deleted('purged now'), await deleted('purged later')];
    expect((await admin.delete(`retained-users/${now.id}`)).status).toBe(204);
    expect((await admin.delete(`retained-users/${now.id}`)).status).toBe(404);
    expect((await historyOf(now.id))[0]).toMatchObject({ action: 'user.purged', actor: { type: 'user' } });
    const removal = app.nest.get(RetainedUsersRemoval, { strict: false });
    const { deletedAt, keptUntil } = (await retained(later.id))!;
    expect(Date.parse(keptUntil as string) - Date.parse(deletedAt as string)).toBe(30 * DAY);
    await removal.removeOld(1, Date.parse(keptUntil as string));
    expect(await retained(later.id)).toBeDefined();
    await removal.removeOld(1, Date.now() + 30 * DAY + 1);
    expect(await listed()).toEqual([]);
    const [purged] = await historyOf(later.id);
    expect(purged).toMatchObject({ action: 'user.purged', actor: { type: 'system' } });
    expect(purged!['changes']).toEqual([{ path: 'retained', before: true, after: null }]);
  });

  it('are not brought back by undoing, which says where they are', async () => {
    const user = await deleted('undone');
    await app.nest.get(Sealer, { strict: false }).seal(1);
    const entry = (await historyOf(user.id)).find(({ action }) => action === 'user.created')!;
    const undo = () => admin.post(`users/${user.id}/restoration`, { sequence: entry['sequence'] });
    expect((await undo()).body).toMatchObject({ code: 'retained' });
    await restore(user.id);
    // Their creation, the second one, is as far as undoing goes.
    expect((await undo()).status).toBe(400);
    await scim.delete(`/Users/${user.id}`);
    await admin.delete(`retained-users/${user.id}`);
    expect((await undo()).body).toMatchObject({ code: 'deleted' });
  });

  it('go with the history that is erased: nothing is kept of them', async () => {
    const user = await deleted('Zacharias Unusual');
    await eraseHistory(admin, user.id);
    expect(await retained(user.id)).toBeUndefined();
    expect(JSON.stringify(await historyOf(user.id))).not.toContain('Unusual');
  });

  it('are of their tenant alone', async () => {
    const user = await deleted('ours');
    const other = (await secondTenant(app)).admin;
    expect((await other.get('retained-users')).body.items).toEqual([]);
    expect((await restore(user.id, other)).status).toBe(404);
    expect((await other.delete(`retained-users/${user.id}`)).status).toBe(404);
    expect(await retained(user.id)).toBeDefined();
  });

  it('come back as the end of the connection says: managed, local or inactive', async () => {
    const disconnect = (managedAccounts: string) =>
      admin.send('DELETE', 'scim/connection', { managedAccounts });
    const cases = [
      ['keep', { externallyManaged: true, active: true }],
      ['convert', { externallyManaged: false, active: true }],
      ['deactivate', { externallyManaged: true, active: false }],
    ] as const;
    for (const [choice, expected] of cases) {
      const user = await deleted(`after ${choice}`, { externalId: choice });
      expect((await disconnect(choice)).status).toBe(204);
      const [event] = (await admin.get('audit-events?action=connection.deleted')).body.items;
      expect(event!['changes']).toContainEqual({ path: 'managedAccounts', before: null, after: choice });
      scim = new ScimClient(app, (await admin.post('scim/secret')).body.secret);
      await admin.patch('scim/connection', { onDelete: 'retain', rejoin: true });
      if (choice === 'convert') {
        // Whom no provider manages none gets back.
        expect((await scim.createUser('stranger', { externalId: choice })).id).not.toBe(user.id);
      }
      expect((await restore(user.id)).body).toMatchObject({ id: user.id, ...expected });
    }
  });
});
