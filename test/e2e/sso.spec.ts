import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Configuration } from '../../src/config/configuration.js';
import { AccountService } from '../../src/identity/account.service.js';
import { RecoveryService } from '../../src/identity/recovery/recovery.service.js';
import { SsoSettingsService } from '../../src/identity/sso/sso-settings.service.js';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { SsoFromEnvironment } from '../../src/setup/sso-from-environment.js';
import { AdminClient, PASSWORD, type Body } from '../support/admin-client.js';
import { RedirectFollower } from '../support/browser.js';
import { engines } from '../support/engines.js';
import { CLIENT, OpenIdTestProvider, unsigned, type ProviderAccount } from '../support/openid-provider.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ADA: ProviderAccount = { subject: 'ada-at-idp', email: 'ada@example.com', emailVerified: true };

describe.each(engines())('Single sign-on on $name', (engine) => {
  let app: TestApp;
  let provider: OpenIdTestProvider;
  let ada: AdminClient;
  let scim: ScimClient;
  let settings: { issuer: string; clientId: string; clientSecret: string };

  beforeAll(async () => {
    app = await startTestApp({ engine, env: { ALLOW_PRIVATE_NETWORKS: 'true' } });
    ({ admin: ada, scim } = await connect(app));
    provider = await OpenIdTestProvider.start([`http://localhost:${app.port}/sso/callback`]);
    settings = { issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
  });
  afterAll(async () => {
    await provider.close();
    await app.close();
  });
  beforeEach(() => {
    provider.account = ADA;
    provider.forgery = undefined;
  });

  const put = (changes: object, by = ada) => by.send('PUT', 'settings/sso', changes);
  const cookieOf = (token: string) => ({
    Cookie: `rollcall_session=${token}`,
    'Sec-Fetch-Site': 'same-origin',
  });
  const signInByPassword = async (email: string): Promise<number> =>
    (await new AdminClient(app).post('session', { email, password: PASSWORD })).status;
  /** The address with which the browser comes back from the provider. */
  async function comeBack(browser: RedirectFollower, start = '/sso/start'): Promise<string> {
    return browser.followUntilHere((await browser.get(start)).headers.get('location')!);
  }
  async function signIn(account: ProviderAccount = ADA): Promise<AdminClient> {
    provider.account = account;
    const browser = new RedirectFollower(app);
    const answer = await browser.get(await comeBack(browser));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    const client = new AdminClient(app, browser.cookies.get('rollcall_session'));
    const { body } = await client.get('session');
    return new AdminClient(app, client.token, body.user);
  }
  async function lastFailure(): Promise<Body> {
    return (await ada.get('audit-events?action=session.failed&limit=1')).body.items[0]!;
  }
  /** @param callback the address with which the browser comes back, or another one */
  async function expectRefused(browser: RedirectFollower, callback: string, reason: string): Promise<void> {
    const answer = await browser.get(callback);
    const reference = answer.headers.get('x-request-id')!;
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `/sign-in?error=sso_failed&reference=${reference}`,
    ]);
    expect(browser.cookies.has('rollcall_session')).toBe(false);
    expect(await lastFailure()).toMatchObject({
      outcome: 'failure',
      requestId: reference,
      changes: [{ path: 'reason', before: null, after: reason }],
    });
  }

  it('is not there before it is set up', async () => {
    const start = await app.fetch('/sso/start', { redirect: 'manual' });
    expect([start.status, start.headers.get('location')]).toEqual([302, '/sign-in?error=sso_not_set_up']);
    expect((await ada.get('settings/sso')).status).toBe(404);
    expect((await ada.post('settings/sso/test')).status).toBe(404);
  });

  describe('is set', () => {
    it.each<[what: string, changes: () => object, path: string]>([
      [
        'another issuer than the discovery document says',
        () => ({ ...settings, issuer: `${provider.issuer}/` }),
        'issuer',
      ],
      ['an address where nobody answers', () => ({ ...settings, issuer: 'http://127.0.0.1:1' }), 'issuer'],
      ['an address that is none', () => ({ ...settings, issuer: 'file:///etc/passwd' }), 'issuer'],
      ['no client', () => ({ issuer: provider.issuer }), 'clientId'],
    ])('to no %s', async (_, changes, path) => {
      const { status, body } = await put(changes());
      const errors = body['errors'] as { path: string }[];
      expect([status, new Set(errors.map((error) => error.path))]).toEqual([400, new Set([path])]);
      expect((await ada.get('settings/sso')).status).toBe(404);
    });

    it('by administrators alone, and never shows the client secret', async () => {
      await ada.post('roles', { name: 'setter', permissions: ['settings:read', 'settings:write'] });
      const setter = await ada.appoint('setter', 'setter');
      expect((await put(settings, setter)).status).toBe(403);
      const { status, body } = await put(settings);
      expect([status, body]).toEqual([
        200,
        {
          issuer: provider.issuer,
          clientId: CLIENT.id,
          hasClientSecret: true,
          testedAt: null,
          updatedAt: expect.any(String),
          redirectUri: `http://localhost:${app.port}/sso/callback`,
        },
      ]);
      expect((await setter.send('DELETE', 'settings/sso')).status).toBe(403);
      const shown = JSON.stringify([
        (await ada.get('settings/sso')).body,
        (await ada.get('audit-events')).body,
      ]);
      expect(shown).not.toContain(CLIENT.secret);
      const unit = app.nest.get(UnitOfWork, { strict: false });
      const stored = await unit.read(() => unit.query('SELECT * FROM sso_settings WHERE tenant_id = 1'));
      expect(JSON.stringify(stored)).not.toContain(CLIENT.secret);
    });
  });

  describe('lets in', () => {
    it('whose verified e-mail one account has, and from then on by issuer and subject alone', async () => {
      const { id } = (await ada.post('users', { userName: 'cleo', email: 'cleo@example.com' })).body;
      const cleo = await signIn({ subject: 'cleo-at-idp', email: 'CLEO@example.com', emailVerified: true });
      expect(cleo.user!.id).toBe(id);
      expect((await cleo.get('sessions')).body.items).toMatchObject([{ method: 'sso' }]);
      const history = (await ada.get(`audit-events?targetId=${id}&action=sso.linked`)).body.items;
      expect(history).toMatchObject([
        {
          changes: [
            { path: 'issuer', after: provider.issuer },
            { path: 'subject', after: 'cleo-at-idp' },
          ],
        },
      ]);
      // Whatever the provider says of e-mails now, it is still her.
      const again = await signIn({ subject: 'cleo-at-idp', email: 'ada@example.com', emailVerified: false });
      expect(again.user!.id).toBe(id);
    });

    it('with a new session in place of the one that the browser had, though it does not send that with the callback', async () => {
      const browser = new RedirectFollower(app);
      await browser.get(await comeBack(browser));
      const earlier = new AdminClient(app, browser.cookies.get('rollcall_session'));
      const elsewhere = await signIn();
      const callback = await comeBack(browser);
      // SameSite=Strict: the browser comes from the provider's site.
      (browser.cookies as Map<string, string>).delete('rollcall_session');
      expect((await earlier.get('session')).status).toBe(200);
      await browser.get(callback);
      expect((await earlier.get('session')).status).toBe(401);
      const now = new AdminClient(app, browser.cookies.get('rollcall_session'));
      expect([(await now.get('session')).status, (await elsewhere.get('session')).status]).toEqual([
        200, 200,
      ]);
    });

    it('to a page of ours, and to no other site', async () => {
      for (const [returnTo, location] of [
        ['/users?x=1', '/users?x=1'],
        ['//evil.example', '/'],
        ['/\\evil.example', '/'],
        ['https://evil.example', '/'],
      ]) {
        const browser = new RedirectFollower(app);
        const start = `/sso/start?returnTo=${encodeURIComponent(returnTo!)}`;
        const answer = await browser.get(await comeBack(browser, start));
        expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
      }
    });

    it('by an address that is built from what we are called, whatever Host says', async () => {
      const response = await fetch(`${app.url}/sso/start`, {
        redirect: 'manual',
        headers: { 'X-Forwarded-Host': 'evil.example' },
      });
      const url = new URL(response.headers.get('location')!);
      expect(url.searchParams.get('redirect_uri')).toBe(`http://localhost:${app.port}/sso/callback`);
      expect(url.searchParams.get('code_challenge_method')).toBe('S256');
      expect(response.headers.get('set-cookie')).toMatch(/^rollcall_sso=.*; HttpOnly; SameSite=Lax$/);
    });
  });

  describe('refuses', () => {
    it.each<[what: string, account: ProviderAccount, reason: string]>([
      [
        'an e-mail that is not verified',
        { ...ADA, subject: 'x1', emailVerified: false },
        'email_not_verified',
      ],
      [
        'an e-mail of which nobody says that it is',
        { subject: 'x2', email: 'ada@example.com' },
        'email_not_verified',
      ],
      ['no e-mail', { subject: 'x3', emailVerified: true }, 'email_not_verified'],
      [
        'somebody without an account',
        { subject: 'x4', email: 'x4@example.com', emailVerified: true },
        'no_account',
      ],
      [
        'an e-mail that two accounts share',
        { subject: 'x5', email: 'twins@example.com', emailVerified: true },
        'email_shared',
      ],
      ['somebody inactive', { subject: 'x6', email: 'idle@example.com', emailVerified: true }, 'not_active'],
      ['another subject with the same e-mail', { ...ADA, subject: 'x7' }, 'linked_to_another_subject'],
    ])('%s', async (_, account, reason) => {
      await signIn();
      for (const userName of ['twin1', 'twin2'])
        await ada.post('users', { userName, email: 'twins@example.com' });
      await ada.post('users', { userName: 'idle', email: 'idle@example.com', active: false });
      provider.account = account;
      const browser = new RedirectFollower(app);
      await expectRefused(browser, await comeBack(browser), reason);
    });

    const past = Math.floor(Date.now() / 1000) - 3_600;
    it.each<[what: string, forgery: NonNullable<OpenIdTestProvider['forgery']>]>([
      ['the wrong issuer', (claims, sign) => sign({ ...claims, iss: 'https://evil.example' })],
      ['the wrong audience', (claims, sign) => sign({ ...claims, aud: 'somebody else' })],
      ['the wrong nonce', (claims, sign) => sign({ ...claims, nonce: 'another' })],
      ['no nonce', ({ nonce: _, ...claims }, sign) => sign(claims)],
      ['a time that is over', (claims, sign) => sign({ ...claims, iat: past - 600, exp: past })],
      ['no signature', (claims) => unsigned(claims)],
      [
        'a signature of something else',
        async (claims, sign) => {
          const [header, , signature] = (await sign(claims)).split('.');
          const swapped = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody else' })).toString(
            'base64url',
          );
          return `${header}.${swapped}.${signature}`;
        },
      ],
      ['no token at all', () => 'nonsense'],
    ])('an ID token with %s', async (_, forgery) => {
      provider.forgery = forgery;
      const browser = new RedirectFollower(app);
      await expectRefused(browser, await comeBack(browser), 'not_valid');
    });

    it('a swapped subject: the user info of somebody else', async () => {
      provider.forgery = (claims, sign) => sign({ ...claims, sub: 'somebody else' });
      const browser = new RedirectFollower(app);
      await expectRefused(browser, await comeBack(browser), 'not_valid');
    });

    it('a state that is not ours, and one that was used', async () => {
      const browser = new RedirectFollower(app);
      const callback = await comeBack(browser);
      await expectRefused(browser, callback.replace(/state=[^&]+/, 'state=made-up'), 'unknown_state');
      await expectRefused(browser, '/sso/callback', 'unknown_state');
      const other = new RedirectFollower(app);
      const used = await comeBack(other);
      expect((await other.get(used)).status).toBe(302);
      await expectRefused(browser, used, 'unknown_state');
    });

    it('a code that was used, with a state of its own', async () => {
      const [one, two] = [new RedirectFollower(app), new RedirectFollower(app)];
      const [first, second] = [await comeBack(one), await comeBack(two)];
      expect((await one.get(first)).status).toBe(302);
      const code = new URL(first).searchParams.get('code')!;
      await expectRefused(two, second.replace(/code=[^&]+/, `code=${code}`), 'not_valid');
    });

    it('another browser than the one that began', async () => {
      const [victim, attacker] = [new RedirectFollower(app), new RedirectFollower(app)];
      const callback = await comeBack(attacker);
      await comeBack(victim);
      await expectRefused(victim, callback, 'another_browser');
    });

    it('what comes back too late', async () => {
      const browser = new RedirectFollower(app);
      const callback = await comeBack(browser);
      const unit = app.nest.get(UnitOfWork, { strict: false });
      await unit.write(() => unit.execute('UPDATE sso_flows SET expires_at = 1 WHERE tenant_id = 1'));
      await expectRefused(browser, callback, 'too_late');
    });

    it('an error of the provider, and repeats nothing of it', async () => {
      const browser = new RedirectFollower(app);
      const state = new URL((await browser.get('/sso/start')).headers.get('location')!).searchParams.get(
        'state',
      );
      const script = encodeURIComponent('<script>alert(1)</script>');
      const callback = `/sso/callback?state=${state}&error=${script}&error_description=${script}`;
      await expectRefused(browser, callback, 'refused_by_provider');
    });
  });

  it('lets whom the provider manages in by itself alone, and local users by password too', async () => {
    const { id } = await scim.createUser('managed', { emails: [{ value: 'managed@example.com' }] });
    await ada.patch(`users/${id}`, { password: PASSWORD });
    expect(await signInByPassword('managed')).toBe(401);
    expect((await ada.post(`users/${id}/password-link`)).body['code']).toBe('sso_only');
    expect(
      (await signIn({ subject: 'managed', email: 'managed@example.com', emailVerified: true })).user!.id,
    ).toBe(id);
    expect(await signInByPassword('ada@example.com')).toBe(201);
    const browser = await signIn();
    const body = { email: 'ada@example.com', password: PASSWORD };
    expect((await new AdminClient(app).send('POST', 'session', body, cookieOf(browser.token!))).status).toBe(
      201,
    );
    expect((await browser.get('session')).status).toBe(401);
  });

  it('can be enforced when it was tested; a link from the host lets an administrator in all the same', async () => {
    const enforce = (ssoEnforced: boolean, by = ada) => by.patch('scim/connection', { ssoEnforced });
    const untested = await enforce(true);
    expect([untested.status, untested.body['code']]).toEqual([409, 'sso_not_tested']);
    const test = async (account: ProviderAccount): Promise<Response> => {
      provider.account = account;
      const browser = new RedirectFollower(app);
      const answer = await ada.post('settings/sso/test');
      const [pair] = answer.headers.getSetCookie()[0]!.split(';', 1) as [string];
      (browser.cookies as Map<string, string>).set('rollcall_sso', pair.slice(pair.indexOf('=') + 1));
      return browser.get(await browser.followUntilHere(answer.body['url'] as string));
    };
    expect((await test({ subject: 'cleo-at-idp' })).headers.get('location')).toContain('error=sso_failed');
    expect((await lastFailure())['changes']).toMatchObject([{ after: 'somebody_else' }]);
    expect((await enforce(true)).status).toBe(409);
    const tested = await test(ADA);
    expect([tested.status, tested.headers.get('location')]).toEqual([302, '/sso-tested']);
    expect((await ada.get('settings/sso')).body['testedAt']).toEqual(expect.any(String));
    // Another client, even at the same provider, has not been tested.
    await put({ ...settings, clientId: 'another' });
    expect((await enforce(true)).status).toBe(409);
    await put(settings);
    await test(ADA);
    expect((await enforce(true)).status).toBe(200);

    expect(await signInByPassword('ada@example.com')).toBe(401);
    for (const answer of [
      await ada.send('DELETE', 'settings/sso'),
      await put({ ...settings, clientId: 'another' }),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual([409, 'sso_enforced']);
    }
    const browser = await signIn();
    expect((await put({ ...settings, clientSecret: 'rotated' })).status).toBe(200);

    const link = await runInContext({ requestId: 'host', ip: null, actor: SYSTEM, tenantId: 1 }, async () => {
      const account = await app.nest.get(AccountService, { strict: false }).findByName('ada@example.com');
      return app.nest.get(RecoveryService, { strict: false }).issueLink(account!);
    });
    expect(link.url).toMatch(new RegExp(`^http://localhost:${app.port}/recover\\?token=`));
    const token = new URL(link.url).searchParams.get('token');
    const recover = () =>
      new AdminClient(app).send('POST', 'session/recovery', { token }, cookieOf(browser.token!));
    const recovered = await recover();
    expect(recovered.status).toBe(201);
    expect((await recover()).body['code']).toBe('link_not_in_force');
    expect((await browser.get('session')).status).toBe(401);
    const back = new AdminClient(app, recovered.body.token);
    expect((await back.get('sessions')).body.items[0]).toMatchObject({ method: 'recovery', current: true });
    const actions = (await ada.get(`audit-events?targetId=${ada.user!.id}`)).body.items.map(
      (item) => item['action'],
    );
    expect(actions.slice(0, 2)).toEqual(['admin.recovered', 'admin.recovery_link_issued']);
    expect((await enforce(false, back)).status).toBe(200);
    expect(await signInByPassword('ada@example.com')).toBe(201);
    expect((await back.send('DELETE', 'settings/sso')).status).toBe(204);
  });
});

