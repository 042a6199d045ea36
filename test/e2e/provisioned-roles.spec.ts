import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** seeds: "create a custom attribute with external `secodaRole` under the core User namespace". */
describe.each(engines())('Roles over SCIM on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let secret: string;
  let number = 0;

  beforeAll(async () => {
    app = await startTestApp({ engine, ownSchemas: true });
    ada = await setUp(app);
    secret = (await ada.post('scim/secret')).body.secret;
    await ada.post('roles', { name: 'data_steward', permissions: ['groups:read'] });
    await ada.patch('scim/connection', {
      roleAttribute: 'secodaRole',
      assignableRoles: ['member', 'auditor', 'data_steward'],
    });
  });
  afterAll(() => app.close());

  async function scim(method: string, path: string, body?: object) {
    const response = await app.fetch(`/scim/v2/${path}`, {
      method,
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/scim+json' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>,
    };
  }
  const create = (more: object) =>
    scim('POST', 'Users', { schemas: [CORE], userName: `u${++number}@example.com`, ...more });
  const patch = (id: unknown, ...Operations: object[]) =>
    scim('PATCH', `Users/${String(id)}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations,
    });
  const rolesOf = async (id: unknown) => (await ada.get(`users/${String(id)}`)).body['roles'];

  it('are given when a user is created, and answered as they were sent', async () => {
    const { status, body } = await create({ secodaRole: 'Auditor' });
    expect([status, body['secodaRole']]).toEqual([201, 'Auditor']);
    expect(await rolesOf(body['id'])).toEqual(['auditor']);
    const entries = (await ada.get(`audit-events?action=role.granted&targetId=${String(body['id'])}`)).body;
    expect(entries.items[0]).toMatchObject({ actor: { type: 'scim' }, changes: [{ after: 'auditor' }] });
  });

  it.each([
    ['the short name', (role: string) => ({ op: 'replace', path: 'secodaRole', value: role })],
    ['the whole path', (role: string) => ({ op: 'add', path: `${CORE}:secodaRole`, value: role })],
    ['no path', (role: string) => ({ op: 'Replace', value: { secodaRole: role } })],
    ['no path and the URN', (role: string) => ({ op: 'replace', value: { [`${CORE}:secodaRole`]: role } })],
  ])('follow a PATCH by %s, own roles too', async (_form, operation) => {
    const { body } = await create({ secodaRole: 'member' });
    expect((await patch(body['id'], operation('data_steward'))).status).toBe(200);
    expect(await rolesOf(body['id'])).toEqual(['data_steward']);
  });

  it('go when the attribute is removed, by PATCH and by a PUT without it', async () => {
    const first = (await create({ secodaRole: 'auditor' })).body;
    await patch(first['id'], { op: 'remove', path: 'secodaRole' });
    expect(await rolesOf(first['id'])).toEqual([]);
    const second = (await create({ secodaRole: 'auditor' })).body;
    await scim('PUT', `Users/${String(second['id'])}`, { schemas: [CORE], userName: second['userName'] });
    expect(await rolesOf(second['id'])).toEqual([]);
  });

  it('leave alone what was given by hand', async () => {
    const { body } = await create({ secodaRole: 'auditor' });
    await ada.patch(`users/${String(body['id'])}`, { roles: ['auditor', 'data_steward'] });
    await patch(body['id'], { op: 'replace', path: 'secodaRole', value: 'member' });
    expect(await rolesOf(body['id'])).toEqual(['data_steward', 'member']);
    await patch(body['id'], { op: 'remove', path: 'secodaRole' });
    expect(await rolesOf(body['id'])).toEqual(['data_steward']);
  });

  it.each(['user_manager', 'administrator', 'nonsense', 'constructor'])(
    'are refused with those allowed, and nothing is changed: %s',
    async (role) => {
      const refused = await create({ secodaRole: role });
      expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
      expect(refused.body['detail']).toContain(role);
      expect(refused.body['detail']).toContain('member, auditor, data_steward');
      const { body } = await create({ secodaRole: 'member', title: 'a' });
      const operations = [
        { op: 'replace', path: 'title', value: 'b' },
        { op: 'replace', path: 'secodaRole', value: role },
      ];
      expect((await patch(body['id'], ...operations)).status).toBe(400);
      expect((await scim('GET', `Users/${String(body['id'])}`)).body['title']).toBe('a');
      expect(await rolesOf(body['id'])).toEqual(['member']);
    },
  );

  it('keep working for other attributes when a role is no longer assignable', async () => {
    const { body } = await create({ secodaRole: 'data_steward' });
    await ada.patch('scim/connection', { assignableRoles: ['member', 'auditor'] });
    expect((await patch(body['id'], { op: 'replace', path: 'title', value: 'x' })).status).toBe(200);
    expect(await rolesOf(body['id'])).toEqual(['data_steward']);
    await ada.patch('scim/connection', { assignableRoles: ['member', 'auditor', 'data_steward'] });
  });

  it('are shown by discovery and found by filters', async () => {
    const schema = (await scim('GET', `Schemas/${CORE}`)).body as { attributes: { name: string }[] };
    expect(schema.attributes.at(-1)).toMatchObject({ name: 'secodaRole', type: 'string' });
    const { body } = await create({ secodaRole: 'auditor', externalId: 'find-me' });
    const found = await scim(
      'GET',
      `Users?filter=${encodeURIComponent('secodaRole eq "AUDITOR" and externalId eq "find-me"')}`,
    );
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: body['id'] }] });
  });

  it('come from the core roles attribute, or one of a schema extension', async () => {
    await ada.patch('scim/connection', { roleAttribute: 'roles' });
    const { body } = await create({ roles: [{ value: 'auditor', primary: true }, { value: 'member' }] });
    expect(await rolesOf(body['id'])).toEqual(['auditor', 'member']);
    await ada.post('schema-extensions', {
      id: 'urn:acme:access:User',
      resourceType: 'User',
      name: 'Access',
      attributes: [{ name: 'level', type: 'string', multiValued: true }],
    });
    expect((await ada.patch('scim/connection', { roleAttribute: 'urn:acme:access:User:level' })).status).toBe(
      200,
    );
    // What the former attribute has given stays, as if it were given by hand.
    expect(await rolesOf(body['id'])).toEqual(['auditor', 'member']);
    const other = await create({ 'urn:acme:access:User': { level: ['auditor', 'data_steward'] } });
    expect(await rolesOf(other.body['id'])).toEqual(['auditor', 'data_steward']);
    await ada.patch('scim/connection', { roleAttribute: 'secodaRole' });
  });

  it.each(['userName', 'emails', 'name.givenName', 'active', '__proto__', 'x y', 'urn:acme:none:User:level'])(
    'cannot come from %s',
    async (roleAttribute) => {
      const answer = await ada.patch('scim/connection', { roleAttribute });
      expect(answer.status).toBe(400);
      expect(answer.body['errors']).toMatchObject([{ path: 'roleAttribute' }]);
    },
  );

  it('have no effect where no attribute is named: then core roles are plain data', async () => {
    await ada.patch('scim/connection', { roleAttribute: null });
    const { status, body } = await create({ roles: [{ value: 'administrator' }] });
    expect([status, await rolesOf(body['id'])]).toEqual([201, []]);
  });

  it('never take the last administrator away (403)', async () => {
    const max = await ada.appoint('max', 'user_manager');
    await ada.patch('scim/connection', {
      administratorId: max.user!.id,
      provisionAdministrators: true,
      roleAttribute: 'secodaRole',
      assignableRoles: ['administrator', 'member'],
    });
    const { body } = await create({ secodaRole: 'administrator' });
    expect(await rolesOf(body['id'])).toEqual(['administrator']);
    expect((await ada.patch(`users/${ada.user!.id}`, { roles: [] })).status).toBe(200);
    for (const value of ['member', null]) {
      const answer = await patch(body['id'], { op: 'replace', path: 'secodaRole', value });
      expect([answer.status, answer.body['detail']]).toEqual([
        403,
        expect.stringContaining('last administrator'),
      ]);
    }
    const answer = await scim('GET', `Users/${String(body['id'])}`);
    expect(answer.body['secodaRole']).toBe('administrator');
  });
});
