import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, type Body, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, CORE_USER, ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;

/**
 * The story of seeds/002, step by step: a registry whose organizations follow the provider's groups, an expiring or
 * eternal token that an administrator's own token makes, and a readiness check with it.
 */
describe.each(engines())('Organizations that follow groups on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let okta: ScimClient;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  const organization = async (name: string): Promise<Body | undefined> =>
    (await ada.get(`organizations?q=${name}`)).body.items.find((one) => one['name'] === name);
  const membersOf = async (name: string): Promise<string[]> =>
    (await ada.get(`organizations/${(await organization(name))!.id}/members`)).body.items.map(({ id }) => id);
  const issue = async (body: object): Promise<Body> => {
    const permissions = ['provisioning:create', 'provisioning:read'];
    const { token } = (await ada.post('access-tokens', { name: 'buf', permissions })).body;
    const response = await app.fetch('/api/v1/scim/secret', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(201);
    return (await response.json()) as Body;
  };

  it('begin with a token that expires, made by an administrator from the command line', async () => {
    const expiresAt = new Date(Date.now() + DAY).toISOString();
    const issued = await issue({ expiresAt });
    expect(issued['expiresAt']).toBe(expiresAt);
    okta = new ScimClient(app, issued.secret);
    expect((await okta.get('/Users')).status).toBe(200);
  });

  it('or with one that never expires, where no time is said', async () => {
    const issued = await issue({});
    expect(issued['expiresAt']).toBeNull();
    okta = new ScimClient(app, issued.secret);
    expect((await ada.get('scim/secret')).body).toMatchObject({ state: 'active', expiresAt: null });
  });

  it('are preceded by a readiness check with the token, which warns and says what to do', async () => {
    await ada.post('users', { userName: 'no-address' });
    const { status, body } = await okta.get('/readiness');
    expect(status).toBe(200);
    const checks = body['checks'] as { id: string; status: string; count?: number; fix?: string }[];
    const warning = checks.find(({ id }) => id === 'accounts_with_email');
    expect(warning).toMatchObject({ status: 'warning', count: 1, fix: expect.any(String) });
    for (const check of checks.filter(({ status: is }) => is !== 'ok'))
      expect(check.fix, check.id).toBeTruthy();
  });

  it('keep of users what they are known by: external ID, username, names and the e-mail of type work', async () => {
    const { status, body } = await okta.post('/Users', {
      schemas: [CORE_USER],
      externalId: '00u1',
      userName: 'ann@example.com',
      name: { givenName: 'Ann', familyName: 'Lee' },
      emails: [
        { type: 'home', value: 'ann@home.example' },
        { type: 'work', value: 'ann@example.com', primary: true },
      ],
    });
    ids['ann'] = body.id;
    ids['bob'] = (await okta.createUser('bob@example.com')).id;
    expect(status).toBe(201);
    expect((await ada.get(`users/${body.id}`)).body).toMatchObject({
      externalId: '00u1',
      userName: 'ann@example.com',
      givenName: 'Ann',
      familyName: 'Lee',
      email: 'ann@example.com',
    });
    const patched = await okta.patch(`/Users/${body.id}`, {
      op: 'replace',
      path: 'emails[type eq "work"].value',
      value: 'ann.lee@example.com',
    });
    expect(patched.status).toBe(200);
    expect((await ada.get(`users/${body.id}`)).body['email']).toBe('ann.lee@example.com');
  });

  it('are not touched by pushed groups before organization provisioning is on', async () => {
    ids['platform'] = (await okta.createGroup('platform', [ids['ann']!])).id;
    expect((await ada.get('organizations')).body.items).toEqual([]);
  });

  it('follow the groups once it is on', async () => {
    await ada.patch('scim/connection', { organizationProvisioning: true });
    await expect.poll(() => organization('platform'), { timeout: 30_000 }).toBeDefined();
    await expect.poll(() => membersOf('platform'), { timeout: 30_000 }).toEqual([ids['ann']]);
    ids['data'] = (await okta.createGroup('data', [ids['bob']!])).id;
    expect(await membersOf('data')).toEqual([ids['bob']]);
  });

  it('have people added and removed as they are in the group', async () => {
    const path = `/Groups/${ids['data']}`;
    await okta.patch(path, { op: 'add', path: 'members', value: [{ value: ids['ann'] }] });
    expect((await membersOf('data')).sort()).toEqual([ids['ann'], ids['bob']].sort());
    await okta.patch(path, { op: 'remove', path: `members[value eq "${ids['bob']}"]` });
    expect(await membersOf('data')).toEqual([ids['ann']]);
  });

  it('lose whom the provider deactivates as little as the group does, and whom it deletes at once', async () => {
    await okta.patch(`/Users/${ids['ann']}`, { op: 'replace', path: 'active', value: false });
    expect((await ada.get(`users/${ids['ann']}`)).body).toMatchObject({ active: false, status: 'inactive' });
    await okta.delete(`/Users/${ids['ann']}`);
    expect(await membersOf('data')).toEqual([]);
    expect(await membersOf('platform')).toEqual([]);
  });
});

describe.each(engines())('Organizations without groups on $name', (engine) => {
  it('are changed by nobody but those who look after them', async () => {
    const app = await startTestApp({ engine });
    try {
      const { admin, scim } = await connect(app);
      const { id } = await scim.createUser('ann');
      const organization = (await admin.post('organizations', { name: 'sales' })).body.id;
      await admin.send('PUT', `organizations/${organization}/members/${id}`);
      const group = await scim.createGroup('sales', []);
      await scim.delete(`/Groups/${group.id}`);
      const { items } = (await admin.get(`organizations/${organization}/members`)).body;
      expect(items.map((member) => member.id)).toEqual([id]);
    } finally {
      await app.close();
    }
  });
});
