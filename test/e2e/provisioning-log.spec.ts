import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, CORE_GROUP, CORE_USER, PATCH_OP, ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const OKTA = { 'User-Agent': 'Okta SCIM Client 1.0.0' };
const UNKNOWN = '01890a5d-ac96-774b-bcce-b302099a8059';
const SOON = { timeout: 20_000, interval: 50 };

describe.each(engines())('The provisioning log on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let scim: ScimClient;
  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin: ada, scim } = await connect(app));
  });
  afterAll(() => app.close());

  const calls = async (query = ''): Promise<readonly Body[]> =>
    (await ada.get(`scim/requests?limit=200&${query}`)).body.items;
  /** The one call of this request, once it has its place. */
  async function call(requestId: string): Promise<Body> {
    const find = async () => (await calls(`requestId=${requestId}`))[0];
    await expect.poll(async () => (await find())?.['status'], SOON).toEqual(expect.any(Number));
    return (await find())!;
  }

  describe('has each call that changed something', () => {
    it('with time, operation, target, status, duration, request id and IdP', async () => {
      const user = { schemas: [CORE_USER], userName: 'grace', displayName: 'Grace Hopper', active: 'True' };
      const answer = await scim.post('/Users', user, { ...OKTA, 'X-Request-Id': 'create-1' });
      expect(await call('create-1')).toEqual({
        id: expect.any(String),
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        operation: 'create',
        outcome: 'changed',
        effect: 'created',
        target: { type: 'user', id: answer.body.id, display: 'Grace Hopper' },
        method: 'POST',
        path: '/Users',
        status: 201,
        duration: expect.any(Number),
        requestId: 'create-1',
        provider: 'okta',
        userAgent: 'Okta SCIM Client 1.0.0',
        ip: expect.stringContaining('127.0.0.1'),
        tolerances: ['booleanAsString'],
        code: null,
        scimType: null,
        detail: null,
        explanation: null,
        whatToDo: null,
        request: null,
        answer: null,
      });
    });

    it('by what it did, and with the same id as the history', async () => {
      const { id } = await scim.createUser('lifecycle');
      const group = await scim.createGroup('Lifecycle', [id]);
      const change = (path: string, ...Operations: object[]) =>
        scim.send('PATCH', path, { schemas: [PATCH_OP], Operations }, OKTA);
      await change(`/Users/${id}`, { op: 'replace', path: 'title', value: 'T' });
      await change(`/Groups/${group.id}`, { op: 'remove', path: 'members' });
      await change(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
      await change(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
      await scim.delete(`/Groups/${group.id}`);
      await scim.delete(`/Users/${id}`);
      const effects = async (targetId: string) =>
        (await calls(`targetId=${targetId}`)).map(({ operation, effect }) => [operation, effect]);
      expect(await effects(id)).toEqual([
        ['delete', 'deleted'],
        ['modify', 'updated'],
        ['modify', 'deactivated'],
        ['modify', 'updated'],
        ['create', 'created'],
      ]);
      expect(await effects(group.id)).toEqual([
        ['delete', 'deleted'],
        ['modify', 'updated'],
        ['create', 'created'],
      ]);
      for (const { requestId, time } of (await calls()).slice(0, 5)) {
        const { items } = (await ada.get(`audit-events?from=${String(time)}&limit=200`)).body;
        expect(items.map((entry) => entry['requestId'])).toContain(requestId);
      }
    });

    it('takes over whom it finds: matched', async () => {
      await ada.post('users', { userName: 'local', email: 'local@example.com' });
      const emails = [{ value: 'local@example.com' }];
      const user = { schemas: [CORE_USER], userName: 'local', emails };
      await scim.post('/Users', user, { 'X-Request-Id': 'match-1' });
      expect(await call('match-1')).toMatchObject({ effect: 'matched', status: 201 });
    });

    it('and none that changed nothing', async () => {
      const { id } = await scim.createUser('same');
      const before = (await calls()).length;
      await scim.get('/Users');
      await scim.get(`/Users/${id}`);
      await scim.get('/Schemas');
      await scim.patch(`/Users/${id}`, { op: 'replace', path: 'userName', value: 'same' });
      await scim.createUser('after the same');
      expect(await calls()).toHaveLength(before + 1);
    });
  });

  describe('has each call that failed', () => {
    const post = (body: object | string, id: string, headers = OKTA) =>
      scim.post('/Users', body, { ...headers, 'X-Request-Id': id });

    it('with what was sent, what was answered, what it means and what to do', async () => {
      const user = { schemas: [CORE_USER], userName: 'late', externalId: '00u1' };
      await scim.send('PUT', `/Users/${UNKNOWN}?attributes=id`, user, { ...OKTA, 'X-Request-Id': 'put-1' });
      expect(await call('put-1')).toMatchObject({
        operation: 'replace',
        outcome: 'failed',
        effect: null,
        target: { type: 'user', id: UNKNOWN, display: 'late' },
        path: `/Users/${UNKNOWN}`,
        status: 404,
        duration: expect.any(Number),
        code: 'not_found',
        scimType: null,
        detail: `User "${UNKNOWN}" does not exist here`,
        explanation: 'Okta uses an id that is not known here: the user was deleted, or never created.',
        whatToDo: 'In Okta, unassign the user from the application and assign them again.',
        request: { query: { attributes: 'id' }, body: user },
        answer: {
          status: '404',
          detail: expect.stringContaining('unassign it there and assign it again'),
        },
      });
    });

    it.each<[code: string, status: number, act: (requestId: string) => Promise<unknown>]>([
      [
        'uniqueness',
        409,
        async (id) => {
          await scim.createUser(`twice ${id}`);
          await post({ schemas: [CORE_USER], userName: `twice ${id}` }, id);
        },
      ],
      ['invalid_value', 400, (id) => post({ schemas: [CORE_USER], userName: 7 }, id)],
      ['invalid_syntax', 400, (id) => post('{"userName": ', id)],
      ['invalid_value', 400, (id) => post('{"schemas":[],"userName":"\\ud800"}', id)],
      ['payload_too_large', 413, (id) => post({ userName: 'x'.repeat(1_100_000) }, id)],
      [
        'unsupported_media_type',
        415,
        (id) => post('<user/>', id, { ...OKTA, 'Content-Type': 'text/xml' } as never),
      ],
      [
        'invalid_filter',
        400,
        (id) => scim.get('/Users?filter=userName%20like%20%22a%22', { 'X-Request-Id': id }),
      ],
      ['not_implemented', 501, (id) => scim.get('/Me', { 'X-Request-Id': id })],
      ['method_not_allowed', 405, (id) => scim.send('PUT', '/Users', undefined, { 'X-Request-Id': id })],
      [
        'invalid_value',
        400,
        (id) =>
          scim.post(
            '/Groups',
            { schemas: [CORE_GROUP], displayName: `g ${id}`, members: [{ value: UNKNOWN }] },
            { 'X-Request-Id': id },
          ),
      ],
    ])('%s (%i)', async (code, status, act) => {
      const id = `fail-${Math.random().toString(36).slice(2)}`;
      await act(id);
      expect(await call(id)).toMatchObject({
        outcome: 'failed',
        code,
        status,
        explanation: expect.stringMatching(/\.$/),
        whatToDo: expect.stringMatching(/\.$/),
      });
    });

    it('but none of a secret that was never one', async () => {
      const before = await calls();
      expect((await new ScimClient(app, 'rcs_made-up').get('/Users')).status).toBe(401);
      await scim.createUser('after the stranger');
      expect(await calls('outcome=failed')).toEqual(before.filter(({ outcome }) => outcome === 'failed'));
    });
  });

  it('holds no secret and no password, whatever was sent (P14)', async () => {
    const canary = 'canary-8fbd2c1e';
    const headers = { 'User-Agent': `x Bearer ${canary}`, 'X-Request-Id': 'canary-1' };
    await scim.post(
      `/Users?access_token=${scim.secret}`,
      { password: canary, note: `${canary} ${scim.secret}` },
      headers,
    );
    await scim.patch(`/Users/${UNKNOWN}`, { op: 'replace', path: 'password', value: canary });
    await scim.get(`/Users?filter=${encodeURIComponent(`password eq "${canary}`)}`);
    await scim.get(`/Users/${scim.secret}?x`);
    await call('canary-1');
    await expect
      .poll(async () => (await calls(`operation=query&status=400`)).length, SOON)
      .toBeGreaterThan(1);
    const text = JSON.stringify(await calls());
    expect(text).toContain('[removed]');
    expect(text).not.toContain(canary);
    expect(text).not.toContain(scim.secret.slice(4, 20));
  });

  it('shows what cannot be seen as its number (H15)', async () => {
    const userName = 'evil\u001b[31m\n</script>';
    await scim.post('/Users', { schemas: [CORE_USER], userName }, { 'X-Request-Id': 'evil-1' });
    const evil = await call('evil-1');
    expect(evil['target']).toMatchObject({ display: 'evil\\u001b[31m\\u000a</script>' });
    expect(JSON.stringify(evil['request'])).toContain('evil\\\\u001b[31m');
  });

  describe('is read', () => {
    it('page by page, newest first, each call once', async () => {
      const all = (await calls()).map(({ id }) => id);
      expect(all).toEqual([...all].sort().reverse());
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await ada.get(`scim/requests?limit=7${cursor}`);
        seen.push(...body.items.map(({ id }) => id));
        if (body.nextCursor === undefined) break;
        cursor = `&cursor=${body.nextCursor}`;
      }
      expect(seen).toEqual(all);
      expect((await ada.get(`scim/requests/${all[0]!}`)).body.id).toBe(all[0]);
      expect((await ada.get(`scim/requests/${UNKNOWN}`)).status).toBe(404);
    });

    it.each<[query: string, test: (call: Body) => boolean]>([
      ['outcome=failed', (c) => c['outcome'] === 'failed'],
      ['effect=created', (c) => c['effect'] === 'created'],
      ['operation=query', (c) => c['operation'] === 'query'],
      ['targetType=group', (c) => (c['target'] as Body)['type'] === 'group'],
      ['provider=okta', (c) => c['provider'] === 'okta'],
      ['status=404', (c) => c['status'] === 404],
      ['q=GRACE', (c) => /grace/i.test(String((c['target'] as Body)['display']))],
    ])('by %s', async (query, test) => {
      const found = await calls(query);
      expect(found.length).toBeGreaterThan(0);
      expect(found.map(({ id }) => id)).toEqual((await calls()).filter(test).map(({ id }) => id));
    });

    it('by time', async () => {
      const all = await calls();
      const middle = String(all[5]!['time']);
      const [since, before] = [await calls(`from=${middle}`), await calls(`to=${middle}`)];
      expect(since.every(({ time }) => String(time) >= middle)).toBe(true);
      expect(before.every(({ time }) => String(time) < middle)).toBe(true);
      expect(since.length + before.length).toBe(all.length);
    });

    it.each(['outcome=maybe', 'status=ok', 'syncId=1', 'from=yesterday', 'noSuchFilter=1', 'cursor=made-up'])(
      'but not by %s',
      async (query) => {
        expect(await ada.get(`scim/requests?${query}`)).toMatchObject({
          status: 400,
          body: { code: 'invalid_input' },
        });
      },
    );
  });

  it('tells sync runs, with what came of their calls', async () => {
    await scim.createUser('in the run');
    const counted = async () => {
      const [run] = (await ada.get('scim/syncs')).body.items;
      return Number(run!['created']) + Number(run!['failed']);
    };
    const all = (await calls()).filter(({ outcome, effect }) => outcome === 'failed' || effect === 'created');
    await expect.poll(counted, SOON).toBe(all.length);
    const { items } = (await ada.get('scim/syncs')).body;
    expect(items).toEqual([
      {
        id: expect.any(String),
        provider: 'other',
        startedAt: expect.any(String),
        lastCallAt: expect.any(String),
        endedAt: null,
        created: expect.any(Number),
        matched: 1,
        updated: expect.any(Number),
        deactivated: 1,
        deleted: 2,
        failed: expect.any(Number),
        reads: expect.any(Number),
      },
    ]);
    expect((await calls(`syncId=${items[0]!.id}`)).length).toBe((await calls()).length);
    expect(await calls(`syncId=${UNKNOWN}`)).toEqual([]);
    expect((await ada.get(`scim/syncs/${items[0]!.id}`)).body.id).toBe(items[0]!.id);
    expect((await ada.get(`scim/syncs/${UNKNOWN}`)).status).toBe(404);
  });

  it('counts the tolerances that the IdP leans on', async () => {
    const { items } = (await ada.get('scim/tolerances')).body;
    expect(items).toContainEqual({
      name: 'booleanAsString',
      description: expect.stringContaining('yes and no'),
      count: 1,
      lastUsedAt: expect.any(String),
    });
  });

  it('is for those who may read provisioning, each tenant its own', async () => {
    const member = await ada.appoint('member', 'member');
    const there = await secondTenant(app);
    for (const path of ['scim/requests', 'scim/syncs', 'scim/failures', 'scim/tolerances']) {
      expect((await member.get(path)).status).toBe(403);
      expect((await there.admin.get(path)).body.items).toEqual([]);
    }
    const [mine] = await calls();
    expect((await there.admin.get(`scim/requests/${mine!.id}`)).status).toBe(404);
    const { id } = await there.scim.createUser('theirs');
    expect((await there.admin.get('scim/requests')).body.items).toMatchObject([{ target: { id } }]);
    expect(await calls(`targetId=${id}`)).toEqual([]);
  });
});
