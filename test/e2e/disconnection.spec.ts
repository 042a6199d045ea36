import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('The end of a connection on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;

  beforeEach(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterEach(() => app.close());

  const disconnect = (managedAccounts: unknown, by = admin) =>
    by.send('DELETE', 'scim/connection', { managedAccounts });
  const actionsOn = async (id: string): Promise<unknown[]> =>
    (await admin.get(`audit-events?targetId=${id}`)).body.items.map((item) => item['action']);
  const reconnect = async (): Promise<ScimClient> =>
    new ScimClient(app, (await admin.post('scim/secret')).body.secret);

  it('voids the secret and puts the settings back, and says so in the history', async () => {
    await admin.patch('scim/connection', { name: 'Okta', provider: 'okta', conformance: 'strict' });
    expect((await disconnect('keep')).status).toBe(204);
    expect((await scim.get('/Users')).status).toBe(401);
    const { body } = await admin.get('scim/connection');
    expect(body).toMatchObject({ enabled: false, name: 'SCIM', provider: 'other', status: 'not_set_up' });
    expect(body).toMatchObject({ conformance: 'tolerant', administratorId: null });
    const [event] = (await admin.get('audit-events?action=connection.deleted')).body.items;
    expect(event!['changes']).toContainEqual({ path: 'provider', before: 'okta', after: 'other' });
    expect((await admin.get('audit-events?action=scim_secret.voided')).body.items).toHaveLength(1);
    expect((await disconnect('keep')).status).toBe(204);
  });

  it.each([[undefined], ['delete'], [null], [['keep']]])('needs a choice; %j is none', async (choice) => {
    const { status, body } = await disconnect(choice);
    expect([status, body['errors']]).toMatchObject([400, [{ path: 'managedAccounts' }]]);
    expect((await scim.get('/Users')).status).toBe(200);
  });

  it('keeps accounts managed, and the next connection goes on with them', async () => {
    const { id } = await scim.createUser('ann');
    await disconnect('keep');
    const again = await reconnect();
    expect((await again.filter('Users', 'userName eq "ann"')).body.Resources[0]!.id).toBe(id);
    expect((await admin.patch(`users/${id}`, { displayName: 'Ann' })).status).toBe(409);
  });

  it('converts users and groups to local ones, which are edited here', async () => {
    const users = await Promise.all(
      Array.from({ length: 450 }, (_, index) => scim.createUser(`user ${index}`)),
    );
    const group = await scim.createGroup('Sales', [users[0]!.id]);
    await disconnect('convert');
    expect((await admin.get('users?externallyManaged=true')).body.items).toEqual([]);
    const { id } = users.at(-1)!;
    expect((await admin.patch(`users/${id}`, { displayName: 'Ann' })).status).toBe(200);
    expect(await actionsOn(group.id)).toEqual(['group.updated', 'group.member_added', 'group.created']);
    const again = await reconnect();
    // Connecting again does not collide: it finds them, and takes over whom it writes to.
    expect((await again.get('/Users')).body.totalResults).toBe(users.length);
    await again.patch(`/Users/${id}`, { op: 'replace', path: 'title', value: 'Guide' });
    expect((await admin.get('users?externallyManaged=true')).body.items.map((user) => user.id)).toEqual([id]);
  });

  it('deactivates users, ends their sessions, and spares the last administrator', async () => {
    const users = await Promise.all(
      Array.from({ length: 250 }, (_, index) => scim.createUser(`user ${index}`)),
    );
    const [ann] = users;
    await admin.patch(`users/${ann!.id}`, { password: 'correct horse battery', roles: ['administrator'] });
    const client = await admin.signIn(ann!['userName']);
    await client.delete(`users/${admin.user!.id}`);
    const { status } = await disconnect('deactivate', client);
    expect(status).toBe(204);
    expect((await client.get('users?status=active')).body.items.map(({ id }) => id)).toEqual([ann!.id]);
    expect((await client.get(`audit-events?targetId=${users.at(-1)!.id}`)).body.items[0]).toMatchObject({
      action: 'user.deactivated',
      actor: { id: ann!.id },
    });
  });

  it('deactivates nobody who may do more than who asks', async () => {
    const [ann, bob] = [await scim.createUser('ann'), await scim.createUser('bob')];
    await admin.patch(`users/${ann.id}`, { roles: ['administrator'] });
    const manager = await admin.appoint('manager', 'user_manager');
    expect((await disconnect('deactivate', manager)).status).toBe(403);
    expect((await scim.get(`/Users/${bob.id}`)).body['active']).toBe(true);
    expect((await disconnect('keep', manager)).status).toBe(204);
  });
});
