import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const HR = 'urn:acme:params:scim:schemas:extension:hr:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const DEFINITION = {
  id: HR,
  resourceType: 'User',
  name: 'HR',
  description: 'What human resources know.',
  attributes: [
    { name: 'badge', type: 'string', caseExact: true, uniqueness: 'server' },
    { name: 'level', type: 'integer' },
    { name: 'hiredAt', type: 'dateTime', mutability: 'immutable' },
    { name: 'remote', type: 'boolean' },
    { name: 'skills', type: 'string', multiValued: true },
    { name: 'secretNote', type: 'string', returned: 'never' },
    { name: 'onRequest', type: 'string', returned: 'request' },
    {
      name: 'desks',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        { name: 'value', type: 'string' },
        { name: 'type', type: 'string', canonicalValues: ['fixed', 'shared'] },
      ],
    },
  ],
};

describe.each(engines())('Schema extensions (RFC 7643 §3.3) on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let secret: string;
  let number = 0;

  beforeAll(async () => {
    app = await startTestApp({ engine, ownSchemas: true });
    ada = await setUp(app);
    secret = (await ada.post('scim/secret')).body.secret;
    const { status } = await ada.post('schema-extensions', DEFINITION);
    expect(status).toBe(201);
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
  const create = (extension: unknown, more: object = {}) =>
    scim('POST', 'Users', {
      schemas: [CORE, HR],
      userName: `u${++number}@example.com`,
      [HR]: extension,
      ...more,
    });
  const patch = (id: unknown, ...Operations: object[]) =>
    scim('PATCH', `Users/${String(id)}`, { schemas: [PATCH_OP], Operations });
  const find = async (filter: string, more = '') => {
    const { body } = await scim('GET', `Users?filter=${encodeURIComponent(filter)}${more}`);
    return (body['Resources'] as { id: string }[] | undefined)?.map(({ id }) => id) ?? body;
  };

  it('appear in /Schemas and /ResourceTypes at once, and in the description of the API', async () => {
    const schema = (await scim('GET', `Schemas/${HR.toUpperCase()}`)).body as {
      attributes: { name: string; uniqueness: string }[];
    };
    expect(schema).toMatchObject({ id: HR, name: 'HR' });
    expect(schema.attributes.map(({ name }) => name)).toEqual(DEFINITION.attributes.map(({ name }) => name));
    expect(schema.attributes[0]).toMatchObject({ caseExact: true, uniqueness: 'server' });
    const type = (await scim('GET', 'ResourceTypes/User')).body as { schemaExtensions: object[] };
    expect(type.schemaExtensions).toContainEqual({ schema: HR, required: false });
    const description = (await ada.get('openapi.json')).body as unknown as {
      components: { schemas: { ScimUser: { properties: Record<string, { properties: object }> } } };
    };
    expect(Object.keys(description.components.schemas.ScimUser.properties[HR]!.properties)).toContain(
      'desks',
    );
  });

  it('are validated like built-in attributes', async () => {
    for (const extension of [
      { level: 'high' },
      { level: 1.5 },
      { hiredAt: '2026-02-30T00:00:00Z' },
      { remote: 'maybe' },
      { skills: [1] },
      { desks: [{ value: 7 }] },
      'text',
    ]) {
      const answer = await create(extension);
      expect([JSON.stringify(extension), answer.status]).toEqual([JSON.stringify(extension), 400]);
    }
    const answer = await create({ LEVEL: 7, remote: 'True', skills: ['ts', 'sql'], unknown: 1 });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      schemas: [CORE, HR],
      [HR]: { level: 7, remote: true, skills: ['ts', 'sql'] },
    });
    expect(answer.body[HR]).not.toHaveProperty('unknown');
  });

  it('are filtered, sorted and projected', async () => {
    const [low, high] = [await create({ level: 1, badge: 'B-1' }), await create({ level: 20, badge: 'b-1' })];
    expect(await find(`${HR}:level gt 10`)).toEqual([high.body['id']]);
    expect(await find(`${HR}:badge eq "B-1"`)).toEqual([low.body['id']]);
    const desk = await create({ desks: [{ value: 'D7', type: 'shared' }] });
    expect(await find(`${HR}:desks[type eq "shared" and value eq "d7"]`)).toEqual([desk.body['id']]);
    expect(await find(`${HR}:desks pr`)).toEqual([desk.body['id']]);
    const sorted = await find(
      `${HR}:badge sw "B-" or ${HR}:badge sw "b-"`,
      `&sortBy=${HR}:level&sortOrder=descending`,
    );
    expect(sorted).toEqual([high.body['id'], low.body['id']]);
    const projected = await scim('GET', `Users/${String(low.body['id'])}?attributes=${HR}:level`);
    expect(Object.keys(projected.body).sort()).toEqual(['id', 'schemas', HR].sort());
    expect(projected.body[HR]).toEqual({ level: 1 });
  });

  it('are patched by their whole path, by element, and without a path', async () => {
    const { body } = await create({ level: 1 });
    const changed = await patch(
      body['id'],
      { op: 'replace', path: `${HR}:level`, value: 2 },
      { op: 'add', path: `${HR}:skills`, value: ['ts'] },
      { op: 'add', path: `${HR}:desks`, value: [{ value: 'D1', type: 'fixed' }] },
      { op: 'replace', path: `${HR}:desks[value eq "D1"].type`, value: 'shared' },
      { op: 'add', value: { [`${HR}:remote`]: true } },
      { op: 'add', value: { [HR]: { badge: 'P-1' } } },
    );
    expect(changed.body[HR]).toEqual({
      level: 2,
      skills: ['ts'],
      desks: [{ value: 'D1', type: 'shared' }],
      remote: true,
      badge: 'P-1',
    });
    const cleared = await patch(body['id'], { op: 'remove', path: HR });
    expect([cleared.status, cleared.body[HR]]).toEqual([200, undefined]);
    expect(cleared.body['schemas']).toEqual([CORE]);
  });

  it('keep what is immutable, and never show what is never returned (RFC 7643 §2.2)', async () => {
    const { body } = await create({
      hiredAt: '2026-01-01T00:00:00Z',
      secretNote: 'canary-note',
      onRequest: 'asked',
    });
    expect(JSON.stringify(body)).not.toContain('canary-note');
    expect(body[HR]).not.toHaveProperty('onRequest');
    const asked = await scim(
      'GET',
      `Users/${String(body['id'])}?attributes=${HR}:onRequest,${HR}:secretNote`,
    );
    expect(asked.body[HR]).toEqual({ onRequest: 'asked' });
    const again = await patch(body['id'], {
      op: 'replace',
      path: `${HR}:hiredAt`,
      value: '2027-01-01T00:00:00Z',
    });
    expect([again.status, again.body['scimType']]).toEqual([400, 'mutability']);
    expect(
      (await scim('GET', `Users?filter=${encodeURIComponent(`${HR}:secretNote eq "canary-note"`)}`)).status,
    ).toBe(400);
    const admin = await ada.get(`users/${String(body['id'])}?include=scim`);
    expect(JSON.stringify(admin.body)).not.toContain('canary-note');
    expect(admin.body['scim']).toMatchObject({ [HR]: { hiredAt: '2026-01-01T00:00:00Z' } });
  });

  it('keep unique what is unique, also among a hundred at once (409)', async () => {
    const first = await create({ badge: 'U-1' });
    const taken = await create({ badge: 'U-1' });
    expect([taken.status, taken.body['scimType']]).toEqual([409, 'uniqueness']);
    expect((await create({ badge: 'u-1' })).status).toBe(201);
    await patch(first.body['id'], { op: 'remove', path: `${HR}:badge` });
    const second = await create({ badge: 'U-1' });
    expect(second.status).toBe(201);
    await scim('DELETE', `Users/${String(second.body['id'])}`);
    const answers = await Promise.all(Array.from({ length: 100 }, () => create({ badge: 'U-1' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(99).fill(409)]);
  });

  it('extend groups as well', async () => {
    const id = 'urn:acme:params:scim:schemas:extension:team:2.0:Group';
    await ada.post('schema-extensions', {
      id,
      resourceType: 'Group',
      name: 'Team',
      attributes: [{ name: 'costCenter', type: 'string' }],
    });
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group', id];
    const created = await scim('POST', 'Groups', {
      schemas,
      displayName: 'Team',
      [id]: { costCenter: '42' },
    });
    expect(created).toMatchObject({ status: 201, body: { schemas, [id]: { costCenter: '42' } } });
    const answer = await scim('PATCH', `Groups/${String(created.body['id'])}?attributes=${id}`, {
      schemas: [PATCH_OP],
      Operations: [{ op: 'replace', path: `${id}:costCenter`, value: '43' }],
    });
    expect(answer.body[id]).toEqual({ costCenter: '43' });
  });

  it('can grow; what has values neither goes nor changes its nature (409 schema_in_use)', async () => {
    const id = 'urn:acme:growing:User';
    const definition = {
      id,
      resourceType: 'User',
      name: 'Growing',
      attributes: [{ name: 'size', type: 'string' }],
    };
    await ada.post('schema-extensions', definition);
    const { body } = await create(undefined, { schemas: [CORE, id], [id]: { size: 'L' } });
    const { id: _id, resourceType: _type, ...changes } = definition;
    const replaced = (attributes: object[]) =>
      ada.send('PUT', `schema-extensions/${id}`, { ...changes, attributes });
    expect((await replaced([...definition.attributes, { name: 'color', type: 'string' }])).status).toBe(200);
    await patch(body['id'], { op: 'add', path: `${id}:color`, value: 'red' });
    expect((await scim('GET', `Users/${String(body['id'])}`)).body[id]).toEqual({ size: 'L', color: 'red' });
    expect((await replaced([{ name: 'size', type: 'integer' }])).body).toMatchObject({
      code: 'schema_in_use',
    });
    expect((await ada.delete(`schema-extensions/${id}`)).status).toBe(409);
    await scim('DELETE', `Users/${String(body['id'])}`);
    expect((await ada.delete(`schema-extensions/${id}`)).status).toBe(204);
    expect((await scim('GET', `Schemas/${id}`)).status).toBe(404);
    const actions = (await ada.get('audit-events?targetType=schema')).body.items.map(
      (item) => item['action'],
    );
    expect(actions.slice(0, 3)).toEqual(['schema.deleted', 'schema.updated', 'schema.created']);
  });

  it('go or stay as a whole, whoever writes values meanwhile', async () => {
    const urn = 'urn:acme:params:scim:schemas:extension:passing:2.0:User';
    const people = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const user = { schemas: [CORE], userName: `passing ${index}@example.com` };
        return (await scim('POST', 'Users', user)).body['id'] as string;
      }),
    );
    const passing = { id: urn, resourceType: 'User', name: 'Passing', description: '' };
    const define = () =>
      ada.post('schema-extensions', { ...passing, attributes: [{ name: 'v', type: 'string' }] });
    for (let round = 0; round < 5; round++) {
      expect((await define()).status).toBe(201);
      const [gone, ...written] = await Promise.all([
        ada.delete(`schema-extensions/${urn}`),
        ...people.map((id) =>
          scim('PATCH', `Users/${id}`, {
            schemas: [PATCH_OP],
            Operations: [{ op: 'add', path: `${urn}:v`, value: 'x' }],
          }),
        ),
      ]);
      for (const { status } of written) expect([200, 400, 503]).toContain(status);
      if (gone.status === 204) await define();
      const found = await scim('GET', `Users?filter=${encodeURIComponent(`${urn}:v pr`)}`);
      const isThere = (found.body['totalResults'] as number) > 0;
      expect([gone.status, isThere]).toEqual(isThere ? [409, true] : [204, false]);
      for (const id of people) {
        const Operations = [{ op: 'remove', path: `${urn}:v` }];
        await scim('PATCH', `Users/${id}`, { schemas: [PATCH_OP], Operations });
      }
      expect((await ada.delete(`schema-extensions/${urn}`)).status).toBe(204);
    }
  });

  it('stay while users who are kept aside have values of them', async () => {
    const urn = 'urn:acme:params:scim:schemas:extension:kept:2.0:User';
    const kept = { id: urn, resourceType: 'User', name: 'Kept', description: '' };
    await ada.post('schema-extensions', { ...kept, attributes: [{ name: 'v', type: 'string' }] });
    await ada.patch('scim/connection', { onDelete: 'retain' });
    const user = { schemas: [CORE, urn], userName: 'kept@example.com', [urn]: { v: 'x' } };
    const id = (await scim('POST', 'Users', user)).body['id'] as string;
    expect((await scim('DELETE', `Users/${id}`)).status).toBe(204);
    expect((await ada.delete(`schema-extensions/${urn}`)).body['code']).toBe('schema_in_use');
    expect((await ada.delete(`retained-users/${id}`)).status).toBe(204);
    expect((await ada.delete(`schema-extensions/${urn}`)).status).toBe(204);
    await ada.patch('scim/connection', { onDelete: 'delete' });
  });

  it('stay while the connection takes roles from them', async () => {
    const urn = 'urn:acme:params:scim:schemas:extension:roles:2.0:User';
    const roles = { id: urn, resourceType: 'User', name: 'Roles', description: '' };
    await ada.post('schema-extensions', { ...roles, attributes: [{ name: 'role', type: 'string' }] });
    await ada.patch('scim/connection', { roleAttribute: `${urn}:role` });
    const refused = await ada.delete(`schema-extensions/${urn}`);
    expect([refused.status, refused.body['code']]).toEqual([409, 'schema_in_use']);
    await ada.patch('scim/connection', { roleAttribute: null });
    expect((await ada.delete(`schema-extensions/${urn}`)).status).toBe(204);
  });

  it('are refused with each fault named by its path', async () => {
    const attribute = (more: object) => ({
      id: 'urn:acme:bad:User',
      resourceType: 'User',
      name: 'Bad',
      attributes: [{ name: 'a', type: 'string', ...more }],
    });
    const cases: [object, string][] = [
      [{ ...DEFINITION, id: 'urn:ietf:params:scim:schemas:core:2.0:Device' }, 'id'],
      [{ ...DEFINITION, id: 'not a urn' }, 'id'],
      [{ ...DEFINITION, id: 'urn:acme:other:User', resourceType: 'Device' }, 'resourceType'],
      [{ ...DEFINITION, id: 'urn:acme:other:User', attributes: [] }, 'attributes'],
      [attribute({ name: '__proto__' }), 'attributes[0].name'],
      [attribute({ name: 'constructor' }), 'attributes[0].name'],
      [attribute({ name: 'a b' }), 'attributes[0].name'],
      [attribute({ type: 'complex' }), 'attributes[0].subAttributes'],
      [
        attribute({ type: 'complex', subAttributes: [{ name: 'x', type: 'complex' }] }),
        'attributes[0].subAttributes[0].type',
      ],
      [attribute({ multiValued: true, uniqueness: 'server' }), 'attributes[0].uniqueness'],
      [attribute({ mutability: 'writeOnly' }), 'attributes[0].returned'],
      [attribute({ required: true, mutability: 'readOnly' }), 'attributes[0].required'],
      [attribute({ surprise: 1 }), 'attributes[0].surprise'],
    ];
    for (const [definition, path] of cases) {
      const answer = await ada.post('schema-extensions', definition);
      expect([path, answer.status, answer.body['errors']]).toMatchObject([path, 400, [{ path }]]);
    }
    expect((await ada.post('schema-extensions', DEFINITION)).status).toBe(409);
    expect((await ada.post('schema-extensions', { ...DEFINITION, id: HR.toUpperCase() })).status).toBe(409);
  });

  it('belong to one tenant, and need settings:write', async () => {
    const auditor = await ada.appoint('auditor', 'auditor');
    expect((await auditor.get('schema-extensions')).status).toBe(200);
    expect((await auditor.delete(`schema-extensions/${HR}`)).status).toBe(403);
    const other = await secondTenant(app);
    expect((await other.admin.get('schema-extensions')).body.items).toEqual([]);
    expect((await other.admin.get(`schema-extensions/${HR}`)).status).toBe(404);
    const response = await other.scim.get(`/Schemas/${HR}`);
    expect(response.status).toBe(404);
    const { id } = (await create({ badge: 'T-1' })).body;
    expect((await other.scim.get(`/Users/${String(id)}`)).status).toBe(404);
  });
});
