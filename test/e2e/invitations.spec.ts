import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AdminClient, PASSWORD, type Body } from '../support/admin-client.js';
import { RedirectFollower } from '../support/browser.js';
import { engines } from '../support/engines.js';
import { Mails } from '../support/mails.js';
import { CLIENT, OpenIdTestProvider } from '../support/openid-provider.js';
import { connect, CORE_USER, ScimClient, type ScimBody } from '../support/scim-client.js';
import { TestSmtpServer } from '../support/smtp-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PATIENCE = { timeout: 30_000, interval: 50 };
const DAY = 86_400_000;
const WIKI = 'https://wiki.example.com/start?from=mail';

describe.each(engines())('Invitations on $name', (engine) => {
  let smtp: TestSmtpServer;
  let app: TestApp;
  let mails: Mails;
  let admin: AdminClient;
  let scim: ScimClient;
  let nobody: AdminClient;

  beforeAll(async () => {
    smtp = await TestSmtpServer.start();
    app = await startTestApp({
      engine,
      env: { SMTP_URL: smtp.url, MAILS_PER_MINUTE: '1000', ALLOW_PRIVATE_NETWORKS: 'true' },
    });
    mails = new Mails(app);
    nobody = new AdminClient(app);
    ({ admin, scim } = await connect(app));
    await admin.patch('settings/invitations', { productName: 'Acme Wiki', applicationUrl: WIKI });
  });
  beforeEach(() => admin.patch('scim/connection', { invitations: 'on_create' }));
  afterEach(() => {
    vi.useRealTimers();
    smtp.isSilent = false;
    smtp.release();
  });
  afterAll(async () => {
    await app.close();
    await smtp.close();
  });

  const provision = (name: string, rest: object = {}): Promise<ScimBody> =>
    scim.createUser(name, { emails: [{ value: `${name}@example.com`, type: 'work' }], ...rest });
  const shown = async (id: string): Promise<Body> => (await admin.get(`users/${id}`)).body;
  const statusOf = async (id: string) => (await shown(id))['status'];
  const setActive = (id: string, value: boolean) =>
    scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value });
  const setEmail = (id: string, value: string) =>
    scim.patch(`/Users/${id}`, { op: 'replace', path: 'emails[type eq "work"].value', value });
  const historyOf = async (id: string) => (await admin.get(`audit-events?targetId=${id}`)).body.items;
  const accept = (token: string, password = PASSWORD) =>
    nobody.post('session/invitation', { token, password });
  const arrived = (address: string) => smtp.mails.filter(({ recipients }) => recipients.includes(address));

  /** The address in the newest mail to somebody, once it is there. */
  async function linkTo(address: string, count = 1): Promise<URL> {
    await expect.poll(() => arrived(address).length, PATIENCE).toBe(count);
    return new URL(/https?:\/\/\S+/.exec(arrived(address).at(-1)!.text)![0]);
  }
  async function tokenFor(address: string, count = 1): Promise<string> {
    return (await linkTo(address, count)).searchParams.get('token')!;
  }
  async function expectRefused(token: string): Promise<void> {
    const { status, body } = await accept(token);
    const unknown = (await accept('never-was')).body;
    expect([status, body]).toEqual([403, unknown]);
    expect(body['code']).toBe('link_not_in_force');
  }

  describe('that are sent on creation', () => {
    it('let somebody set a password once, and lead to the application', async () => {
      const user = await provision('ann', { displayName: 'Ann <b>Lee</b>' });
      expect(await shown(user.id)).toMatchObject({ active: true, status: 'invited' });
      const link = await linkTo('ann@example.com');
      expect(link.href).toMatch(new RegExp(`^http://localhost:${app.port}/invitation\\?token=`));
      const [mail] = arrived('ann@example.com');
      expect(mail!.subject).toBe('You are invited to Acme Wiki');
      expect(mail!.text).toContain('ann');
      const token = link.searchParams.get('token')!;
      const { status, headers, body } = await accept(token);
      expect([status, body]).toEqual([201, { productName: 'Acme Wiki', applicationUrl: WIKI }]);
      expect(headers.get('set-cookie')).toContain('rollcall_session=');
      expect(await shown(user.id)).toMatchObject({
        status: 'active',
        invitation: { delivery: 'sent', activatedAt: expect.any(String) },
      });
      await nobody.signIn('ann');
      await expectRefused(token);
      const actions = (await historyOf(user.id)).map(({ action }) => action);
      expect(actions).toEqual(['user.activated', 'user.updated', 'user.invited', 'user.created']);
    });

    it('are stored nowhere as they are: the link by its digest, the mail sealed until it has left', async () => {
      smtp.isSilent = true;
      const user = await provision('bob');
      const stored = async () => {
        const rows = await mails.unit.read(async () => [
          await mails.unit.query('SELECT content FROM mails WHERE tenant_id = 1 AND state = ?', ['queued']),
          await mails.unit.query('SELECT * FROM one_time_links WHERE tenant_id = 1'),
        ]);
        return JSON.stringify(rows);
      };
      const queued = await stored();
      expect(await shown(user.id)).toMatchObject({ invitation: { delivery: 'queued', activatedAt: null } });
      smtp.isSilent = false;
      smtp.release();
      const token = await tokenFor('bob@example.com');
      for (const text of [queued, await stored(), JSON.stringify(await historyOf(user.id))]) {
        expect(text).not.toContain(token);
      }
    });

    it('wait for whoever is created inactive or without an e-mail', async () => {
      const inactive = await provision('cleo', { active: false });
      const unknown = await scim.createUser('dora');
      expect([await statusOf(inactive.id), await statusOf(unknown.id)]).toEqual(['inactive', 'invited']);
      await setActive(inactive.id, true);
      await scim.put(`/Users/${unknown.id}`, {
        schemas: [CORE_USER],
        userName: 'dora',
        emails: [{ value: 'dora@example.com' }],
      });
      await Promise.all([tokenFor('cleo@example.com'), tokenFor('dora@example.com')]);
    });

    it('are dead after a deactivation, and sent anew with the reactivation', async () => {
      const user = await provision('emil');
      const token = await tokenFor('emil@example.com');
      await setActive(user.id, false);
      await expectRefused(token);
      await setActive(user.id, true);
      await expectRefused(token);
      expect((await accept(await tokenFor('emil@example.com', 2))).status).toBe(201);
    });

    it('are dead once the address is another one, and sent to that', async () => {
      const user = await provision('finn');
      const token = await tokenFor('finn@example.com');
      await setEmail(user.id, 'finn.new@example.com');
      await expectRefused(token);
      expect((await accept(await tokenFor('finn.new@example.com'))).status).toBe(201);
      // Who has come is not invited again, wherever they move.
      await setEmail(user.id, 'finn.again@example.com');
      expect(await statusOf(user.id)).toBe('active');
      await expect(mails.to('finn.again@example.com')).rejects.toThrow();
    });

    it('are dead after 7 days', async () => {
      await provision('gina');
      const token = await tokenFor('gina@example.com');
      const now = Date.now();
      vi.useFakeTimers({ toFake: ['Date'], now: now + 7 * DAY + 1 });
      await expectRefused(token);
      vi.setSystemTime(now + 7 * DAY - 60_000);
      expect((await accept(token)).status).toBe(201);
    });

    it('end with another password, with the account, and with the next one', async () => {
      const [first, second] = [await provision('hugo'), await provision('ida')];
      const tokens = [await tokenFor('hugo@example.com'), await tokenFor('ida@example.com')];
      await admin.post(`users/${first.id}/invitation`);
      await expectRefused(tokens[0]!);
      await scim.delete(`/Users/${second.id}`);
      await expectRefused(tokens[1]!);
      const third = await tokenFor('hugo@example.com', 2);
      await admin.patch(`users/${first.id}`, { password: PASSWORD });
      await expectRefused(third);
    });

    it('outlive the roles that the provider gives, and a short password', async () => {
      const user = await provision('jan');
      const token = await tokenFor('jan@example.com');
      await admin.patch(`users/${user.id}`, { roles: ['auditor'] });
      const short = await accept(token, 'short');
      expect([short.status, short.body['errors']]).toMatchObject([400, [{ path: 'password' }]]);
      expect((await accept(token)).status).toBe(201);
    });

    it('let one of several in who use a link at the same moment', async () => {
      await provision('kim');
      const token = await tokenFor('kim@example.com');
      const answers = await Promise.all(Array.from({ length: 4 }, () => accept(token)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403]);
    });

    it('do not leave for whom they are withdrawn from, where they have not left yet', async () => {
      smtp.isSilent = true;
      const user = await provision('lena');
      await setActive(user.id, false);
      await expect(mails.to('lena@example.com')).rejects.toThrow();
      expect(await shown(user.id)).toMatchObject({ invitation: { delivery: null } });
    });

    it('tell that they bounced, and are sent again', async () => {
      smtp.refused.set('moe@example.com', 550);
      const user = await provision('moe');
      const delivery = async () => ((await shown(user.id))['invitation'] as Body)['delivery'];
      await expect.poll(delivery, PATIENCE).toBe('bounced');
      smtp.refused.clear();
      expect((await admin.post(`users/${user.id}/invitation`)).status).toBe(200);
      await tokenFor('moe@example.com');
      await expect.poll(delivery, PATIENCE).toBe('sent');
      const invited = (await historyOf(user.id)).filter(({ action }) => action === 'user.invited');
      expect(invited).toHaveLength(2);
    });

    it('say what administrators want said, as text', async () => {
      await admin.patch('settings/invitations', { text: 'Dear <i>colleague</i>,\n\nwelcome & enjoy.' });
      await provision('nora');
      await linkTo('nora@example.com');
      const [mail] = arrived('nora@example.com');
      expect(mail!.text).toContain('Dear <i>colleague</i>,\n\nwelcome & enjoy.');
      expect(mail!.html).toContain('Dear &lt;i&gt;colleague&lt;/i&gt;,');
      await admin.patch('settings/invitations', { text: null });
    });
  });

  describe('that administrators send', () => {
    it('go to those whom the provider has created only when they say so', async () => {
      await admin.patch('scim/connection', { invitations: 'manual' });
      const user = await provision('olga');
      expect(await shown(user.id)).toMatchObject({ status: 'invited', invitation: { sentAt: null } });
      await expect(mails.to('olga@example.com')).rejects.toThrow();
      const { status, body } = await admin.post(`users/${user.id}/invitation`);
      expect([status, body]).toMatchObject([200, { invitation: { delivery: 'queued' } }]);
      expect((await accept(await tokenFor('olga@example.com'))).status).toBe(201);
    });

    it('go to local users too, who are invited from then on', async () => {
      const user = (await admin.post('users', { userName: 'paul', email: 'paul@example.com' })).body;
      expect(user).toMatchObject({ status: 'active', invitation: null });
      expect((await admin.post(`users/${user.id}/invitation`)).body['status']).toBe('invited');
      // Whoever has invited a local user may have their mailbox: the link dies with the first privilege.
      const token = await tokenFor('paul@example.com');
      await admin.patch(`users/${user.id}`, { roles: ['auditor'] });
      await expectRefused(token);
    });

    it('do not go to whom they would be of no use, or who may do more than the sender', async () => {
      const invite = (id: string, client = admin) => client.post(`users/${id}/invitation`);
      const codeOf = async (id: string) => (await invite(id)).body['code'];
      const came = await admin.appoint('quin', 'auditor');
      const silent = (await admin.post('users', { userName: 'rosa' })).body.id;
      const gone = (await admin.post('users', { userName: 'sven', email: 'sven@example.com', active: false }))
        .body.id;
      expect([await codeOf(came.user!.id), await codeOf(silent), await codeOf(gone)]).toEqual([
        'already_active',
        'no_email',
        'inactive',
      ]);
      const mighty = (
        await admin.post('users', { userName: 't', email: 't@example.com', roles: ['administrator'] })
      ).body.id;
      const manager = await admin.appoint('inviting manager', 'user_manager');
      expect((await invite(mighty, manager)).status).toBe(403);
      expect((await invite(mighty, came)).status).toBe(403);
      expect((await invite('0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10')).status).toBe(404);
    });

    it('go to no address that the provider gives somebody who may do more than who knows its secret', async () => {
      await admin.patch('scim/connection', { invitations: 'on_create' });
      const { id } = await provision('chief');
      await linkTo('chief@example.com');
      await admin.patch(`users/${id}`, { roles: ['administrator'] });
      const manager = await admin.appoint('knows the secret', 'user_manager');
      const theirs = new ScimClient(app, (await manager.post('scim/secret')).body.secret);
      const change = (by: ScimClient, value: string) =>
        by.patch(`/Users/${id}`, { op: 'replace', path: 'emails', value: [{ value, type: 'work' }] });
      expect((await change(theirs, 'evil@example.com')).status).toBe(200);
      scim = new ScimClient(app, (await admin.post('scim/secret')).body.secret);
      expect((await change(scim, 'right@example.com')).status).toBe(200);
      await linkTo('right@example.com');
      expect(arrived('evil@example.com')).toEqual([]);
    });

    it('are none while they are off, and for those whom the provider takes over', async () => {
      await admin.patch('scim/connection', { invitations: 'off' });
      expect(await shown((await provision('uwe')).id)).toMatchObject({ status: 'active', invitation: null });
      await admin.patch('scim/connection', { invitations: 'on_create' });
      const local = (await admin.post('users', { userName: 'vera', email: 'vera@example.com' })).body.id;
      expect((await provision('vera')).id).toBe(local);
      expect(await shown(local)).toMatchObject({
        externallyManaged: true,
        status: 'active',
        invitation: null,
      });
    });
  });

  it('count as accepted when an application says so, once', async () => {
    const user = await provision('wim');
    const activate = () => admin.post(`users/${user.id}/activate`);
    expect((await activate()).body['status']).toBe('active');
    expect((await activate()).status).toBe(200);
    const [event, ...rest] = (await historyOf(user.id)).filter(({ action }) => action === 'user.activated');
    expect([event!['changes'], rest]).toEqual([[{ path: 'status', before: 'invited', after: 'active' }], []]);
    // The link still lets them set a password: that they have come elsewhere does not give them one.
    expect((await accept(await tokenFor('wim@example.com'))).status).toBe(201);
    await setActive(user.id, false);
    expect((await activate()).body['code']).toBe('inactive');
  });

  it('keep the invited out of lists of members until they have come, but not from SCIM', async () => {
    await admin.patch('scim/connection', { invitations: 'manual' });
    const [comes, waits] = [await provision('xenia'), await provision('yuri')];
    const group = await scim.createGroup('Expected', [comes.id, waits.id]);
    const organization = (await admin.post('organizations', { name: 'Expected' })).body.id;
    for (const { id } of [comes, waits]) {
      await admin.send('PUT', `organizations/${organization}/members/${id}`);
    }
    const ids = async (path: string) => (await admin.get(path)).body.items.map(({ id }) => id);
    const paths = [`groups/${group.id}/members`, `organizations/${organization}/members`];
    const both = [comes.id, waits.id];
    for (const path of paths) {
      expect(await ids(path)).toEqual([]);
      expect(await ids(`${path}?includeInvited=true`)).toEqual(both);
    }
    expect(await scim.membersOf(group.id)).toEqual(both);
    expect(await ids('users?status=invited')).toEqual(expect.arrayContaining(both));
    await admin.post(`users/${comes.id}/activate`);
    for (const path of paths) expect(await ids(path)).toEqual([comes.id]);
    expect(await ids('users?status=invited')).not.toContain(comes.id);
    expect(await ids('users?status=active&userName=yuri')).toEqual([]);
    expect(await ids('users?status=active&userName=xenia')).toEqual([comes.id]);
    // A user who was retained comes back as expected as before.
    await admin.patch('scim/connection', { onDelete: 'retain' });
    await scim.delete(`/Users/${waits.id}`);
    await admin.post(`retained-users/${waits.id}/restoration`);
    expect(await statusOf(waits.id)).toBe('invited');
    await admin.patch('scim/connection', { onDelete: 'delete' });
  });

  it('have settings that administrators change, step by step in the history', async () => {
    const url = (applicationUrl: unknown) => admin.patch('settings/invitations', { applicationUrl });
    const mended = ['https:x.example', 'https://x.example/\u202e'];
    for (const wrong of [
      'javascript:alert(1)',
      'wiki',
      'ftp://x.example',
      'https://a:b@x.example',
      ...mended,
      7,
    ]) {
      expect([wrong, (await url(wrong)).status]).toEqual([wrong, 400]);
    }
    expect((await admin.patch('settings/invitations', { productName: ' \u202E ' })).status).toBe(400);
    const manager = await admin.appoint('settings manager', 'user_manager');
    expect((await manager.get('settings/invitations')).body['productName']).toBe('Acme Wiki');
    expect((await manager.patch('settings/invitations', { text: 'Hello' })).status).toBe(403);
    expect((await url('https://other.example')).body['applicationUrl']).toBe('https://other.example');
    const [entry] = (await admin.get('audit-events?action=settings.updated')).body.items;
    expect(entry!['changes']).toEqual([
      { path: 'applicationUrl', before: WIKI, after: 'https://other.example' },
    ]);
    await url(WIKI);
  });

  it('lead to single sign-on where there is one, and count as accepted once somebody comes by it', async () => {
    const before = await provision('zoe');
    const token = await tokenFor('zoe@example.com');
    const provider = await OpenIdTestProvider.start([`http://localhost:${app.port}/sso/callback`]);
    try {
      const sso = { issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
      expect((await admin.send('PUT', 'settings/sso', sso)).status).toBe(200);
      await expectRefused(token);
      expect(await statusOf(before.id)).toBe('invited');
      const user = await provision('zed');
      const link = await linkTo('zed@example.com');
      expect(link.pathname + link.search).toBe('/sso/start?returnTo=application&tenant=default');
      provider.account = { subject: 'zed', email: 'zed@example.com', emailVerified: true };
      const browser = new RedirectFollower(app);
      const begun = await browser.get(link.pathname + link.search);
      const callback = await browser.followUntilHere(begun.headers.get('location')!);
      expect((await browser.get(callback)).headers.get('location')).toBe(WIKI);
      expect(await statusOf(user.id)).toBe('active');
    } finally {
      await admin.delete('settings/sso');
      await provider.close();
    }
  });
});

describe.each(engines())('Many invitations on $name', (engine) => {
  it('leave as fast as mails may, after all others, and hold no provisioning up', async () => {
    const smtp = await TestSmtpServer.start();
    const app = await startTestApp({ engine, env: { SMTP_URL: smtp.url, MAILS_PER_MINUTE: '5' } });
    try {
      const { admin, scim } = await connect(app);
      await admin.patch('scim/connection', { invitations: 'on_create' });
      // All within one minute, however long the machine takes.
      vi.useFakeTimers({ toFake: ['Date'] });
      const users = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          scim.createUser(`many ${index}`, { emails: [{ value: `many${index}@example.com` }] }),
        ),
      );
      expect(users).toHaveLength(40);
      const mails = new Mails(app);
      const sent = async () => (await mails.list()).filter(({ state }) => state === 'sent').length;
      await expect.poll(sent, PATIENCE).toBe(5);
      await mails.dispatch();
      expect([await sent(), smtp.mails.length]).toEqual([5, 5]);
    } finally {
      vi.useRealTimers();
      await app.close();
      await smtp.close();
    }
  });
});
