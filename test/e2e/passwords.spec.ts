import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NEW = 'a better horse battery';
const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';

describe.each(engines())('Passwords on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let nobody: AdminClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
    nobody = new AdminClient(app);
  });
  afterAll(() => app.close());

  const signInStatus = async (email: string, password: string): Promise<number> =>
    (await nobody.post('session', { email, password })).status;
  const linkFor = async (id: string): Promise<string> => {
    const { body } = await ada.post(`users/${id}/password-link`);
    return new URL(body['url'] as string).searchParams.get('token')!;
  };
  const reset = (token: string, password = NEW) => nobody.post('session/password-reset', { token, password });

  describe('changed by their owner', () => {
    it('end all sessions and begin a new one', async () => {
      const ann = await ada.appoint('ann', 'member');
      const elsewhere = await nobody.signIn('ann');
      const { status, body } = await ann.post('session/password', {
        currentPassword: PASSWORD,
        newPassword: NEW,
      });
      expect([status, body.user.id]).toEqual([200, ann.user!.id]);
      for (const old of [ann, elsewhere]) expect((await old.get('session')).status).toBe(401);
      expect((await new AdminClient(app, body.token).get('session')).status).toBe(200);
      expect([await signInStatus('ann', PASSWORD), await signInStatus('ann', NEW)]).toEqual([401, 201]);
    });

    it('need the present one, and keep to the rules', async () => {
      const bob = await ada.appoint('bob', 'member');
      const wrong = await bob.post('session/password', { currentPassword: 'not this one', newPassword: NEW });
      expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'currentPassword' }] } });
      const short = await bob.post('session/password', { currentPassword: PASSWORD, newPassword: 'short' });
      expect(short).toMatchObject({ status: 400, body: { errors: [{ path: 'newPassword' }] } });
      expect((await bob.get('session')).status).toBe(200);
    });
  });

  describe("set by an administrator's link", () => {
    it('work once, end all sessions, and name the user as who did it', async () => {
      const cleo = await ada.appoint('cleo', 'member');
      const { id } = cleo.user!;
      const answer = await ada.post(`users/${id}/password-link`);
      expect(answer.status).toBe(201);
      expect(answer.body['url']).toMatch(
        new RegExp(`^http://localhost:${app.port}/reset-password\\?token=[\\w-]{43}$`),
      );
      const token = new URL(answer.body['url'] as string).searchParams.get('token')!;
      expect((await reset(token)).status).toBe(204);
      expect((await cleo.get('session')).status).toBe(401);
      expect(await signInStatus('cleo', NEW)).toBe(201);
      const again = await reset(token);
      expect([again.status, again.body['code']]).toEqual([403, 'link_not_in_force']);
      const history = (await ada.get(`audit-events?targetId=${id}`)).body.items;
      expect(history.slice(0, 2)).toMatchObject([
        { action: 'user.updated', actor: { id }, changes: [{ path: 'password', before: null, after: null }] },
        { action: 'user.password_link_issued', actor: { id: ada.user!.id } },
      ]);
      expect(JSON.stringify(history)).not.toContain(token);
    });

    it('are set by one of those who use the link at once', async () => {
      const { user } = await ada.appoint('crowd', 'member');
      const token = await linkFor(user!.id);
      const answers = await Promise.all([1, 2, 3, 4].map((n) => reset(token, `password number ${n}`)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403, 403]);
    });

    it.each<[what: string, end: (id: string) => Promise<unknown>]>([
      ['a newer link', (id) => linkFor(id)],
      ['another password', (id) => ada.patch(`users/${id}`, { password: NEW })],
      ['deactivation', (id) => ada.patch(`users/${id}`, { active: false })],
      ['deletion', (id) => ada.delete(`users/${id}`)],
      ['another role', (id) => ada.patch(`users/${id}`, { roles: ['administrator'] })],
      [
        'a day',
        () => {
          const unit = app.nest.get(UnitOfWork, { strict: false });
          return unit.write(() =>
            unit.execute('UPDATE one_time_links SET expires_at = ? WHERE tenant_id = 1', [Date.now()]),
          );
        },
      ],
    ])('are void after %s', async (what, end) => {
      const { user } = await ada.appoint(`void after ${what}`, 'member');
      const token = await linkFor(user!.id);
      await end(user!.id);
      const [late, madeUp] = [await reset(token), await reset('made-up')];
      expect([late.status, late.body]).toEqual([403, madeUp.body]);
    });

    it('are not for accounts beyond the rights of who asks, nor for who is not active', async () => {
      const manager = await ada.appoint('manager', 'user_manager');
      expect((await manager.post(`users/${ada.user!.id}/password-link`)).status).toBe(403);
      expect((await manager.post(`users/${UNKNOWN}/password-link`)).status).toBe(404);
      const { body: idle } = await ada.post('users', { userName: 'idle', active: false });
      const answer = await manager.post(`users/${idle.id}/password-link`);
      expect([answer.status, answer.body['code']]).toEqual([409, 'inactive']);
    });
  });

  /** Waiting in a test would depend on how busy the machine is: blocks are made longer, or ended, by hand. */
  const block = (change: string) => {
    const unit = app.nest.get(UnitOfWork, { strict: false });
    return unit.write(() =>
      unit.execute(`UPDATE sign_in_throttles SET blocked_until = ${change} WHERE blocked_until > 0`),
    );
  };

  it('are guessed ever more slowly: for one account, whether there is one or not', async () => {
    await ada.appoint('victim', 'member');
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const waits = async (): Promise<number[]> => {
      const rows = await unit.read(() =>
        unit.query<{ wait: number }>(
          'SELECT blocked_until - last_failed_at AS wait FROM sign_in_throttles WHERE blocked_until > 0',
        ),
      );
      return rows.map(({ wait }) => wait);
    };
    for (const name of ['victim', 'nobody at all']) {
      for (let n = 0; n < 10; n++) expect(await signInStatus(name, `guess number ${n}`)).toBe(401);
      expect(await waits()).toEqual([]);
      expect(await signInStatus(name, 'guess number 10')).toBe(401);
      expect(await waits()).toEqual([1_000]);
      await block('blocked_until + 60000');
      const blocked = await nobody.post('session', { email: name, password: PASSWORD });
      expect([blocked.status, blocked.body['code']]).toEqual([429, 'too_many_attempts']);
      expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(50);
      await block('1');
      expect(await signInStatus(name, 'guess number 11')).toBe(401);
      expect(await waits()).toContain(2_000);
      await block('0');
    }
    expect(await signInStatus('victim', PASSWORD)).toBe(201);
    expect(await signInStatus('victim', 'wrong again')).toBe(401);
    expect(await signInStatus('victim', PASSWORD)).toBe(201);
  });

  it('are not slowed down for ten who sign in at once', async () => {
    await ada.appoint('busy', 'member');
    const answers = await Promise.all(Array.from({ length: 10 }, () => signInStatus('busy', PASSWORD)));
    expect(new Set(answers)).toEqual(new Set([201]));
  });

  it('are guessed ever more slowly from one address, also many at once', async () => {
    const { body: before } = await nobody.post('session', { email: 'ada@example.com', password: PASSWORD });
    const answers = await Promise.all(
      Array.from({ length: 70 }, (_, n) => signInStatus(`somebody ${n}`, 'a usual password')),
    );
    expect(answers).toContain(429);
    expect(answers.filter((status) => status >= 500)).toEqual([]);
    await block('blocked_until + 600000');
    expect(await signInStatus('ada@example.com', PASSWORD)).toBe(429);
    expect((await new AdminClient(app, before.token).get('session')).status).toBe(200);
  });
});
