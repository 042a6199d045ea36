import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { registeredRoutes } from '../support/registered-routes.js';
import { CORE_GROUP, CORE_USER, connect, PATCH_OP, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Nearly the name of a row: a collation that pads with blanks, or folds case, takes it for that. */
const NEARLY = ['%20', '%20%20', '%09', '%00', '%C2%A0', '%E2%80%8B'];
const SCIM = '/scim/v2';
/** Other methods are refused whatever the id. */
const WITH_IDS =
  /^((GET|POST|PUT|PATCH|DELETE) \/api\/v1|(GET|PUT|PATCH|DELETE) \/scim\/v2\/(Users|Groups))\/.*:\w/;

/** Only URNs are written in any case (RFC 8141 §3.1). */
function nearly(id: string): string[] {
  return [...NEARLY.map((end) => id + end), ...(id.startsWith('urn:') ? [] : [id.toUpperCase()])];
}

describe.each(engines())('Ids on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  /** What stands for each route's parameters, each a row that is there. */
  let places: { readonly prefix: string; readonly ids: readonly string[] }[];
  const idOf = (path: string): string => places.find(({ prefix }) => prefix === `/api/v1/${path}`)!.ids[0]!;
  const last = (): string => admin.user!.id;

  beforeAll(async () => {
    app = await startTestApp({ engine, ownSchemas: true });
    ({ admin, scim } = await connect(app));
    await admin.patch('scim/connection', { provisionAdministrators: true, matchUsersBy: 'userName' });
    places = await makeOneOfEach();
  });
  afterAll(() => app.close());

  async function made(path: string, body: object): Promise<Body> {
    const answer = await admin.post(path, body);
    expect([path, answer.body.detail]).toEqual([path, undefined]);
    return answer.body;
  }

  async function makeOneOfEach(): Promise<typeof places> {
    const user = (await made('users', { userName: 'ann' })).id;
    const group = (await made('groups', { displayName: 'Group', memberIds: [user] })).id;
    const organization = (await made('organizations', { name: 'Organization' })).id;
    await admin.send('PUT', `organizations/${organization}/members/${user}`);
    const token = (await made('access-tokens', { name: 'Wiki', permissions: ['users:read'] })).id;
    const tenant = (await made('tenants', { name: 'other' })).id;
    await made('roles', { name: 'helper', permissions: [] });
    const urn = 'urn:example:params:scim:schemas:own:1.0:User';
    await made('schema-extensions', {
      id: urn,
      name: 'Own',
      resourceType: 'User',
      attributes: [{ name: 'own', type: 'string' }],
    });
    const job = (await importNobody()).id;
    const [session] = (await admin.get('sessions')).body.items;
    const managed = await scim.createUser('managed');
    const managedGroup = await scim.createGroup('Managed');
    const request = (await admin.get('scim/requests')).body.items[0]!.id;
    const rule = (await made('mappings', { groupId: group, organizationId: organization })).id;
    await admin.patch('scim/connection', { onDelete: 'retain' });
    const retained = (await scim.createUser('retained')).id;
    await scim.delete(`/Users/${retained}`);
    const hook = (await admin.post('webhooks', { url: 'https://receiver.example/hook' })).body.id;
    return [
      { prefix: '/api/v1/scim/requests', ids: [request] },
      // Made a little later than what they are of: an id like all others has to do.
      { prefix: '/api/v1/scim/syncs', ids: [request] },
      { prefix: '/api/v1/scim/failures', ids: [request] },
      { prefix: '/api/v1/mails', ids: [request] },
      { prefix: '/api/v1/webhooks', ids: [hook, request] },
      { prefix: '/api/v1/mappings', ids: [rule] },
      { prefix: '/api/v1/retained-users', ids: [retained] },
      { prefix: '/api/v1/users', ids: [user] },
      { prefix: '/api/v1/groups', ids: [group, user] },
      { prefix: '/api/v1/organizations', ids: [organization, user] },
      { prefix: '/api/v1/access-tokens', ids: [token] },
      { prefix: '/api/v1/tenants', ids: [tenant] },
      { prefix: '/api/v1/roles', ids: ['helper'] },
      { prefix: '/api/v1/schema-extensions', ids: [urn] },
      { prefix: '/api/v1/jobs', ids: [job] },
      { prefix: '/api/v1/sessions', ids: [session!.id] },
      { prefix: `${SCIM}/Users`, ids: [managed.id] },
      { prefix: `${SCIM}/Groups`, ids: [managedGroup.id] },
    ];
  }

  async function importNobody(): Promise<Body> {
    const response = await app.fetch('/api/v1/jobs/import-users?dryRun=true', {
      method: 'POST',
      headers: { Authorization: `Bearer ${admin.token}`, 'Content-Type': 'text/csv' },
      body: 'userName\nbob\n',
    });
    return (await response.json()) as Body;
  }

  /** Each route whose parameters name rows: those of the admin API, and of SCIM those of one of its bases. */
  function routes(): { method: string; path: string; ids: readonly string[] }[] {
    return registeredRoutes(app)
      .filter((route) => WITH_IDS.test(route))
      .map((route) => route.split(' ') as [string, string])
      .map(([method, path]) => {
        const place = places.find(({ prefix }) => path.startsWith(`${prefix}/`));
        if (!place) throw new Error(`Say which row stands for the parameters of ${method} ${path}`);
        return { method, path, ids: place.ids };
      });
  }

  /** A call that would do something, if there were what it names. */
  async function call(method: string, path: string): Promise<[status: number, text: string]> {
    const isScim = path.startsWith(SCIM);
    const body = bodyOf(method, path);
    const response = await app.fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${isScim ? scim.secret : admin.token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return [response.status, await response.text()];
  }

  function bodyOf(method: string, path: string): object | undefined {
    if (method === 'GET') return undefined;
    if (method === 'PATCH' && path.startsWith(SCIM)) {
      return { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'externalId', value: 'changed' }] };
    }
    if (method === 'PUT' && path.startsWith(`${SCIM}/Users`)) return { schemas: [CORE_USER], userName: 'x' };
    if (method === 'PUT' && path.startsWith(`${SCIM}/Groups`))
      return { schemas: [CORE_GROUP], displayName: 'x' };
    if (method === 'DELETE') return path.includes('/tenants/') ? { name: 'other' } : undefined;
    if (path.endsWith('/restoration')) return { sequence: 1 };
    if (path.endsWith('/replay')) return { after: 0 };
    if (path.includes('/schema-extensions/'))
      return { name: 'x', attributes: [{ name: 'x', type: 'string' }] };
    if (/\/groups\/[^/]+\/members$/.test(path)) return { memberIds: [idOf('users')] };
    if (/\/(organizations|tenants)\/[^/]+$/.test(path)) return { name: 'changed' };
    return {};
  }

  it('that are nearly those of a row are as unknown as any other, on every route and in every place', async () => {
    const walked = routes();
    expect(walked.length).toBeGreaterThan(30);
    for (const { method, path, ids } of walked) {
      const names = [...path.matchAll(/:\w+/g)].map(([name]) => name);
      const variants = names.flatMap((_, place) => nearly(ids[place]!).map((id) => ids.with(place, id)));
      for (const variant of variants) {
        const address = names.reduce((text, name, place) => text.replace(name, variant[place]!), path);
        const [status, text] = await call(method, address);
        expect([`${method} ${address}`, status, text]).toEqual([`${method} ${address}`, 404, text]);
      }
    }
  });

  it('that are nearly the last administrator let nobody take her away', async () => {
    expect((await scim.delete(`/Users/${last()}`)).status).toBe(403);
    for (const end of NEARLY) {
      expect((await admin.delete(`users/${last()}${end}`)).status).toBe(404);
      expect((await admin.patch(`users/${last()}${end}`, { roles: [] })).status).toBe(404);
      expect((await scim.delete(`/Users/${last()}${end}`)).status).toBe(404);
      const inactive = { op: 'replace', path: 'active', value: false };
      expect((await scim.patch(`/Users/${last()}${end}`, inactive)).status).toBe(404);
    }
    expect((await admin.get('users?role=administrator&status=active')).body.items).toHaveLength(1);
  });

  it('that are nearly those of a row name nobody in bodies and filters', async () => {
    const [user, organization] = [idOf('users'), idOf('organizations')];
    for (const end of [' ', '  ', '\t', '\0']) {
      const group = await scim.post('/Groups', {
        schemas: [CORE_GROUP],
        displayName: `Group${end}x`,
        members: [{ value: user + end }],
      });
      expect(group.status).toBe(400);
      const scimGroup = (await scim.filter('Groups', 'displayName eq "Managed"')).body.Resources[0]!;
      const add = { op: 'add', path: 'members', value: [{ value: user + end }] };
      expect((await scim.patch(`/Groups/${scimGroup.id}`, add)).status).toBe(400);
      expect(
        (await scim.filter('Users', `id eq ${JSON.stringify(places[9]!.ids[0]! + end)}`)).body,
      ).toMatchObject({
        totalResults: 0,
      });
      for (const [path, body] of [
        ['groups', { displayName: 'x', memberIds: [user + end] }],
        ['users', { userName: 'x', organizations: [organization + end] }],
        ['users', { userName: 'x', roles: [`helper${end}`] }],
        ['access-tokens', { name: 'x', permissions: [], groupIds: [places[1]!.ids[0]! + end] }],
        ['access-tokens', { name: 'x', permissions: [], organizationIds: [organization + end] }],
        ['scim/secret', { administratorId: last() + end }],
      ] as const) {
        expect([path, (await admin.post(path, body)).status]).toEqual([path, 400]);
      }
      expect((await admin.patch('scim/connection', { administratorId: last() + end })).status).toBe(400);
      for (const query of ['users?role=administrator', `audit-events?targetId=${last()}`]) {
        const { status, body } = await admin.get(query + encodeURIComponent(end));
        // No rows, or none looked for.
        if (status !== 400) expect([query, status, body.items]).toEqual([query, 200, []]);
      }
    }
  });
});
