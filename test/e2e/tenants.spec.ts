import { Logger } from '@nestjs/common';
import { getMetadataArgsStorage } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdminClient, PASSWORD, setUp, type Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';
const administrator = { email: 'ada@example.com', password: PASSWORD };

describe.each(engines())('Further tenants on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let count = 0;
  const name = (): string => `tenant-${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  const create = async (tenant: object): Promise<Body> => {
    const { status, body } = await ada.post('tenants', tenant);
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };
  async function signIn(email: string, tenant: string): Promise<AdminClient> {
    const { status, body } = await new AdminClient(app).post('session', {
      email,
      password: PASSWORD,
      tenant,
    });
    expect(status).toBe(201);
    return new AdminClient(app, body.token, body.user);
  }

  it('are created with their first administrator, who sets provisioning up alone', async () => {
    const tenant = name();
    expect(await create({ name: tenant, administrator })).toEqual({
      id: expect.any(String),
      name: tenant,
      publicUrl: null,
      createdAt: expect.any(String),
    });
    const their = await signIn('ada@example.com', tenant);
    const { body } = await their.post('scim/secret');
    const scim = new ScimClient(app, body.secret);
    await scim.createUser('ada');
    expect((await their.get('users')).body.items.map((user) => user['userName'])).toEqual([
      'ada@example.com',
      'ada',
    ]);
    expect((await ada.get('users')).body.items).toHaveLength(1);
    expect((await ada.get('audit-events?action=tenant.created')).body.items[0]).toMatchObject({
      target: { type: 'tenant', display: tenant },
    });
    expect((await their.get('audit-events')).body.items.map((event) => event['action'])).not.toContain(
      'tenant.created',
    );
  });

  it('are created with a link by which the first administrator makes themselves, once', async () => {
    const tenant = name();
    const { id, setupLink } = (await create({ name: tenant })) as Body & { setupLink: { url: string } };
    const other = (await ada.post(`tenants/${id}/setup-link`)).body;
    const token = (url: unknown) => new URL(url as string).searchParams.get('token');
    const setUpBy = (setupToken: unknown, email: string) =>
      new AdminClient(app).post('setup', { setupToken, email, password: PASSWORD });
    expect((await setUpBy(token(setupLink.url), 'eve@example.com')).status).toBe(403);
    expect((await setUpBy(token(other['url']), 'grace@example.com')).status).toBe(201);
    expect((await setUpBy(token(other['url']), 'eve@example.com')).status).toBe(403);
    const grace = await signIn('grace@example.com', tenant);
    expect((await grace.get('users')).body.items).toHaveLength(1);
    expect((await ada.post(`tenants/${id}/setup-link`)).status).toBe(403);
  });

  it('have administrators who may do everything but look after tenants', async () => {
    const tenant = name();
    const { id } = await create({ name: tenant, administrator });
    const their = await signIn('ada@example.com', tenant);
    const permissions = ((await their.get('session')).body.user as unknown as { permissions: string[] })
      .permissions;
    expect(permissions.filter((permission) => permission.startsWith('tenants:'))).toEqual([]);
    expect((await their.get('tenants')).status).toBe(403);
    expect((await their.post('tenants', { name: name() })).status).toBe(403);
    expect((await their.send('DELETE', `tenants/${id}`, { name: tenant })).status).toBe(403);
    const role = { name: 'sly', permissions: ['tenants:write'] };
    expect((await their.post('roles', role)).status).toBe(403);
    const builtIn = (await their.get('roles/administrator')).body['permissions'];
    expect(builtIn).not.toContain('tenants:write');
  });

  it('with an address of their own build their tenant URL, locations and links from it, and are found by it', async () => {
    const [tenant, publicUrl] = [name(), 'https://scim.subsidiary.example:8443'];
    await create({ name: tenant, publicUrl: `${publicUrl}/`, administrator });
    const their = await signIn('ada@example.com', tenant);
    expect((await their.get('scim/connection')).body['tenantUrl']).toBe(`${publicUrl}/scim/v2`);
    const scim = new ScimClient(app, (await their.post('scim/secret')).body.secret);
    const user = await scim.createUser('ann');
    const location = `${publicUrl}/scim/v2/Users/${user.id}`;
    expect(user.meta.location).toBe(location);
    expect((await scim.filter('Users', `meta.location eq "${location}"`)).body.totalResults).toBe(1);
    const group = await scim.createGroup('Sales', [user.id]);
    expect((await scim.get(`/Groups/${group.id}`)).body.members[0]).toMatchObject({ $ref: location });
    await scim.patch(`/Groups/${group.id}`, { op: 'remove', path: `members[$ref eq "${location}"]` });
    expect(await scim.membersOf(group.id)).toEqual([]);
    const config = (await scim.get('/ServiceProviderConfig')).body;
    expect([config.meta.location, config['documentationUri']]).toEqual([
      `${publicUrl}/scim/v2/ServiceProviderConfig`,
      `${publicUrl}/docs`,
    ]);
    const link = (await their.post(`users/${their.user!.id}/password-link`)).body['url'];
    expect(link).toMatch(new RegExp(`^${publicUrl}/reset-password\\?token=`));
    // What the first tenant is called stays as it is.
    const mine = (await ada.get('scim/connection')).body['tenantUrl'];
    expect(mine).toBe(`http://localhost:${app.port}/scim/v2`);
  });

  it.each<[what: string, tenant: object, path: string]>([
    ['no name', {}, 'name'],
    ['a name with capitals', { name: 'Sub' }, 'name'],
    ['a name with spaces', { name: 'sub sidiary' }, 'name'],
    ['a short name', { name: 's' }, 'name'],
    ['a long name', { name: 's'.repeat(64) }, 'name'],
    ['an address that is none', { name: 'sub', publicUrl: 'sub.example' }, 'publicUrl'],
    ['an address with a query', { name: 'sub', publicUrl: 'https://sub.example?x=1' }, 'publicUrl'],
    ['a script as address', { name: 'sub', publicUrl: 'javascript:alert(1)' }, 'publicUrl'],
    [
      'a short password',
      { name: 'sub', administrator: { email: 'a@example.com', password: 'x' } },
      'administrator.password',
    ],
  ])('refuse %s and name the field', async (_, tenant, path) => {
    const { status, body } = await ada.post('tenants', tenant);
    expect([status, body['errors']]).toMatchObject([400, [{ path }]]);
  });

  it('have names and addresses of their own, which are not those of the installation', async () => {
    const [tenant, publicUrl] = [name(), 'https://one.example'];
    await create({ name: tenant, publicUrl });
    expect((await ada.post('tenants', { name: tenant })).status).toBe(409);
    expect((await ada.post('tenants', { name: name(), publicUrl: 'https://ONE.example' })).status).toBe(409);
    const own = await ada.post('tenants', { name: name(), publicUrl: `http://localhost:${app.port}` });
    expect([own.status, own.body['errors']]).toMatchObject([400, [{ path: 'publicUrl' }]]);
    const { id } = await create({ name: name() });
    expect((await ada.patch(`tenants/${id}`, { name: tenant })).status).toBe(409);
    const renamed = name();
    expect(
      (await ada.patch(`tenants/${id}`, { name: renamed, publicUrl: 'https://two.example' })).body,
    ).toMatchObject({
      name: renamed,
      publicUrl: 'https://two.example',
    });
    expect((await ada.patch(`tenants/${id}`, { publicUrl: null })).body['publicUrl']).toBeNull();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => ada.post('tenants', { name: 'wanted' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('are listed a page at a time', async () => {
    const { items, nextCursor } = (await ada.get('tenants?limit=2')).body;
    expect(items.map((tenant) => tenant['name'])).toEqual(['default', 'tenant-1']);
    expect((await ada.get(`tenants?limit=200&cursor=${nextCursor}`)).body.items.length).toBeGreaterThan(3);
    expect((await ada.get(`tenants/${UNKNOWN}`)).status).toBe(404);
  });

  it('are deleted with everything in them, when their name is repeated', async () => {
    const tenant = name();
    const { id } = await create({ name: tenant, administrator });
    const their = await signIn('ada@example.com', tenant);
    const scim = new ScimClient(app, (await their.post('scim/secret')).body.secret);
    const users = await Promise.all(
      Array.from({ length: 250 }, (_, index) => scim.createUser(`user ${index}`)),
    );
    await scim.createGroup(
      'Sales',
      users.map((user) => user.id),
    );
    await their.post('organizations', { name: 'Sales' });
    await their.patch('settings/invitations', { productName: 'Wiki' });
    await their.patch('scim/connection', { onDelete: 'retain', invitations: 'manual' });
    expect((await scim.delete(`/Users/${users[0]!.id}`)).status).toBe(204);
    expect((await their.post('jobs/convert-user-ids')).status).toBe(202);
    await their.post('roles', { name: 'desk', permissions: ['users:read'] });
    const token = (await their.post('access-tokens', { name: 'Wiki', permissions: ['users:read'] })).body
      .token;
    for (const confirmation of ['', 'default', tenant.toUpperCase()]) {
      expect((await ada.send('DELETE', `tenants/${id}`, { name: confirmation })).status).toBe(400);
    }
    expect((await scim.get('/Users')).status).toBe(200);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const [row] = await unit.read(() =>
      unit.query<{ id: number }>('SELECT id FROM tenants WHERE name = ?', [tenant]),
    );
    expect((await ada.send('DELETE', `tenants/${id}`, { name: tenant })).status).toBe(204);
    expect((await scim.get('/Users')).status).toBe(401);
    for (const client of [their, new AdminClient(app, token)])
      expect((await client.get('users')).status).toBe(401);
    const again = { email: 'ada@example.com', password: PASSWORD, tenant };
    expect((await new AdminClient(app).post('session', again)).status).toBe(401);
    expect((await ada.get(`tenants/${id}`)).status).toBe(404);
    await create({ name: tenant });
    await expect.poll(() => rowsOf(unit, row!.id), { timeout: 30_000 }).toEqual([]);
  });

  it('are removed later where removing them fails', async () => {
    const { id } = await create({ name: name() });
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const fail =
      engine.name === 'SQLite' ? "BEGIN SELECT RAISE(ABORT, 'stuck'); END" : "SIGNAL SQLSTATE '45000'";
    const ddl = (sql: string) => unit.write(() => unit.execute(sql));
    const find = () => unit.read(() => unit.query('SELECT id FROM tenants WHERE public_id = ?', [id]));
    const warned = vi.spyOn(Logger.prototype, 'warn');
    await ddl(`CREATE TRIGGER stuck BEFORE DELETE ON tenants FOR EACH ROW ${fail}`);
    try {
      const { name: confirmation } = (await ada.get(`tenants/${id}`)).body;
      expect((await ada.send('DELETE', `tenants/${id}`, { name: confirmation })).status).toBe(204);
      await expect.poll(() => warned.mock.calls.flat().join(), { timeout: 30_000 }).toContain('Not done');
      expect(await find()).toHaveLength(1);
    } finally {
      warned.mockRestore();
      await ddl('DROP TRIGGER stuck');
    }
    await expect.poll(find, { timeout: 60_000 }).toEqual([]);
  });

  it('never lose the first of them', async () => {
    const [first] = (await ada.get('tenants?limit=1')).body.items;
    expect((await ada.send('DELETE', `tenants/${first!.id}`, { name: 'default' })).status).toBe(403);
    const moved = await ada.patch(`tenants/${first!.id}`, { publicUrl: 'https://three.example' });
    expect([moved.status, moved.body['errors']]).toMatchObject([400, [{ path: 'publicUrl' }]]);
  });
});

/** The tables in which a tenant still has rows. */
async function rowsOf(unit: UnitOfWork, tenantId: number): Promise<string[]> {
  const columns = getMetadataArgsStorage().columns.filter(({ options }) => options.name === 'tenant_id');
  const tables = getMetadataArgsStorage().tables.filter(({ target }) =>
    columns.some((column) => column.target === target),
  );
  expect(tables.length).toBeGreaterThan(15);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await unit.read(() =>
      unit.query(`SELECT 1 FROM ${name} WHERE tenant_id = ? LIMIT 1`, [tenantId]),
    );
    if (rows.length > 0) found.push(name!);
  }
  const left = await unit.read(() => unit.query('SELECT 1 FROM tenants WHERE id = ?', [tenantId]));
  return left.length > 0 ? [...found, 'tenants'] : found;
}
