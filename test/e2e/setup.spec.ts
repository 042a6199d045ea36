import { afterEach, describe, expect, it } from 'vitest';
import { AdminClient, PASSWORD, setUp, setupToken } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('The first start on $name', (engine) => {
  let app: TestApp;
  afterEach(() => app.close());

  it('prints a set-up link with which the first administrator is made', async () => {
    app = await startTestApp({ engine });
    const answer = await new AdminClient(app).post('setup', {
      setupToken: setupToken(app),
      email: 'ada@example.com',
      password: PASSWORD,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      userName: 'ada@example.com',
      email: 'ada@example.com',
      roles: ['administrator'],
      tenant: 'default',
    });
    const ada = await new AdminClient(app).signIn('ada@example.com');
    expect((await ada.get('users')).body.items).toHaveLength(1);
  });

  it('takes the link once', async () => {
    app = await startTestApp({ engine });
    await setUp(app);
    const body = { setupToken: setupToken(app), email: 'eve@example.com', password: PASSWORD };
    expect(await new AdminClient(app).post('setup', body)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('refuses another token, a short password and what is no e-mail, and keeps the link in force', async () => {
    app = await startTestApp({ engine });
    const nobody = new AdminClient(app);
    const token = setupToken(app);
    const wrong = { setupToken: 'x'.repeat(43), email: 'eve@example.com', password: PASSWORD };
    expect((await nobody.post('setup', wrong)).status).toBe(403);
    const unfit = await nobody.post('setup', { setupToken: token, email: 'eve', password: 'short' });
    expect(unfit).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    expect(unfit.body['errors']).toEqual([
      expect.objectContaining({ path: 'email' }),
      expect.objectContaining({ path: 'password' }),
    ]);
    expect(unfit.headers.get('content-type')).toBe('application/problem+json');
    await setUp(app);
  });

  it('makes one administrator when a hundred calls come at once', async () => {
    app = await startTestApp({ engine });
    const token = setupToken(app);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        new AdminClient(app).post('setup', {
          setupToken: token,
          email: `person${i}@example.com`,
          password: PASSWORD,
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 403)).toHaveLength(99);
    const winner = answers.find(({ status }) => status === 201)!.body;
    const administrator = await new AdminClient(app).signIn(String(winner['email']));
    expect((await administrator.get('users')).body.items).toHaveLength(1);
  });

  it('makes the administrator whom ADMIN_EMAIL names, and prints no link', async () => {
    app = await startTestApp({ engine, env: { ADMIN_EMAIL: 'ada@example.com', ADMIN_PASSWORD: PASSWORD } });
    expect(setupToken(app)).toBeUndefined();
    const ada = await new AdminClient(app).signIn('ada@example.com');
    expect((await ada.get('session')).body.user).toMatchObject({ roles: ['administrator'] });
  });
});
