import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient } from '../../support/admin-client.js';
import { engines } from '../../support/engines.js';
import { connect, CORE_USER, ENTERPRISE, type ScimClient } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe.each(engines())('Users over SCIM on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let count = 0;
  const name = (): string => `user${++count}@example.com`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  const historyOf = async (id: string): Promise<unknown[]> =>
    [...(await admin.get(`audit-events?targetId=${id}`)).body.items].reverse();

  describe('POST /Users · RFC 7644 §3.3', () => {
    it('answers 201 with the whole resource, its address and its version', async () => {
      const userName = name();
      const answer = await scim.post('/Users', {
        schemas: [CORE_USER, ENTERPRISE],
        userName,
        externalId: 'ext-1',
        name: { givenName: 'Barbara', familyName: 'Jensen' },
        emails: [{ value: userName, type: 'work', primary: true }],
        [ENTERPRISE]: { employeeNumber: '701984', manager: { value: 'somebody elsewhere' } },
      });
      expect(answer.status).toBe(201);
      const { id, meta } = answer.body;
      expect(id).toMatch(UUID);
      expect(answer.headers.get('content-type')).toContain('application/scim+json');
      expect(answer.headers.get('location')).toBe(meta.location);
      expect(answer.headers.get('etag')).toBe('W/"1"');
      expect(answer.body).toEqual({
        schemas: [CORE_USER, ENTERPRISE],
        id,
        externalId: 'ext-1',
        userName,
        name: { givenName: 'Barbara', familyName: 'Jensen' },
        active: true,
        emails: [{ value: userName, type: 'work', primary: true }],
        [ENTERPRISE]: { employeeNumber: '701984', manager: { value: 'somebody elsewhere' } },
        meta: {
          resourceType: 'User',
          created: meta.created,
          lastModified: meta.created,
          location: `http://localhost:${app.port}/scim/v2/Users/${id}`,
          version: 'W/"1"',
        },
      });
      expect((await scim.get(`/Users/${id}`)).body).toEqual(answer.body);
    });

    it('passes over what is read-only, and keeps no password', async () => {
      const { id, ...body } = await scim.createUser(name(), {
        id: 'mine',
        meta: { version: 'mine' },
        groups: [{ value: 'g' }],
        password: '1mz050nq',
      });
      expect(id).toMatch(UUID);
      expect(JSON.stringify(body)).not.toContain('1mz050nq');
      expect(JSON.stringify(await historyOf(id))).not.toContain('1mz050nq');
    });

    it('answers 409 uniqueness for a userName that differs in case, form or outer white space only', async () => {
      await scim.createUser('José@example.com');
      for (const userName of [
        'JOSÉ@EXAMPLE.COM',
        'José@example.com'.normalize('NFD'),
        ' José@example.com ',
      ]) {
        const answer = await scim.post('/Users', { schemas: [CORE_USER], userName });
        expect(answer.status).toBe(409);
        expect(answer.body).toMatchObject({ scimType: 'uniqueness', status: '409' });
        expect(answer.body.detail).toContain('userName');
      }
    });

    it('writes who did it, and every attribute, into the journal', async () => {
      const userName = name();
      const { id } = await scim.createUser(userName, { title: 'Guide' });
      expect(await historyOf(id)).toMatchObject([
        {
          action: 'user.created',
          actor: { type: 'scim', id: admin.user!.id, display: 'ada@example.com' },
          target: { type: 'user', id, display: userName },
          outcome: 'success',
          changes: [
            { path: 'active', before: null, after: true },
            { path: 'userName', before: null, after: userName },
            { path: 'title', before: null, after: 'Guide' },
          ],
        },
      ]);
    });
  });

  describe('GET /Users/{id} · RFC 7644 §3.4.1', () => {
    it.each([
      '010101001010101011001010101011',
      '00919288221112222',
      'a%20b',
      '01890a5d-ac96-774b-bcce-b302099a8057',
    ])('answers 404 with advice for the unknown id %s', async (id) => {
      const answer = await scim.get(`/Users/${id}`);
      expect(answer.status).toBe(404);
      expect(answer.body.status).toBe('404');
      expect(answer.body.detail).toContain('assign');
    });

    it('answers 304 to a client that has the version (§3.14)', async () => {
      const { id } = await scim.createUser(name());
      for (const tag of ['W/"1"', '"1"', '*', 'W/"7", W/"1"']) {
        const answer = await scim.get(`/Users/${id}`, { 'If-None-Match': tag });
        expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', 'W/"1"']);
      }
      expect((await scim.get(`/Users/${id}`, { 'If-None-Match': 'W/"2"' })).status).toBe(200);
    });

    it('answers the attributes that are asked for, and always id and schemas (§3.9)', async () => {
      const { id } = await scim.createUser(name(), {
        title: 'T',
        name: { givenName: 'G', familyName: 'F' },
        [ENTERPRISE]: { department: 'D', division: 'V' },
      });
      const keys = async (query: string) => Object.keys((await scim.get(`/Users/${id}?${query}`)).body);
      expect(await keys('attributes=userName')).toEqual(['schemas', 'id', 'userName']);
      expect(await keys('attributes=USERNAME,meta.version')).toEqual(['schemas', 'id', 'userName', 'meta']);
      expect(await keys(`attributes=${ENTERPRISE}:department`)).toEqual(['schemas', 'id', ENTERPRISE]);
      expect(await keys(`excludedAttributes=id,schemas,name,meta,${ENTERPRISE}`)).toEqual([
        'schemas',
        'id',
        'userName',
        'title',
        'active',
      ]);
      expect(await keys('attributes=password,groups.secret,nonsense')).toEqual(['schemas', 'id']);
      const part = await scim.get(`/Users/${id}?attributes=name.givenName`);
      expect(part.body['name']).toEqual({ givenName: 'G' });
    });
  });

  describe('PUT /Users/{id} · RFC 7644 §3.5.1', () => {
    it('replaces everything but what is absent of active', async () => {
      const { id, userName } = await scim.createUser(name(), { title: 'T', active: false });
      const answer = await scim.put(`/Users/${id}`, {
        schemas: [CORE_USER],
        id: 'another',
        userName,
        nickName: 'N',
        groups: [],
        meta: {},
      });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ id, userName, nickName: 'N', active: false });
      expect(answer.body['title']).toBeUndefined();
      expect(answer.headers.get('etag')).toBe('W/"2"');
    });

    it('answers 400 without userName, 404 for an unknown id, 409 for a name that is taken', async () => {
      const [one, other] = [await scim.createUser(name()), await scim.createUser(name())];
      const missing = await scim.put(`/Users/${one.id}`, { schemas: [CORE_USER], userame: 'O' });
      expect([missing.status, missing.body.scimType]).toEqual([400, 'invalidValue']);
      expect(missing.body.detail).toContain('userName');
      const body = { schemas: [CORE_USER], userName: other.userName };
      expect((await scim.put(`/Users/${one.id}`, body)).status).toBe(409);
      expect((await scim.put('/Users/nobody', body)).status).toBe(404);
      expect((await scim.get(`/Users/${one.id}`)).body).toEqual(one);
    });
  });

  describe('PATCH /Users/{id} · RFC 7644 §3.5.2', () => {
    it('answers 200 with the resource, one version further', async () => {
      const { id } = await scim.createUser(name());
      const answer = await scim.patch(
        `/Users/${id}`,
        { op: 'Replace', path: 'active', value: 'False' },
        { op: 'Add', path: 'emails[type eq "work"].value', value: 'w@example.com' },
      );
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        active: false,
        emails: [{ type: 'work', value: 'w@example.com' }],
      });
      expect(answer.headers.get('etag')).toBe('W/"2"');
      expect(answer.body.meta.lastModified >= answer.body.meta.created).toBe(true);
    });

    it('changes neither version nor lastModified nor the journal when it changes nothing', async () => {
      const user = await scim.createUser(name(), { title: 'T', emails: [{ value: 'a@b.c', type: 'work' }] });
      for (const operation of [
        { op: 'replace', path: 'title', value: 'T' },
        { op: 'add', path: 'emails', value: [{ type: 'work', value: 'a@b.c' }] },
        { op: 'replace', value: { id: user.id, active: true } },
        { op: 'remove', path: 'nickName' },
      ]) {
        expect((await scim.patch(`/Users/${user.id}`, operation)).body).toEqual(user);
      }
      expect(await historyOf(user.id)).toHaveLength(1);
    });

    it('is all or nothing', async () => {
      const user = await scim.createUser(name());
      const answer = await scim.patch(
        `/Users/${user.id}`,
        { op: 'replace', path: 'title', value: 'T' },
        { op: 'replace', path: 'active', value: 'perhaps' },
      );
      expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidValue']);
      expect(answer.body.detail).toContain('active');
      expect((await scim.get(`/Users/${user.id}`)).body).toEqual(user);
    });

    it('finds the user by the new name and no longer by the old one', async () => {
      const [before, after] = [name(), name()];
      const { id } = await scim.createUser(before);
      await scim.patch(`/Users/${id}`, { op: 'replace', path: 'userName', value: after });
      expect((await scim.filter('Users', `userName eq "${after.toUpperCase()}"`)).body.Resources[0]!.id).toBe(
        id,
      );
      expect((await scim.filter('Users', `userName eq "${before}"`)).body.totalResults).toBe(0);
    });
  });

  describe('DELETE /Users/{id} · RFC 7644 §3.6', () => {
    it('answers 204, then 404, and frees the userName', async () => {
      const user = await scim.createUser(name());
      expect((await scim.delete(`/Users/${user.id}`)).status).toBe(204);
      expect((await scim.delete(`/Users/${user.id}`)).status).toBe(404);
      expect((await scim.get(`/Users/${user.id}`)).status).toBe(404);
      expect((await scim.createUser(user.userName)).id).not.toBe(user.id);
      expect(await historyOf(user.id)).toMatchObject([
        { action: 'user.created' },
        { action: 'user.deleted' },
      ]);
    });
  });

  it('answers 412 to a write on another version than the client has seen (§3.14)', async () => {
    const { id, userName } = await scim.createUser(name());
    const body = { schemas: [CORE_USER], userName };
    for (const method of ['PUT', 'DELETE']) {
      expect((await scim.send(method, `/Users/${id}`, body, { 'If-Match': 'W/"9"' })).status).toBe(412);
    }
    for (const tag of ['*', 'W/"1"', '"1"']) {
      expect((await scim.put(`/Users/${id}`, body, { 'If-Match': tag })).status).toBe(200);
    }
  });
});
