import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_ORGANIZATIONS } from '../../src/organizations/organization.service.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { uuidv7 } from '../../src/persistence/uuid.js';
import type { AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';

describe.each(engines())('Organizations on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let count = 0;
  const name = (): string => `Organization ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  const create = async (organization: string): Promise<Body> => {
    const { status, body } = await admin.post('organizations', { name: organization });
    expect(status).toBe(201);
    return body;
  };
  const createUser = async (userName: string): Promise<string> =>
    (await admin.post('users', { userName })).body.id;
  const membersOf = async (id: string) =>
    (await admin.get(`organizations/${id}/members`)).body.items.map((member) => member.id);
  const organizationsOf = async (userId: string) =>
    (await admin.get(`users/${userId}`)).body['organizations'];
  /** As users show one that they belong to by hand. */
  const byHand = ({ id, name: named }: Body) => ({
    id,
    name: named,
    role: null,
    reasons: [{ type: 'manual' }],
  });
  const put = (path: string) => admin.send('PUT', path);

  it('are created, renamed and deleted, each step in the history', async () => {
    const first = name();
    const { id } = await create(first);
    const second = name();
    expect((await admin.patch(`organizations/${id}`, { name: second })).body).toMatchObject({
      id,
      name: second,
    });
    expect((await admin.delete(`organizations/${id}`)).status).toBe(204);
    expect((await admin.get(`organizations/${id}`)).status).toBe(404);
    const history = (await admin.get(`audit-events?targetId=${id}`)).body.items;
    expect(history).toMatchObject([
      { action: 'organization.deleted', changes: [{ path: 'name', before: second, after: null }] },
      { action: 'organization.updated', changes: [{ path: 'name', before: first, after: second }] },
      { action: 'organization.created', changes: [{ path: 'name', before: null, after: first }] },
    ]);
  });

  it('have users, who show them', async () => {
    const [sales, support] = [await create(`sales ${name()}`), await create(`Support ${name()}`)];
    const ann = await createUser(`ann ${name()}`);
    for (const { id } of [support, sales]) {
      expect((await put(`organizations/${id}/members/${ann}`)).status).toBe(204);
      expect((await put(`organizations/${id}/members/${ann}`)).status).toBe(204);
    }
    expect(await organizationsOf(ann)).toEqual([byHand(sales), byHand(support)]);
    expect(await membersOf(sales.id)).toEqual([ann]);
    expect((await admin.delete(`organizations/${sales.id}/members/${ann}`)).status).toBe(204);
    expect((await admin.delete(`organizations/${sales.id}/members/${ann}`)).status).toBe(404);
    await admin.delete(`organizations/${support.id}`);
    expect(await organizationsOf(ann)).toEqual([]);
    expect((await admin.get(`audit-events?targetId=${sales.id}`)).body.items).toMatchObject([
      {
        action: 'organization.member_removed',
        changes: [{ path: 'members', before: { value: ann }, after: null }],
      },
      { action: 'organization.member_added' },
      { action: 'organization.created' },
    ]);
  });

  it('are given with the user, also one whom the provider manages', async () => {
    const [one, two] = [await create(name()), await create(name())];
    const { id } = await scim.createUser(`managed ${name()}`);
    expect((await admin.patch(`users/${id}`, { organizations: [one.id] })).status).toBe(200);
    const changed = await admin.patch(`users/${id}`, { organizations: [two.id] });
    expect(changed.body['organizations']).toEqual([byHand(two)]);
    const unknown = await admin.patch(`users/${id}`, { organizations: [UNKNOWN, two.id, 'sales'] });
    const errors = [{ path: 'organizations[0]' }, { path: 'organizations[2]' }];
    expect([unknown.status, unknown.body['errors']]).toMatchObject([400, errors]);
    const created = await admin.post('users', { userName: `new ${name()}`, organizations: [one.id] });
    expect(created.body['organizations']).toEqual([byHand(one)]);
  });

  it('are left with the user who is deleted, and each says so in the history', async () => {
    const [one, two] = [await create(name()), await create(name())];
    const { body } = await admin.post('users', { userName: name(), organizations: [one.id, two.id] });
    expect((await admin.delete(`users/${body.id}`)).status).toBe(204);
    for (const { id } of [one, two]) {
      const [event] = (await admin.get(`audit-events?targetId=${id}`)).body.items;
      expect(event).toMatchObject({
        action: 'organization.member_removed',
        changes: [
          {
            path: 'members',
            before: { value: body.id, display: body['displayName'] ?? body['userName'] },
            after: null,
          },
        ],
      });
    }
  });

  it('of one user are as many as a request can name', async () => {
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const user = await createUser(name());
    const ids = Array.from({ length: MOST_ORGANIZATIONS }, () => uuidv7());
    await unit.write(async () => {
      for (const id of ids) {
        await unit.execute(
          `INSERT INTO organizations (id, tenant_id, name, folded_name, name_digest, created_at, updated_at)
           VALUES (?, 1, ?, ?, ?, 0, 0)`,
          [id, id, id, Buffer.from(id.slice(-32))],
        );
        await unit.execute(
          'INSERT INTO organization_members (organization_id, user_id, tenant_id, created_at) VALUES (?, ?, 1, 0)',
          [id, user],
        );
      }
    });
    const more = (await create(name())).id;
    const { status, body } = await put(`organizations/${more}/members/${user}`);
    expect([status, body['code']]).toEqual([409, 'too_many_organizations']);
    const shown = ((await organizationsOf(user)) as { id: string }[]).map(({ id }) => id);
    expect(new Set(shown)).toEqual(new Set(ids));
    const others = [...shown.slice(1), more];
    const changed = (await admin.patch(`users/${user}`, { organizations: others })).body['organizations'];
    expect(new Set((changed as { id: string }[]).map(({ id }) => id))).toEqual(new Set(others));
    expect((await admin.patch(`users/${user}`, { organizations: [...ids, more] })).status).toBe(400);
  });

  it('need their own permission, also by way of users', async () => {
    await admin.post('roles', { name: 'desk', permissions: ['users:read', 'users:write'] });
    const desk = await admin.appoint('desk', 'desk');
    const { id } = await create(name());
    const user = await createUser(`someone ${name()}`);
    expect((await desk.patch(`users/${user}`, { organizations: [id] })).status).toBe(403);
    expect((await desk.post('users', { userName: name(), organizations: [id] })).status).toBe(403);
  });

  it('are listed a page at a time, and found by part of their name', async () => {
    const created = [];
    for (let index = 0; index < 5; index++) created.push((await create(`Paged ${index}`)).id);
    const first = await admin.get('organizations?q=pAGED&limit=3');
    const rest = await admin.get(`organizations?q=pAGED&limit=3&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(created);
    expect(rest.body.nextCursor).toBeUndefined();
  });

  it.each([[''], ['   '], ['x'.repeat(256)], [7], [null]])('refuse the name %j', async (bad) => {
    const { status, body } = await admin.post('organizations', { name: bad });
    const errors = body['errors'] as { path: string }[];
    expect([status, new Set(errors.map(({ path }) => path))]).toEqual([400, new Set(['name'])]);
  });

  it('have names of their own, whatever the case, also when two come at once', async () => {
    const wanted = name();
    const answers = await Promise.all([
      admin.post('organizations', { name: wanted }),
      admin.post('organizations', { name: wanted.toUpperCase() }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('take the same member once, when many ask at once', async () => {
    const { id } = await create(name());
    const user = await createUser(`crowd ${name()}`);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => put(`organizations/${id}/members/${user}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204));
    expect(await membersOf(id)).toEqual([user]);
  });

  it('of another tenant are unknown, and so are its users', async () => {
    const foreign = (await secondTenant(app)).admin;
    const theirs = (await foreign.post('organizations', { name: 'Theirs' })).body.id;
    const their = (await foreign.post('users', { userName: 'their user' })).body.id;
    const own = (await create('Theirs')).id;
    const ann = await createUser(`ann ${name()}`);
    expect((await admin.get(`organizations/${theirs}`)).status).toBe(404);
    expect((await put(`organizations/${own}/members/${their}`)).status).toBe(404);
    expect((await put(`organizations/${theirs}/members/${ann}`)).status).toBe(404);
    expect((await admin.patch(`users/${ann}`, { organizations: [theirs] })).status).toBe(400);
  });
});
