import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf, ROLE_NAMES, type Permission } from '../../src/identity/permissions.js';
import { AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { registeredRoutes } from '../support/registered-routes.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Who may call each route of the admin API. */
const ACCESS: Readonly<Record<string, Permission | 'signed-in' | 'public'>> = {
  'POST /api/v1/setup': 'public',
  'POST /api/v1/session': 'public',
  'GET /api/v1/session': 'signed-in',
  'DELETE /api/v1/session': 'signed-in',
  'GET /api/v1/session/options': 'public',
  'POST /api/v1/session/recovery': 'public',
  'POST /api/v1/session/invitation': 'public',
  'POST /api/v1/session/password': 'signed-in',
  'POST /api/v1/session/password-reset': 'public',
  'GET /api/v1/sessions': 'signed-in',
  'DELETE /api/v1/sessions': 'signed-in',
  'DELETE /api/v1/sessions/:id': 'signed-in',
  'GET /api/v1/scim/connection': 'provisioning:read',
  'PATCH /api/v1/scim/connection': 'provisioning:write',
  'DELETE /api/v1/scim/connection': 'provisioning:delete',
  'GET /api/v1/scim/administrators': 'provisioning:read',
  'GET /api/v1/scim/readiness': 'provisioning:read',
  'POST /api/v1/scim/matching-preview': 'provisioning:read',
  'GET /api/v1/scim/requests': 'provisioning:read',
  'GET /api/v1/scim/requests/:id': 'provisioning:read',
  'GET /api/v1/scim/failures': 'provisioning:read',
  'DELETE /api/v1/scim/failures/:id': 'provisioning:write',
  'GET /api/v1/scim/syncs': 'provisioning:read',
  'GET /api/v1/scim/syncs/:id': 'provisioning:read',
  'GET /api/v1/scim/tolerances': 'provisioning:read',
  'POST /api/v1/scim/secret': 'provisioning:create',
  'GET /api/v1/scim/secret': 'provisioning:read',
  'DELETE /api/v1/scim/secret': 'provisioning:delete',
  'GET /api/v1/users': 'users:read',
  'POST /api/v1/users': 'users:write',
  'GET /api/v1/users/:id': 'users:read',
  'PATCH /api/v1/users/:id': 'users:write',
  'DELETE /api/v1/users/:id': 'users:write',
  'POST /api/v1/users/:id/invitation': 'users:write',
  'POST /api/v1/users/:id/activate': 'users:write',
  'GET /api/v1/retained-users': 'users:read',
  'POST /api/v1/retained-users/:id/restoration': 'users:write',
  'DELETE /api/v1/retained-users/:id': 'users:write',
  'GET /api/v1/users/:id/sessions': 'users:read',
  'DELETE /api/v1/users/:id/sessions': 'users:write',
  'POST /api/v1/users/:id/password-link': 'users:write',
  'GET /api/v1/groups': 'groups:read',
  'POST /api/v1/groups': 'groups:write',
  'GET /api/v1/groups/:id': 'groups:read',
  'PATCH /api/v1/groups/:id': 'groups:write',
  'DELETE /api/v1/groups/:id': 'groups:write',
  'GET /api/v1/groups/:id/members': 'groups:read',
  'POST /api/v1/groups/:id/members': 'groups:write',
  'DELETE /api/v1/groups/:id/members/:memberId': 'groups:write',
  'GET /api/v1/mappings': 'mappings:read',
  'POST /api/v1/mappings': 'mappings:write',
  'POST /api/v1/mappings/preview': 'mappings:write',
  'GET /api/v1/mappings/:id': 'mappings:read',
  'PATCH /api/v1/mappings/:id': 'mappings:write',
  'DELETE /api/v1/mappings/:id': 'mappings:write',
  'GET /api/v1/organizations': 'organizations:read',
  'POST /api/v1/organizations': 'organizations:write',
  'GET /api/v1/organizations/:id': 'organizations:read',
  'PATCH /api/v1/organizations/:id': 'organizations:write',
  'DELETE /api/v1/organizations/:id': 'organizations:write',
  'GET /api/v1/organizations/:id/members': 'organizations:read',
  'PUT /api/v1/organizations/:id/members/:userId': 'organizations:write',
  'DELETE /api/v1/organizations/:id/members/:userId': 'organizations:write',
  'GET /api/v1/access-tokens': 'access-tokens:read',
  'POST /api/v1/access-tokens': 'access-tokens:write',
  'GET /api/v1/access-tokens/:id': 'access-tokens:read',
  'DELETE /api/v1/access-tokens/:id': 'access-tokens:write',
  'GET /api/v1/jobs': 'jobs:read',
  'GET /api/v1/jobs/:id': 'jobs:read',
  'GET /api/v1/jobs/:id/conflicts': 'jobs:read',
  'GET /api/v1/jobs/:id/changes': 'jobs:read',
  'POST /api/v1/jobs/import-users': 'users:write',
  'POST /api/v1/jobs/convert-user-ids': 'users:write',
  'POST /api/v1/jobs/:id/undo': 'users:write',
  'GET /api/v1/tenants': 'tenants:read',
  'POST /api/v1/tenants': 'tenants:write',
  'GET /api/v1/tenants/:id': 'tenants:read',
  'PATCH /api/v1/tenants/:id': 'tenants:write',
  'DELETE /api/v1/tenants/:id': 'tenants:write',
  'POST /api/v1/tenants/:id/setup-link': 'tenants:write',
  'GET /api/v1/settings/invitations': 'settings:read',
  'PATCH /api/v1/settings/invitations': 'settings:write',
  'GET /api/v1/settings/sso': 'settings:read',
  'PUT /api/v1/settings/sso': 'settings:write',
  'DELETE /api/v1/settings/sso': 'settings:write',
  'POST /api/v1/settings/sso/test': 'settings:write',
  'GET /api/v1/schema-extensions': 'settings:read',
  'POST /api/v1/schema-extensions': 'settings:write',
  'GET /api/v1/schema-extensions/:urn': 'settings:read',
  'PUT /api/v1/schema-extensions/:urn': 'settings:write',
  'DELETE /api/v1/schema-extensions/:urn': 'settings:write',
  'GET /api/v1/openapi.json': 'users:read',
  'GET /api/v1/mails': 'settings:read',
  'GET /api/v1/mails/status': 'settings:read',
  'POST /api/v1/mails/test': 'settings:write',
  'GET /api/v1/mails/:id': 'settings:read',
  'DELETE /api/v1/mails/:id': 'settings:write',
  'POST /api/v1/mails/:id/resend': 'settings:write',
  'GET /api/v1/audit-events': 'audit:read',
  'GET /api/v1/audit-events/verification': 'audit:read',
  'GET /api/v1/audit-events/export': 'audit:read',
  'POST /api/v1/users/:id/restoration': 'users:write',
  'POST /api/v1/groups/:id/restoration': 'groups:write',
  'POST /api/v1/jobs/erase-history': 'audit:write',
  'GET /api/v1/events': 'events:read',
  'GET /api/v1/webhooks': 'webhooks:read',
  'POST /api/v1/webhooks': 'webhooks:write',
  'GET /api/v1/webhooks/:id': 'webhooks:read',
  'PATCH /api/v1/webhooks/:id': 'webhooks:write',
  'DELETE /api/v1/webhooks/:id': 'webhooks:write',
  'POST /api/v1/webhooks/:id/secret': 'webhooks:write',
  'POST /api/v1/webhooks/:id/test': 'webhooks:write',
  'POST /api/v1/webhooks/:id/replay': 'webhooks:write',
  'GET /api/v1/webhooks/:id/deliveries': 'webhooks:read',
  'POST /api/v1/webhooks/:id/deliveries/:deliveryId/resend': 'webhooks:write',
  'GET /api/v1/roles': 'roles:read',
  'POST /api/v1/roles': 'roles:write',
  'GET /api/v1/roles/:name': 'roles:read',
  'PATCH /api/v1/roles/:name': 'roles:write',
  'DELETE /api/v1/roles/:name': 'roles:write',
};

describe.each(engines().slice(0, 1))('Access to the admin API', (engine) => {
  let app: TestApp;
  const people = new Map<string, AdminClient>();

  beforeAll(async () => {
    app = await startTestApp({ engine });
    const ada = await setUp(app);
    for (const role of ROLE_NAMES) people.set(role, await ada.appoint(role, role));
  });
  afterAll(() => app.close());

  it('is declared for every route', () => {
    const routes = registeredRoutes(app).filter((route) => route.includes(' /api/v1'));
    expect(routes.sort()).toEqual(Object.keys(ACCESS).sort());
  });

  const guarded = Object.entries(ACCESS).filter(([, access]) => access !== 'public');

  it.each(guarded)('%s is closed to who is not signed in', async (route) => {
    expect(await call(new AdminClient(app), route)).toBe(401);
    expect(await call(new AdminClient(app, 'made-up'), route)).toBe(401);
  });

  const matrix = guarded.flatMap(([route, access]) => ROLE_NAMES.map((role) => ({ route, access, role })));

  it.each(matrix.filter(({ access }) => access !== 'signed-in'))(
    '$route by $role',
    async ({ route, access, role }) => {
      const status = await call(people.get(role)!, route);
      if (permissionsOf([role]).includes(access as Permission))
        expect([200, 400, 404, 415]).toContain(status);
      else expect(status).toBe(403);
    },
  );

  it('does not tell a forbidden id from an unknown one', async () => {
    const member = people.get('member')!;
    const [known, unknown] = await Promise.all([
      member.get(`users/${member.user!.id}`),
      member.get('users/0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10'),
    ]);
    expect(known.status).toBe(403);
    expect(known.body).toEqual(unknown.body);
  });
});

/** Calls a route so that it does nothing: an unknown id, and a body that breaks rules. */
async function call(client: AdminClient, route: string): Promise<number> {
  const [method, path] = route.split(' ') as [string, string];
  const address = path.replace('/api/v1/', '').replace(/:\w+/g, '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10');
  const body =
    method === 'POST' || method === 'PATCH' || method === 'PUT' ? { noSuchField: true } : undefined;
  return (await client.send(method, address, body)).status;
}
