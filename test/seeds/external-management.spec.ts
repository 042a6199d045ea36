import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, type Body, PASSWORD, setUp } from '../support/admin-client.js';
import { RedirectFollower } from '../support/browser.js';
import { engines } from '../support/engines.js';
import { CLIENT, OpenIdTestProvider } from '../support/openid-provider.js';
import { CORE_GROUP, CORE_USER, ENTERPRISE, ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/**
 * The story of seeds/000, step by step: an Entra administrator takes over the people and groups of an application
 * that has some already, and what the provider manages can be changed there alone.
 */
describe.each(engines())('Users and groups that are managed externally on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let provider: OpenIdTestProvider;
  let entra: ScimClient;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await startTestApp({ engine, env: { ALLOW_PRIVATE_NETWORKS: 'true' } });
    ada = await setUp(app);
    provider = await OpenIdTestProvider.start([`http://localhost:${app.port}/sso/callback`]);
    for (const [name, email] of [
      ['carol', 'Carol@example.com'],
      ['dave', 'dave@example.com'],
      ['local', 'local@example.com'],
    ] as const) {
      ids[name] = (await ada.post('users', { userName: name, email, givenName: name })).body.id;
    }
    ids['engineering'] = (await ada.post('groups', { displayName: 'engineering' })).body.id;
    ids['own'] = (await ada.post('groups', { displayName: 'Own group' })).body.id;
    for (const user of ['dave', 'local']) {
      await ada.post(`groups/${ids['engineering']}/members`, { memberIds: [ids[user]] });
    }
  });
  afterAll(async () => {
    await provider.close();
    await app.close();
  });

  const user = async (name: string): Promise<Body> => (await ada.get(`users/${ids[name]}`)).body;
  const group = async (name: string): Promise<Body> => (await ada.get(`groups/${ids[name]}`)).body;
  const change = (path: string, changes: object) => ada.patch(path, changes);
  const person = (name: string, email: string) => ({
    schemas: [CORE_USER, ENTERPRISE],
    userName: email,
    externalId: `entra-${name}`,
    active: true,
    displayName: `${name} From Entra`,
    name: { givenName: name, familyName: 'From Entra' },
    emails: [{ type: 'work', value: email, primary: true }],
  });

  it('are switched on: the provisioning URL and the token are there to be copied', async () => {
    const { secret } = (await ada.post('scim/secret')).body;
    const connection = (await change('scim/connection', { name: 'Entra', provider: 'entra', enabled: true }))
      .body;
    expect(connection['tenantUrl']).toBe(`http://localhost:${app.port}/scim/v2`);
    entra = new ScimClient(app, secret);
  });

  it('pass "Test Connection": a search for somebody who is not there is empty, and no error', async () => {
    const { status, body } = await entra.filter('Users', 'userName eq "9b1c3a52-not-there"');
    expect([status, body.totalResults, body.Resources]).toEqual([200, 0, []]);
    expect((await new ScimClient(app, 'wrong').get('/Users')).status).toBe(401);
  });

  it('are matched by e-mail, whatever its case, keep their id and are marked as managed externally', async () => {
    const answer = await entra.post('/Users', person('carol', 'carol@example.com'));
    expect([answer.status, answer.body.id]).toEqual([201, ids['carol']]);
    expect(await user('carol')).toMatchObject({
      externallyManaged: true,
      userName: 'carol@example.com',
      givenName: 'carol',
      familyName: 'From Entra',
    });
    ids['new'] = (await entra.post('/Users', person('erin', 'erin@example.com'))).body.id;
    const told = (await ada.get(`audit-events?targetId=${ids['carol']}`)).body.items;
    expect(told.map(({ action }) => action)).toContain('user.matched');
    expect(told.flatMap(({ changes }) => changes)).toContainEqual({
      path: 'userName',
      before: 'carol',
      after: 'carol@example.com',
    });
  });

  it('take groups over by name, and put the members of the provider in the place of those before', async () => {
    const answer = await entra.post('/Groups', {
      schemas: [CORE_GROUP],
      displayName: 'Engineering',
      externalId: 'entra-engineering',
      members: [{ value: ids['carol'] }, { value: ids['new'] }],
    });
    expect([answer.status, answer.body.id]).toEqual([201, ids['engineering']]);
    expect(await group('engineering')).toMatchObject({ externallyManaged: true, memberCount: 2 });
    expect((await entra.membersOf(ids['engineering']!)).sort()).toEqual([ids['carol'], ids['new']].sort());
  });

  it('show who was synced, and who was not', async () => {
    const names = async (externallyManaged: boolean) =>
      (await ada.get(`users?externallyManaged=${externallyManaged}`)).body.items.map(({ id }) => id);
    expect((await names(true)).sort()).toEqual([ids['carol'], ids['new']].sort());
    expect((await names(false)).sort()).toEqual([ada.user!.id, ids['dave'], ids['local']].sort());
  });

  it.each([
    ['email', 'other@example.com'],
    ['userName', 'other'],
    ['givenName', 'Other'],
    ['familyName', 'Other'],
  ])('cannot be changed locally in %s', async (field, value) => {
    const { status, body } = await change(`users/${ids['carol']}`, { [field]: value });
    expect([status, body['code']]).toEqual([409, 'externally_managed']);
    expect(body.detail).toContain(field);
    expect((await change(`users/${ids['local']}`, { [field]: value })).status).toBe(200);
  });

  it('keep roles and what else is not synced editable', async () => {
    expect((await change(`users/${ids['carol']}`, { roles: ['auditor'] })).body['roles']).toEqual([
      'auditor',
    ]);
    const organization = (await ada.post('organizations', { name: 'Application' })).body.id;
    expect((await change(`users/${ids['carol']}`, { organizations: [organization] })).status).toBe(200);
    expect(await user('carol')).toMatchObject({ userName: 'carol@example.com', roles: ['auditor'] });
  });

  it('keep the icon of a synced group editable, its name and members not; other groups as they were', async () => {
    const renamed = await change(`groups/${ids['engineering']}`, { displayName: 'Ours' });
    const added = await ada.post(`groups/${ids['engineering']}/members`, { memberIds: [ids['local']] });
    expect([renamed, added].map(({ status, body }) => [status, body['code']])).toEqual([
      [409, 'externally_managed'],
      [409, 'externally_managed'],
    ]);
    expect((await change(`groups/${ids['engineering']}`, { icon: '🛠️' })).body['icon']).toBe('🛠️');
    expect((await change(`groups/${ids['own']}`, { displayName: 'Renamed' })).status).toBe(200);
    const mine = await ada.post(`groups/${ids['own']}/members`, { memberIds: [ids['carol']] });
    expect(mine.status).toBe(204);
  });

  it('sign in by single sign-on, which can be enforced once it was tested', async () => {
    await ada.send('PUT', 'settings/sso', {
      issuer: provider.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
    });
    const signIn = async (email: string): Promise<string | null> => {
      provider.account = { subject: `subject of ${email}`, email, emailVerified: true };
      const browser = new RedirectFollower(app);
      const start = (await browser.get('/sso/start')).headers.get('location')!;
      return (await browser.get(await browser.followUntilHere(start))).headers.get('location');
    };
    expect(await signIn('erin@example.com')).toBe('/');
    expect(await signIn('stranger@example.com')).toContain('error=sso_failed');
    expect((await change('scim/connection', { ssoEnforced: true })).body['code']).toBe('sso_not_tested');
    const link = await ada.post(`users/${ids['carol']}/password-link`);
    expect(link.status).toBe(409);
    const byPassword = await ada.post('session', { email: 'erin@example.com', password: PASSWORD });
    expect(byPassword.status).toBe(401);
  });

  it('are deactivated by the provider, and nobody else', async () => {
    const { status } = await entra.patch(`/Users/${ids['carol']}`, {
      op: 'Replace',
      path: 'active',
      value: 'False',
    });
    expect(status).toBe(200);
    expect(await user('carol')).toMatchObject({ active: false, status: 'inactive' });
    expect(await user('dave')).toMatchObject({ active: true, externallyManaged: false });
  });
});
