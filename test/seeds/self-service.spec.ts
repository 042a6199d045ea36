import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/**
 * The story of seeds/003, step by step: a product lets its customers connect their own provider by themselves, each
 * in a tenant of its own, where roles say who may create, see and delete provisioning.
 */
describe.each(engines())('Customers who connect their own provider on $name', (engine) => {
  let app: TestApp;
  let vendor: AdminClient;
  let customer: AdminClient;
  let operator: AdminClient;
  let onlooker: AdminClient;
  let provider: ScimClient;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await startTestApp({ engine });
    vendor = await setUp(app);
  });
  afterAll(() => app.close());

  const signIn = async (email: string): Promise<AdminClient> => {
    const { status, body } = await new AdminClient(app).post('session', {
      email,
      password: PASSWORD,
      tenant: 'acme',
    });
    expect(status).toBe(201);
    return new AdminClient(app, body.token, body.user);
  };
  const join = async (name: string, ...roles: string[]): Promise<AdminClient> => {
    const user = { userName: name, email: `${name}@acme.example`, password: PASSWORD, roles };
    expect((await customer.post('users', user)).status).toBe(201);
    return signIn(`${name}@acme.example`);
  };

  it('get a tenant with a set-up link, by which their first administrator lets themselves in', async () => {
    const { status, body } = await vendor.post('tenants', { name: 'acme' });
    expect(status).toBe(201);
    const { url } = (body as unknown as { setupLink: { url: string } }).setupLink;
    const setupToken = new URL(url).searchParams.get('token');
    const administrator = { setupToken, email: 'it@acme.example', password: PASSWORD };
    expect((await new AdminClient(app).post('setup', administrator)).status).toBe(201);
    customer = await signIn('it@acme.example');
    expect((await customer.get('users')).body.items).toHaveLength(1);
  });

  it('say by roles who may create, read and delete provisioning', async () => {
    const permissions = ['provisioning:create', 'provisioning:read', 'provisioning:delete'];
    await customer.post('roles', { name: 'connector', permissions });
    await customer.post('roles', { name: 'onlooker', permissions: ['provisioning:read'] });
    operator = await join('operator', 'user_manager');
    onlooker = await join('onlooker', 'onlooker');
    const connector = await join('connector', 'connector');
    const nobody = await join('nobody');
    expect((await onlooker.get('scim/connection')).status).toBe(200);
    expect((await onlooker.patch('scim/connection', { name: 'Mine' })).status).toBe(403);
    expect((await onlooker.post('scim/secret')).status).toBe(403);
    expect((await onlooker.send('DELETE', 'scim/connection', { managedAccounts: 'keep' })).status).toBe(403);
    expect((await nobody.get('scim/connection')).status).toBe(403);
    // Permissions alone do not issue the secret: that takes a user manager or an administrator.
    expect((await connector.post('scim/secret')).status).toBe(403);
    expect((await connector.get('scim/connection')).status).toBe(200);
    expect((await connector.patch('scim/connection', { name: 'Mine' })).status).toBe(403);
  });

  it('add a connection: a name, a provider from the list, and a token to be copied once', async () => {
    const named = await operator.patch('scim/connection', { name: 'Acme Okta', provider: 'okta' });
    expect(named.body).toMatchObject({ name: 'Acme Okta', provider: 'okta', status: 'not_set_up' });
    expect((await operator.patch('scim/connection', { provider: 'netscape' })).status).toBe(400);
    const { status, body } = await operator.post('scim/secret');
    expect(status).toBe(201);
    provider = new ScimClient(app, body.secret);
    expect((await onlooker.get('scim/connection')).body).toMatchObject({ enabled: true, status: 'waiting' });
    expect(JSON.stringify((await onlooker.get('scim/secret')).body)).not.toContain(body.secret);
  });

  it('see that the provider has called', async () => {
    expect((await provider.filter('Users', 'userName eq "test@acme.example"')).body.totalResults).toBe(0);
    await expect
      .poll(async () => (await onlooker.get('scim/connection')).body['status'], { timeout: 10_000 })
      .toBe('connected');
  });

  it("take Entra's tenant URL with its query parameter", async () => {
    const answer = await provider.get('/Users?aadOptscim062020&filter=userName%20eq%20%22x%22');
    expect([answer.status, answer.body.totalResults]).toEqual([200, 0]);
  });

  it('provision users, update their details, and de-provision them', async () => {
    ids['ann'] = (await provider.createUser('ann@acme.example', { name: { givenName: 'Ann' } })).id;
    ids['bob'] = (await provider.createUser('bob@acme.example')).id;
    const updated = await provider.patch(`/Users/${ids['ann']}`, {
      op: 'replace',
      value: { name: { givenName: 'Anne' }, title: 'Engineer' },
    });
    expect(updated.status).toBe(200);
    expect((await customer.get(`users/${ids['ann']}`)).body).toMatchObject({
      givenName: 'Anne',
      externallyManaged: true,
    });
    await provider.patch(`/Users/${ids['bob']}`, { op: 'replace', path: 'active', value: false });
    expect((await customer.get('users?status=inactive')).body.items).toMatchObject([{ id: ids['bob'] }]);
  });

  it('provision groups, update their details, assign users and un-assign them, and de-provision groups', async () => {
    const { id } = await provider.createGroup('Engineering', [ids['ann']!]);
    await provider.patch(`/Groups/${id}`, { op: 'replace', path: 'displayName', value: 'R&D' });
    await provider.patch(`/Groups/${id}`, { op: 'add', path: 'members', value: [{ value: ids['bob'] }] });
    expect((await customer.get(`groups/${id}`)).body).toMatchObject({ displayName: 'R&D', memberCount: 2 });
    await provider.patch(`/Groups/${id}`, { op: 'remove', path: `members[value eq "${ids['ann']}"]` });
    expect(await provider.membersOf(id)).toEqual([ids['bob']]);
    expect((await provider.delete(`/Groups/${id}`)).status).toBe(204);
    expect((await customer.get('groups')).body.items).toEqual([]);
  });

  it('are strangers to one another and to the vendor', async () => {
    expect((await vendor.get('users')).body.items).toHaveLength(1);
    expect((await vendor.get(`users/${ids['ann']}`)).status).toBe(404);
    expect((await customer.get(`users/${vendor.user!.id}`)).status).toBe(404);
    const { secret } = (await vendor.post('scim/secret')).body;
    expect((await new ScimClient(app, secret).get(`/Users/${ids['ann']}`)).status).toBe(404);
    expect((await customer.post('tenants', { name: 'more' })).status).toBe(403);
  });

  it('delete the connection, and choose what becomes of the accounts', async () => {
    expect((await operator.send('DELETE', 'scim/connection', { managedAccounts: 'convert' })).status).toBe(
      204,
    );
    expect((await provider.get('/Users')).status).toBe(401);
    expect((await customer.get(`users/${ids['ann']}`)).body['externallyManaged']).toBe(false);
  });
});
