import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';

describe.each(engines())('Sessions on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let nobody: AdminClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
    nobody = new AdminClient(app);
  });
  afterAll(() => app.close());

  const isOpen = async (client: AdminClient): Promise<boolean> =>
    (await client.get('session')).status === 200;
  const actionsOn = async (id: string): Promise<unknown[]> =>
    (await ada.get(`audit-events?targetId=${id}`)).body.items.map((item) => item['action']);

  it('are shown to whom they belong: how, whence and with what they began', async () => {
    const ann = await ada.appoint('ann', 'member');
    await nobody.send('POST', 'session', { email: 'ann', password: PASSWORD }, { 'User-Agent': 'Lynx/2.9' });
    const { status, body } = await ann.get('sessions');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { method: 'password', ip: '127.0.0.1', userAgent: 'Lynx/2.9', current: false },
      { method: 'password', ip: '127.0.0.1', current: true },
    ]);
    for (const item of body.items) expect(item).not.toHaveProperty('token');
    expect((await ada.get(`users/${ann.user!.id}/sessions`)).body.items).toHaveLength(2);
    expect((await ada.get(`users/${UNKNOWN}/sessions`)).status).toBe(404);
  });

  it('are ended one by one, or all others at once', async () => {
    const bob = await ada.appoint('bob', 'member');
    const [phone, tablet, laptop] = [
      await nobody.signIn('bob'),
      await nobody.signIn('bob'),
      await nobody.signIn('bob'),
    ];
    const { body } = await phone.get('sessions');
    const current = body.items.find((item) => item['current'] === true)!;
    expect((await bob.delete(`sessions/${current.id}`)).status).toBe(204);
    expect([await isOpen(phone), await isOpen(tablet)]).toEqual([false, true]);
    expect((await bob.delete(`sessions/${current.id}`)).status).toBe(404);
    expect((await laptop.delete('sessions')).status).toBe(204);
    expect([await isOpen(bob), await isOpen(tablet), await isOpen(laptop)]).toEqual([false, false, true]);
    expect(await actionsOn(bob.user!.id)).toEqual(expect.arrayContaining(['session.revoked']));
  });

  it("of somebody else are as unknown as those that never were, and end by an administrator's hand", async () => {
    const [cleo, dan] = [await ada.appoint('cleo', 'member'), await ada.appoint('dan', 'member')];
    const { id } = (await cleo.get('sessions')).body.items[0]!;
    const [foreign, unknown] = [await dan.delete(`sessions/${id}`), await dan.delete(`sessions/${UNKNOWN}`)];
    expect([foreign.status, foreign.body]).toEqual([404, unknown.body]);
    expect((await ada.delete(`users/${cleo.user!.id}/sessions`)).status).toBe(204);
    expect([await isOpen(cleo), await isOpen(dan)]).toEqual([false, true]);
    expect((await ada.delete(`users/${UNKNOWN}/sessions`)).status).toBe(404);
  });

  it('of an administrator are beyond a user manager', async () => {
    const manager = await ada.appoint('manager', 'user_manager');
    expect((await manager.delete(`users/${ada.user!.id}/sessions`)).status).toBe(403);
    expect(await isOpen(ada)).toBe(true);
  });

  it('do not outlive another sign-in from the same browser', async () => {
    const eve = await ada.appoint('eve', 'member');
    const browser = { Cookie: `rollcall_session=${eve.token}`, 'Sec-Fetch-Site': 'same-origin' };
    const { body } = await nobody.send('POST', 'session', { email: 'eve', password: PASSWORD }, browser);
    expect(await isOpen(eve)).toBe(false);
    expect(await isOpen(new AdminClient(app, body.token))).toBe(true);
  });
});

describe.each(engines())('The address of a client behind a proxy on $name', (engine) => {
  it('is what the proxy says, where that is an address', async () => {
    const app = await startTestApp({ engine, env: { TRUST_PROXY: 'true' } });
    try {
      const ada = await setUp(app);
      const from = async (forwarded: string): Promise<unknown> => {
        const body = { email: 'ada@example.com', password: PASSWORD };
        const answer = await new AdminClient(app).send('POST', 'session', body, {
          'X-Forwarded-For': forwarded,
        });
        expect(answer.status).toBe(201);
        return (await ada.get('sessions')).body.items[0]!['ip'];
      };
      expect(await from('203.0.113.7')).toBe('203.0.113.7');
      expect(await from('2001:db8::7, 10.0.0.1')).toBe('2001:db8::7');
      for (const nonsense of ['x'.repeat(2_000), '<script>', ''])
        expect(await from(nonsense)).toBe('127.0.0.1');
    } finally {
      await app.close();
    }
  });
});
