import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { LogUpkeep } from '../../src/provisioning-log/log-upkeep.js';
import { ProvisioningHealth } from '../../src/provisioning-log/provisioning-health.js';
import { setUp, type AdminClient, type Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { CORE_GROUP, CORE_USER, ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const OKTA = { 'User-Agent': 'Okta SCIM Client 1.0.0' };
const UNKNOWN = '01890a5d-ac96-774b-bcce-b302099a8059';
const SOON = { timeout: 20_000, interval: 50 };
const TENANT = 1;
const DAY = 86_400_000;

interface Detail {
  readonly sentence: string;
  readonly lastCall: unknown;
  readonly failing: { readonly targets: number; readonly calls: number; readonly latest: Body } | null;
  readonly silentSince: string | null;
  readonly secretExpiresAt: string | null;
  readonly voidedSecret: unknown;
}

describe.each(engines())('The status of provisioning on $name (P36)', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let scim: ScimClient;
  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  const unit = (): UnitOfWork => app.nest.get(UnitOfWork, { strict: false });
  const health = <T>(ask: (service: ProvisioningHealth) => Promise<T>): Promise<T> =>
    runInContext({ requestId: 'health', ip: null, actor: SYSTEM, tenantId: TENANT }, () =>
      ask(app.nest.get(ProvisioningHealth, { strict: false })),
    );
  const status = async (): Promise<string> => String((await ada.get('scim/connection')).body['status']);
  const detail = async () => (await ada.get('scim/connection')).body['statusDetail'] as Detail;
  const becomes = (expected: string) => expect.poll(status, SOON).toBe(expected);
  const issue = async (body: object = {}): Promise<ScimClient> =>
    new ScimClient(app, (await ada.post('scim/secret', body)).body.secret);

  it('is not set up, then waits for the first call, then is connected: when, and with whom', async () => {
    expect(await status()).toBe('not_set_up');
    expect(await detail()).toEqual({
      sentence: 'No secret has been issued yet.',
      lastCall: null,
      failing: null,
      silentSince: null,
      secretExpiresAt: null,
      voidedSecret: null,
    });
    scim = await issue();
    expect(await status()).toBe('waiting');
    await scim.get('/Users?count=1', OKTA);
    await becomes('connected');
    await expect.poll(async () => (await detail()).lastCall, SOON).not.toBeNull();
    expect(await detail()).toMatchObject({
      sentence: expect.stringMatching(/^Okta called last on \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/),
      lastCall: {
        time: expect.stringMatching(/Z$/),
        provider: 'okta',
        userAgent: 'Okta SCIM Client 1.0.0',
        ip: expect.stringContaining('127.0.0.1'),
      },
    });
  });

  it('fails while something that the IdP wants is not so, and says how much and why', async () => {
    const since = Date.now();
    await scim.createUser('taken');
    const twice = { schemas: [CORE_USER], userName: 'Taken' };
    for (let tries = 0; tries < 3; tries++) await scim.post('/Users', twice, OKTA);
    await scim.put(`/Users/${UNKNOWN}`, twice, OKTA);
    await becomes('failing');
    await expect.poll(async () => (await detail()).failing?.targets, SOON).toBe(2);
    expect(await detail()).toMatchObject({
      sentence: expect.stringContaining(
        '2 users, groups or queries fail. Okta uses an id that is not known here',
      ),
      failing: {
        targets: 2,
        calls: 4,
        since: expect.stringMatching(/Z$/),
        latest: {
          status: 404,
          target: { type: 'user', id: UNKNOWN },
          whatToDo: 'In Okta, unassign the user from the application and assign them again.',
        },
      },
    });
    const open = await health((service) => service.listOpenFailures(since, 10));
    expect(open.map(({ calls, latest }) => [calls, latest.status])).toEqual([
      [1, 404],
      [3, 409],
    ]);
    expect(await health((service) => service.listOpenFailures(Date.now() + DAY, 10))).toEqual([]);
    expect(await health((service) => service.countOpenFailures())).toMatchObject({ targets: 2, calls: 4 });
  });

  it('recovers once the same targets succeed', async () => {
    // What was to be replaced is to be deleted, and is gone: as wanted.
    await scim.delete(`/Users/${UNKNOWN}`);
    await expect.poll(async () => (await detail()).failing?.targets, SOON).toBe(1);
    const { body } = await scim.filter('Users', 'userName eq "taken"');
    await scim.delete(`/Users/${body.Resources[0]!.id}`);
    await scim.createUser('TAKEN');
    await becomes('connected');
    expect(await health((service) => service.countOpenFailures())).toBeUndefined();
  });

  it.each<[what: string, fail: () => Promise<unknown>, succeed: () => Promise<unknown>]>([
    [
      'a query, by the next one of its form',
      () => scim.filter('Users', 'userName eq "somebody"', '&count=many'),
      async () => {
        await scim.filter('Users', 'externalId eq "somebody"');
        await scim.createUser(`not what fails ${engine.name}`);
        expect(await status()).toBe('failing');
        await scim.filter('Users', 'userName eq "somebody else"');
      },
    ],
    [
      'a group, by its name',
      () =>
        scim.post('/Groups', { schemas: [CORE_GROUP], displayName: 'Crew', members: [{ value: UNKNOWN }] }),
      () => scim.createGroup('crew'),
    ],
    [
      'a user whom the IdP finds and changes after all',
      () => scim.post('/Users', { schemas: [CORE_USER], userName: 'found', active: 7 }),
      async () => {
        await scim.put(`/Users/${(await scim.createUser('lost')).id}`, {
          schemas: [CORE_USER],
          userName: 'found',
        });
      },
    ],
    [
      'what has no name, by the next one that is created',
      () => scim.post('/Users', { schemas: [CORE_USER] }),
      () => scim.createUser('with a name'),
    ],
  ])('recovers: %s', async (_what, fail, succeed) => {
    expect(await fail()).toMatchObject({ status: 400 });
    await becomes('failing');
    await succeed();
    await becomes('connected');
  });

  it('takes for settled what an administrator says is, and writes that down', async () => {
    await scim.put(`/Groups/${UNKNOWN}`, { schemas: [CORE_GROUP], displayName: 'Gone' });
    await becomes('failing');
    const [failure] = (await ada.get('scim/failures')).body.items;
    expect(failure).toMatchObject({
      calls: 1,
      latest: { status: 404, target: { type: 'group', id: UNKNOWN } },
    });
    expect((await ada.delete(`scim/failures/${failure!.id}`)).status).toBe(204);
    expect((await ada.delete(`scim/failures/${failure!.id}`)).status).toBe(404);
    expect(await status()).toBe('connected');
    expect((await ada.get('audit-events?action=connection.failure_dismissed')).body.items[0]).toMatchObject({
      target: { display: 'Gone' },
      actor: { id: ada.user!.id },
    });
  });

  it('does not fail by what is no obstacle: a read of nobody, a probe, a switch', async () => {
    await scim.get(`/Users/${UNKNOWN}`);
    await scim.get('/Me');
    await scim.delete(`/Groups/${UNKNOWN}`);
    await ada.patch('scim/connection', { enabled: false });
    expect((await scim.post('/Users', { schemas: [CORE_USER], userName: 'refused' })).status).toBe(403);
    await expect
      .poll(async () => (await ada.get('scim/requests?status=403')).body.items.length, SOON)
      .toBe(1);
    expect((await ada.get('scim/requests?status=403')).body.items).toMatchObject([
      { code: 'provisioning_off' },
    ]);
    expect(await status()).toBe('switched_off');
    await ada.patch('scim/connection', { enabled: true });
    expect(await status()).toBe('connected');
  });

  it('costs no write for a read', async () => {
    const writes = vi.spyOn(UnitOfWork.prototype, 'execute');
    try {
      for (let reads = 0; reads < 100; reads++) await scim.filter('Users', 'userName eq "nobody"');
      const own = writes.mock.calls.filter(([sql]) => /scim_/.test(sql));
      // The last call's time, and the burst's counts, once a minute.
      expect(own.length).toBeLessThan(10);
    } finally {
      writes.mockRestore();
    }
  });

  it('is that of a voided secret while the IdP calls with it', async () => {
    const old = scim;
    scim = await issue();
    expect(await status()).toBe('waiting');
    expect((await old.get('/Users', OKTA)).status).toBe(401);
    await becomes('voided_secret');
    expect(await detail()).toMatchObject({
      sentence: expect.stringContaining('still uses a secret that is void'),
      voidedSecret: { lastUsedAt: expect.any(String), ip: expect.stringContaining('127.0.0.1') },
    });
    const [refused] = (await ada.get('scim/requests?status=401')).body.items;
    expect(refused).toMatchObject({
      code: 'secret_voided',
      provider: 'okta',
      whatToDo: 'Enter the new secret in Okta; issue one if it is lost.',
    });
    await scim.get('/Users');
    await becomes('connected');
  });

  it('is suspended with its administrator, and says so of the calls', async () => {
    const manager = await ada.appoint('manager', 'user_manager');
    await ada.patch('scim/connection', { administratorId: manager.user!.id });
    await ada.patch(`users/${manager.user!.id}`, { active: false });
    expect((await scim.get('/Users')).status).toBe(401);
    expect(await status()).toBe('suspended');
    await expect
      .poll(async () => (await ada.get('scim/requests?status=401&limit=1')).body.items[0]!['code'], SOON)
      .toBe('secret_suspended');
    await ada.patch('scim/connection', { administratorId: ada.user!.id });
    expect(await status()).toBe('connected');
  });

  it('is silent where an IdP that used to call has stopped', async () => {
    const set = (lastCallAt: number, syncs: number): Promise<unknown> =>
      unit().write(() =>
        unit().execute('UPDATE scim_contacts SET last_call_at = ?, syncs = ? WHERE tenant_id = ?', [
          lastCallAt,
          syncs,
          TENANT,
        ]),
      );
    const stopped = Date.now() - 10 * DAY;
    await set(stopped, 1);
    expect(await status()).toBe('connected');
    await set(stopped, 50);
    expect(await status()).toBe('silent');
    expect((await detail()).silentSince).toBe(new Date(stopped).toISOString());
    expect(await health((service) => service.silentSince())).toBe(stopped);
    await scim.createUser('heard of again');
    await becomes('connected');
  });

  it('ends a sync run five minutes after its last call, with what the log has of it', async () => {
    const { items } = (await ada.get('scim/syncs')).body;
    expect(items[0]).toMatchObject({ endedAt: null });
    // A server that was killed has not written its counts.
    await unit().write(() =>
      unit().execute('UPDATE scim_syncs SET created = 0 WHERE tenant_id = ?', [TENANT]),
    );
    const soon = Date.now() + 6 * 60_000;
    await app.nest.get(LogUpkeep, { strict: false }).keepUp(TENANT, soon);
    const [ended] = (await ada.get('scim/syncs')).body.items;
    expect(ended!['endedAt']).toBe(ended!['lastCallAt']);
    const created = (await ada.get('scim/requests?effect=created&limit=200')).body.items;
    expect(ended!['created']).toBe(created.length);
    const since = Date.parse(String(ended!['endedAt']));
    expect(await health((service) => service.listEndedSyncs(since, 10))).toHaveLength(1);
    expect(await health((service) => service.listEndedSyncs(since + 1, 10))).toEqual([]);
  });

  it('expires with its secret, of which it warns before', async () => {
    scim = await issue({ expiresAt: new Date(Date.now() + 20 * DAY).toISOString() });
    await scim.get('/Users');
    await becomes('expiring');
    expect((await detail()).sentence).toMatch(/^The secret expires on .* UTC: issue another one before\.$/);
    scim = await issue({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
    await becomes('expired');
    expect((await scim.get('/Users')).status).toBe(401);
    await expect
      .poll(async () => (await ada.get('scim/requests?status=401&limit=1')).body.items[0]!['code'], SOON)
      .toBe('secret_expired');
  });

  it('begins anew with another connection; the log stays', async () => {
    await ada.send('DELETE', 'scim/connection', { managedAccounts: 'keep' });
    expect(await status()).toBe('not_set_up');
    expect(await detail()).toMatchObject({ lastCall: null, failing: null, voidedSecret: null });
    expect((await ada.get('scim/requests')).body.items.length).toBeGreaterThan(0);
  });

  it('keeps the log for 30 days', async () => {
    const upkeep = app.nest.get(LogUpkeep, { strict: false });
    const all = (await ada.get('scim/requests?limit=200')).body.items.length;
    await upkeep.keepUp(TENANT, Date.now() + 29 * DAY);
    expect((await ada.get('scim/requests?limit=200')).body.items).toHaveLength(all);
    await upkeep.keepUp(TENANT, Date.now() + 31 * DAY);
    expect((await ada.get('scim/requests')).body.items).toEqual([]);
    expect((await ada.get('scim/syncs')).body.items).toEqual([]);
    expect((await ada.get('scim/failures')).body.items).toEqual([]);
  });
});