describe.each(engines())('The OpenID provider of the environment on $name', (engine) => {
  const env = { OIDC_ISSUER: 'https://idp.example', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' };
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await startTestApp({ engine, env: { ...env, ALLOW_PRIVATE_NETWORKS: 'true' } });
    ({ admin } = await connect(app));
  });
  afterAll(() => app.close());

  /** What happens when the server starts again with another environment; another account of it in the history. */
  async function startWith(oidcClientId: string | undefined, oidcClientSecret?: string): Promise<void> {
    const oidcIssuer = oidcClientId === undefined ? undefined : env.OIDC_ISSUER;
    Object.assign(app.nest.get(Configuration), { oidcIssuer, oidcClientId, oidcClientSecret });
    await app.nest.get(SsoFromEnvironment, { strict: false }).onApplicationBootstrap();
  }
  const present = async () =>
    runInContext({ requestId: 'test', ip: null, actor: SYSTEM, tenantId: 1 }, async () => {
      const found = await app.nest.get(SsoSettingsService, { strict: false }).client();
      return found && [found.client.clientId, found.client.clientSecret];
    });
  const history = async () =>
    (await admin.get('audit-events?targetType=settings&action=settings.updated')).body.items.map(
      ({ actor, changes }) => [
        (actor as { type: string }).type,
        (changes as { path: string; after: unknown }[]).map(({ path, after }) => `${path}: ${String(after)}`),
      ],
    );

  it('is the first tenant’s, and follows the environment at each start: changed, rotated, removed', async () => {
    expect((await admin.get('settings/sso')).body).toMatchObject({
      issuer: 'https://idp.example',
      clientId: 'x',
      hasClientSecret: true,
      testedAt: null,
    });
    await startWith('x', 'y');
    expect(await history()).toEqual([['system', ['issuer: https://idp.example', 'clientId: x']]]);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    await unit.write(() => unit.execute('UPDATE sso_settings SET tested_at = 1 WHERE tenant_id = 1'));
    await startWith('x', 'rotated');
    expect(await present()).toEqual(['x', 'rotated']);
    expect((await admin.get('settings/sso')).body['testedAt']).not.toBeNull();
    await startWith('another');
    expect(await present()).toEqual(['another', undefined]);
    expect((await admin.get('settings/sso')).body['testedAt']).toBeNull();
    await startWith(undefined);
    expect(await present()).toBeUndefined();
    await startWith('x', 'y');
    expect(await history()).toEqual([
      ['system', ['issuer: https://idp.example', 'clientId: x']],
      ['system', ['issuer: null', 'clientId: null']],
      ['system', ['clientId: another']],
      ['system', []],
      ['system', ['issuer: https://idp.example', 'clientId: x']],
    ]);
  });

  it('is no more once an administrator has deleted or set one', async () => {
    expect((await admin.delete('settings/sso')).status).toBe(204);
    await startWith('x', 'y');
    expect(await present()).toBeUndefined();
    const provider = await OpenIdTestProvider.start([`http://localhost:${app.port}/sso/callback`]);
    try {
      const { status } = await admin.send('PUT', 'settings/sso', {
        issuer: provider.issuer,
        clientId: 'own',
      });
      expect(status).toBe(200);
      for (const clientId of ['x', undefined]) {
        await startWith(clientId);
        expect(await present()).toEqual(['own', undefined]);
      }
    } finally {
      await provider.close();
    }
  });
});

describe.each(engines().slice(0, 1))('An OpenID provider', (engine) => {
  it('in a private network is refused unless allowed', async () => {
    const app = await startTestApp({ engine });
    try {
      const { admin } = await connect(app);
      for (const issuer of [
        'https://127.0.0.1',
        'https://localhost',
        'https://[::1]',
        'https://169.254.169.254',
        'http://idp.example',
      ]) {
        const { status, body } = await admin.send('PUT', 'settings/sso', { issuer, clientId: 'x' });
        const [error] = body['errors'] as { path: string; message: string }[];
        expect([status, error!.path], issuer).toEqual([400, 'issuer']);
        expect(error!.message).toMatch(/is not a public address|would be called over plain http/);
      }
    } finally {
      await app.close();
    }
  });
});
