import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, CORE_GROUP, CORE_USER, type ScimBody, type ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { forgetsTenant } from '../support/tenant-watch.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('A statement on what tenants own', () => {
  it.each([
    ['names the tenant', 'SELECT id FROM resources WHERE tenant_id = ? AND id = ?', false],
    ['names it for the rows that it writes', 'INSERT INTO jobs (id, tenant_id) VALUES (?, ?)', false],
    ['forgets it', 'DELETE FROM sessions WHERE user_id = ?', true],
    [
      'forgets it, but for what it asks of others',
      'SELECT r.id FROM resources r WHERE NOT EXISTS (SELECT 1 FROM role_grants a WHERE a.tenant_id = r.tenant_id)',
      true,
    ],
    ['is on what nobody owns', 'SELECT id FROM tenants WHERE name = ?', false],
  ])('%s: of each that any test runs, that is known', (_, sql, forgets) => {
    expect(forgetsTenant(sql)).toBe(forgets);
  });
});

describe.each(engines())('Tenants on $name', (engine) => {
  let app: TestApp;
  let here: { admin: AdminClient; scim: ScimClient };
  let there: { admin: AdminClient; scim: ScimClient };

  beforeAll(async () => {
    app = await startTestApp({ engine });
    here = await connect(app);
    there = await secondTenant(app);
  });
  afterAll(async () => {
    await app.close();
  });

  it('keep the same names apart, and see nothing of one another', async () => {
    const mine = await fill(here.scim);
    const theirs = await fill(there.scim);
    for (const [scim, own, other] of [
      [here.scim, mine, theirs],
      [there.scim, theirs, mine],
    ] as const) {
      for (const [type, known, foreign] of [
        ['Users', own.user, other.user],
        ['Groups', own.group, other.group],
      ] as const) {
        expect((await scim.get(`/${type}`)).body.Resources.map(({ id }) => id)).toContain(known.id);
        expect((await scim.get(`/${type}`)).text).not.toContain(foreign.id);
        for (const filter of [`id eq "${foreign.id}"`, `meta.location ew "${foreign.id}"`]) {
          expect((await scim.filter(type, filter)).body.totalResults).toBe(0);
        }
        const unknown = '01890a5d-ac96-774b-bcce-b302099a8059';
        for (const [method, body] of [
          ['GET', undefined],
          ['DELETE', undefined],
          ['PUT', { schemas: [CORE_USER], userName: 'x', displayName: 'x' }],
          ['PATCH', { Operations: [{ op: 'replace', path: 'externalId', value: 'taken' }] }],
        ] as const) {
          const forbidden = await scim.send(method, `/${type}/${foreign.id}`, body);
          const missing = await scim.send(method, `/${type}/${unknown}`, body);
          expect(forbidden.status).toBe(404);
          expect(forbidden.text.replaceAll(foreign.id, unknown)).toBe(missing.text);
        }
      }
      const group = { schemas: [CORE_GROUP], displayName: 'Foreign', members: [{ value: other.user.id }] };
      expect((await scim.post('/Groups', group)).body.scimType).toBe('invalidValue');
      expect((await scim.filter('Groups', `members.value eq "${other.user.id}"`)).body.totalResults).toBe(0);
      expect((await scim.post('/.search', {})).text).not.toContain(other.user.id);
    }
  });

  it('have administrators, secrets, connections and histories of their own', async () => {
    const ids = async ({ admin }: { admin: AdminClient }, path: string): Promise<string[]> =>
      (await admin.get(path)).body.items.map(({ id }) => id);
    for (const path of ['users', 'audit-events?limit=200', 'scim/administrators']) {
      const [mine, theirs] = [await ids(here, path), await ids(there, path)];
      expect(mine.length).toBeGreaterThan(0);
      expect(mine.filter((id) => theirs.includes(id))).toEqual([]);
    }
    const [foreign] = await ids(there, 'users');
    for (const [method, body] of [['GET'], ['PATCH', { active: false }], ['DELETE']] as const) {
      expect((await here.admin.send(method, `users/${foreign!}`, body)).status).toBe(404);
    }
    expect((await here.admin.patch('scim/connection', { administratorId: foreign })).status).toBe(400);
    await there.admin.delete('scim/secret');
    expect((await here.scim.get('/Users')).status).toBe(200);
    expect((await there.scim.get('/Users')).status).toBe(401);
  });

  it('have everything else of the admin API to themselves', async () => {
    for (const { admin, scim } of [here, there]) {
      const user = (await admin.post('users', { userName: 'everything', password: 'a long enough password' }))
        .body;
      const group = (
        await admin.post('groups', { displayName: 'Everything', icon: '🧭', memberIds: [user.id] })
      ).body;
      const organization = (await admin.post('organizations', { name: 'Everything' })).body;
      await admin.post('roles', { name: 'everything', permissions: ['users:read', 'audit:read'] });
      await admin.patch(`users/${user.id}`, { roles: ['everything'], organizations: [organization.id] });
      const client = await admin.patch(`users/${user.id}`, { password: 'another long password' });
      expect(client.status).toBe(200);
      const limits = { groupIds: [group.id], organizationIds: [organization.id] };
      const token = (
        await admin.post('access-tokens', {
          name: 'x',
          permissions: ['users:read', 'groups:read'],
          ...limits,
        })
      ).body;
      const program = new AdminClient(app, token.token);
      for (const path of ['users', 'groups', `users/${user.id}`, `groups/${group.id}/members`]) {
        expect((await program.get(path)).status).toBe(200);
      }
      for (const path of [
        `users?role=everything&q=every&externallyManaged=false`,
        `users/${user.id}/sessions`,
        `groups/${group.id}/members`,
        `organizations?q=every`,
        `organizations/${organization.id}/members`,
        'roles/everything',
        'access-tokens',
        `access-tokens/${token.id}`,
        'jobs',
        'sessions',
        'events',
        'scim/requests?q=x&outcome=failed&from=2026-01-01&to=2036-01-01',
        'scim/syncs',
        'scim/failures',
        'scim/connection',
        'scim/tolerances',
        'audit-events/verification',
        'audit-events?q=x&action=user.created',
      ]) {
        expect((await admin.get(path)).status, path).toBe(200);
      }
      await admin.patch(`groups/${group.id}`, { displayName: 'Else', icon: null });
      await admin.delete(`groups/${group.id}/members/${user.id}`);
      await scim.post('/Users', {
        schemas: [CORE_USER],
        userName: 'x',
        emails: [{ value: 'x@example.com' }],
      });
      await admin.post(`users/${user.id}/password-link`);
      await admin.delete(`users/${user.id}/sessions`);
      await admin.patch('roles/everything', { description: 'x' });
      await admin.patch(`organizations/${organization.id}`, { name: 'Else' });
      await admin.delete(`access-tokens/${token.id}`);
      await admin.delete(`organizations/${organization.id}`);
      await admin.patch(`users/${user.id}`, { roles: [] });
      await admin.delete('roles/everything');
      await admin.send('DELETE', 'scim/connection', { managedAccounts: 'convert' });
    }
  });
});

async function fill(scim: ScimClient): Promise<{ user: ScimBody; group: ScimBody }> {
  const user = await scim.createUser('same@example.com', { emails: [{ value: 'same@example.com' }] });
  const inner = await scim.createGroup('Inner', [user.id]);
  const group = await scim.createGroup('Same', [inner.id]);
  const { id } = await scim.createUser('other@example.com');
  await scim.patch(`/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: id }] });
  await scim.patch(`/Groups/${group.id}`, { op: 'remove', path: 'members[type eq "User"]' });
  await scim.patch(`/Groups/${group.id}`, { op: 'replace', path: 'members', value: [{ value: inner.id }] });
  await scim.patch(`/Users/${id}`, { op: 'replace', path: 'title', value: 'T' });
  await scim.delete(`/Users/${id}`);
  for (const query of [
    'sortBy=userName',
    'cursor=&count=1',
    'filter=groups.display eq "Inner" and emails[type pr or value pr]',
  ]) {
    await scim.get(`/Users?${query}`);
  }
  await scim.get('/Groups?filter=members.display co "a" and not (members[type eq "Group"])');
  return { user: (await scim.get(`/Users/${user.id}`)).body, group };
}
