import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const HOUR = 3_600_000;

describe.each(engines())('Signing in on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let nobody: AdminClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
    nobody = new AdminClient(app);
  });
  afterAll(() => app.close());

  it('gives a token, and the same in a cookie that no script reads', async () => {
    const { status, body, headers } = await nobody.post('session', {
      email: 'ADA@example.com',
      password: PASSWORD,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ user: { userName: 'ada@example.com', roles: ['administrator'] } });
    const lifetime = Date.parse(body['expiresAt'] as string) - Date.now();
    expect(lifetime).toBeGreaterThan(167 * HOUR);
    expect(lifetime).toBeLessThanOrEqual(168 * HOUR);
    expect(headers.get('cache-control')).toBe('no-store');
    const cookie = headers.get('set-cookie');
    expect(cookie).toContain(`rollcall_session=${body.token};`);
    expect(cookie).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Strict$/);
  });

  it('tells who is signed in, by token and by cookie', async () => {
    const byToken = await ada.get('session');
    const byCookie = await nobody.send('GET', 'session', undefined, {
      Cookie: `rollcall_session=${ada.token}`,
    });
    expect(byToken).toMatchObject({ status: 200, body: { user: { id: ada.user!.id } } });
    expect(byCookie.body).toEqual(byToken.body);
    expect(byToken.body).not.toHaveProperty('token');
  });

  it('answers a wrong password, an unknown person and an inactive one alike', async () => {
    const { body: user } = await ada.post('users', { userName: 'idle', password: PASSWORD, active: false });
    const answers = await Promise.all([
      nobody.post('session', { email: 'ada@example.com', password: 'not her password' }),
      nobody.post('session', { email: 'nobody@example.com', password: PASSWORD }),
      nobody.post('session', { email: 'idle', password: PASSWORD }),
      nobody.post('session', { email: 'ada@example.com', password: PASSWORD, tenant: 'elsewhere' }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual(answers[0].body);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Rollcall"');
    }
    const failures = await ada.get(`audit-events?action=session.failed&targetId=${user.id}`);
    expect(failures.body.items).toMatchObject([{ outcome: 'failure', target: { display: 'idle' } }]);
  });

  it('finds nobody by an e-mail that two accounts share, and both by their userName', async () => {
    for (const userName of ['twin1', 'twin2']) {
      await ada.post('users', { userName, email: 'twins@example.com', password: PASSWORD });
    }
    expect((await nobody.post('session', { email: 'twins@example.com', password: PASSWORD })).status).toBe(
      401,
    );
    expect((await nobody.signIn('twin2')).user!.userName).toBe('twin2');
  });

  it('ends with signing out', async () => {
    const session = await nobody.signIn('ada@example.com');
    const { status, headers } = await session.delete('session');
    expect(status).toBe(204);
    expect(headers.get('set-cookie')).toMatch(/^rollcall_session=;/);
    expect((await session.get('session')).status).toBe(401);
  });

  it('ends after 12 hours without use, and after seven days in any case', async () => {
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const age = (column: string, hours: number) =>
      unit.write(() =>
        unit.execute(`UPDATE sessions SET ${column} = ${column} - ? WHERE tenant_id = 1 AND user_id <> ?`, [
          hours * HOUR,
          ada.user!.id,
        ]),
      );
    const idle = await ada.appoint('sleeper', 'member');
    await age('last_seen_at', 11.9);
    expect((await idle.get('session')).status).toBe(200);
    await age('last_seen_at', 12);
    expect((await idle.get('session')).status).toBe(401);
    const lasting = await nobody.signIn('sleeper');
    await age('expires_at', 168);
    expect((await lasting.get('session')).status).toBe(401);
  });

  it.each<[what: string, end: (id: string) => Promise<{ status: number }>]>([
    ['deactivation', (id) => ada.patch(`users/${id}`, { active: false })],
    ['deletion', (id) => ada.delete(`users/${id}`)],
    ['a new password', (id) => ada.patch(`users/${id}`, { password: 'another long password' })],
  ])('ends with %s', async (what, end) => {
    const person = await ada.appoint(`ending by ${what}`, 'member');
    expect((await end(person.user!.id)).status).toBeLessThan(300);
    expect((await person.get('session')).status).toBe(401);
  });

  it('leaves no session behind by a password that is no more when it was verified', async () => {
    const { body: user } = await ada.post('users', { userName: 'changing', password: PASSWORD });
    for (let round = 0; round < 6; round++) {
      const [old, next] = [PASSWORD + String(round || ''), PASSWORD + String(round + 1)];
      const [signIns] = await Promise.all([
        Promise.all(
          Array.from({ length: 5 }, () => nobody.post('session', { email: 'changing', password: old })),
        ),
        ada.patch(`users/${user.id}`, { password: next }),
      ]);
      const tokens = signIns.filter(({ status }) => status === 201).map(({ body }) => body.token);
      for (const token of tokens) expect((await new AdminClient(app, token).get('session')).status).toBe(401);
    }
  });

  it('leaves no session behind when it races a deactivation', async () => {
    const { body: user } = await ada.post('users', { userName: 'racer', password: PASSWORD });
    for (let round = 0; round < 10; round++) {
      await ada.patch(`users/${user.id}`, { active: true });
      const [signIns] = await Promise.all([
        Promise.all(
          Array.from({ length: 5 }, () => nobody.post('session', { email: 'racer', password: PASSWORD })),
        ),
        ada.patch(`users/${user.id}`, { active: false }),
      ]);
      const tokens = signIns.filter(({ status }) => status === 201).map(({ body }) => body.token);
      for (const token of tokens) expect((await new AdminClient(app, token).get('session')).status).toBe(401);
    }
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const rows = await unit.read(() =>
      unit.query('SELECT id FROM sessions WHERE tenant_id = 1 AND user_id = ?', [user.id]),
    );
    expect(rows).toEqual([]);
  });

  it.each<[headers: Record<string, string>, status: number]>([
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{}, 403],
  ])('takes a change by cookie only from our own pages: %j is %i', async (headers, status) => {
    const cookie = { Cookie: `rollcall_session=${ada.token}`, ...headers };
    const answer = await nobody.send('PATCH', `users/${ada.user!.id}`, { displayName: 'Ada' }, cookie);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body['code']).toBe('cross_site');
  });

  it('takes JSON only, which a form of another site cannot send', async () => {
    const text = await nobody.send(
      'POST',
      'session',
      { email: 'ada@example.com', password: PASSWORD },
      {
        'Content-Type': 'text/plain',
      },
    );
    expect(text.status).toBe(415);
    const crossSite = { 'Sec-Fetch-Site': 'cross-site' };
    const foreign = await nobody.send(
      'POST',
      'session',
      { email: 'ada@example.com', password: PASSWORD },
      crossSite,
    );
    expect(foreign.status).toBe(403);
  });
});
