import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const COST_CENTER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter';

describe.each(engines())('The connection on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  it('begins with the defaults', async () => {
    expect((await ada.get('scim/connection')).body).toEqual({
      enabled: false,
      name: expect.any(String),
      status: 'not_set_up',
      statusDetail: expect.objectContaining({ sentence: 'No secret has been issued yet.' }),
      provider: 'other',
      tenantUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/scim\/v2$/),
      administratorId: null,
      notificationEmails: [],
      notifyOnFailure: true,
      notifyOnSync: false,
      massDeactivationShare: 10,
      provisionAdministrators: false,
      organizationProvisioning: false,
      onDelete: 'delete',
      rejoin: false,
      matchUsersBy: 'email',
      invitations: 'off',
      roleAttribute: null,
      assignableRoles: ['member'],
      ssoEnforced: false,
      conformance: 'tolerant',
    });
  });

  it('gives nobody a way up: who may issue the secret does not open administrators to it', async () => {
    const manager = await ada.appoint('climber', 'user_manager');
    expect((await manager.patch('scim/connection', { provisionAdministrators: true })).status).toBe(403);
    expect((await manager.patch('scim/connection', { ssoEnforced: true })).status).toBe(403);
    expect(
      (await manager.patch('scim/connection', { provisionAdministrators: false, ssoEnforced: false })).status,
    ).toBe(200);
    expect((await ada.patch('scim/connection', { provisionAdministrators: true })).status).toBe(200);
    expect((await manager.patch('scim/connection', { provisionAdministrators: false })).status).toBe(200);
    await ada.delete(`users/${manager.user!.id}`);
  });

  it('changes what is given, and writes down what was before', async () => {
    const before = (await ada.get('scim/connection')).body;
    const changes = {
      name: 'Okta',
      provider: 'okta',
      notificationEmails: ['it@example.com'],
      conformance: 'strict',
    };
    const changed = await ada.patch('scim/connection', changes);
    expect(changed).toMatchObject({ status: 200, body: { ...before, ...changes } });
    const [entry] = (await ada.get('audit-events?action=connection.updated')).body.items;
    expect(entry!['changes']).toEqual(
      Object.entries(changes).map(([path, after]) => ({ path, before: before[path], after })),
    );
  });

  it('writes nothing when nothing changes', async () => {
    const count = async () => (await ada.get('audit-events?action=connection.updated')).body.items.length;
    const before = await count();
    expect((await ada.patch('scim/connection', { name: 'Okta', roleAttribute: null })).status).toBe(200);
    expect(await count()).toBe(before);
  });

  it.each<[changes: object, path: string]>([
    [{ noSuchField: 1 }, 'noSuchField'],
    [{ status: 'connected' }, 'status'],
    [{ enabled: 'yes' }, 'enabled'],
    [{ enabled: null }, 'enabled'],
    [{ name: '' }, 'name'],
    [{ provider: 'acme' }, 'provider'],
    [{ administratorId: 'ada' }, 'administratorId'],
    [{ notificationEmails: ['it'] }, 'notificationEmails'],
    [{ assignableRoles: ['king'] }, 'assignableRoles'],
    [{ conformance: null }, 'conformance'],
    [{ notifyOnSync: 1 }, 'notifyOnSync'],
    [{ massDeactivationShare: 0 }, 'massDeactivationShare'],
    [{ massDeactivationShare: 101 }, 'massDeactivationShare'],
    [{ massDeactivationShare: 2.5 }, 'massDeactivationShare'],
  ])('refuses %j', async (changes, path) => {
    const before = (await ada.get('scim/connection')).body;
    const answer = await ada.patch('scim/connection', { ...changes, onDelete: 'retain' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ path }));
    expect((await ada.get('scim/connection')).body).toEqual(before);
  });

  it('lets nobody make a role assignable that permits what they may not', async () => {
    const manager = await ada.appoint('manager', 'user_manager');
    expect((await manager.patch('scim/connection', { assignableRoles: ['administrator'] })).status).toBe(403);
    expect((await manager.patch('scim/connection', { assignableRoles: ['user_manager'] })).status).toBe(403);
    expect((await manager.patch('scim/connection', { assignableRoles: ['auditor'] })).status).toBe(200);
    expect((await ada.patch('scim/connection', { assignableRoles: ['user_manager'] })).status).toBe(200);
  });

  it('names those who may be SCIM administrator', async () => {
    const { body: inactive } = await ada.post('users', {
      userName: 'gone',
      roles: ['administrator'],
      active: false,
    });
    await ada.appoint('auditor', 'auditor');
    const { items } = (await ada.get('scim/administrators')).body;
    expect(items.map(({ displayName }) => displayName)).toEqual(['ada@example.com', 'manager']);
    expect(items.map(({ id }) => id)).not.toContain(inactive.id);
  });

  it('lets nobody name the attribute that gives roles which they may not', async () => {
    const assignableRoles = ['member', 'administrator'];
    await ada.patch('scim/connection', { roleAttribute: 'rollcallRole', assignableRoles });
    const manager = await ada.appoint('pointer', 'user_manager');
    const point = (roleAttribute: string | null, more = {}) =>
      manager.patch('scim/connection', { roleAttribute, ...more });
    expect((await point(COST_CENTER)).status).toBe(403);
    expect((await point('rollcallRole')).status).toBe(200);
    expect((await point(COST_CENTER, { assignableRoles: ['member'] })).status).toBe(200);
    expect((await point(null)).status).toBe(200);
    await ada.delete(`users/${manager.user!.id}`);
  });
});
