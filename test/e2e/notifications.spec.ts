import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountService } from '../../src/identity/account.service.js';
import { RecoveryService } from '../../src/identity/recovery/recovery.service.js';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { AdminClient } from '../support/admin-client.js';
import { TENANT } from '../support/directory.js';
import { engines } from '../support/engines.js';
import { Notices, subjects } from '../support/notices.js';
import { CLIENT, OpenIdTestProvider } from '../support/openid-provider.js';
import { connect, CORE_USER, SCIM_JSON, ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { TestSmtpServer } from '../support/smtp-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PUBLIC_URL = 'https://rollcall.example.com';
const PATIENCE = { timeout: 30_000, interval: 20 };
/** In ten minutes; the promise is of 5,000. */
const FAILURES = Number(process.env['FAILURES'] ?? 200);

describe.each(engines())('By mail, on $name, administrators are told of', (engine) => {
  let smtp: TestSmtpServer;
  let app: TestApp;
  let notices: Notices;
  let ada: AdminClient;
  let scim: ScimClient;
  let failed = 0;

  beforeAll(async () => {
    smtp = await TestSmtpServer.start();
    app = await startTestApp({
      engine,
      env: {
        PUBLIC_URL,
        SMTP_URL: smtp.url,
        MAILS_PER_MINUTE: '10000',
        ALLOW_PRIVATE_NETWORKS: 'true',
      },
    });
    notices = new Notices(app, smtp);
    ({ admin: ada, scim } = await connect(app));
  });
  afterAll(async () => {
    await app.close();
    await smtp.close();
  });

  const settings = (changes: object) => ada.patch('scim/connection', changes);
  const create = (userName: string, by = scim) => by.post('/Users', { schemas: [CORE_USER], userName });
  const fail = async (): Promise<void> => {
    expect((await scim.post('/Users', { schemas: [CORE_USER] })).status).toBe(400);
    failed++;
  };
  const succeed = async (): Promise<void> => {
    await scim.createUser(`succeeds ${failed}`);
    await expect.poll(async () => (await ada.get('scim/failures')).body.items, PATIENCE).toEqual([]);
  };

  it('a first administrator and a first secret, in plain text and HTML', async () => {
    const mails = await notices.arrive();
    expect(subjects(mails)).toEqual([
      'A SCIM secret was issued',
      'ada@example.com has the role administrator now',
    ]);
    const [mail] = mails;
    expect(mail!.recipients).toEqual(['ada@example.com']);
    expect(mail!.text).toContain('Expires: never\nBy:      ada@example.com (');
    expect(mail!.html).toContain('<h1');
    for (const part of [mail!.text, mail!.html]) {
      expect(part).toContain(`${PUBLIC_URL}/provisioning`);
      expect(part).not.toContain(scim.secret);
    }
  });

  it('another secret, which voids the one before; links begin with the public address (attack G05)', async () => {
    const hint = (mail: { text: string } | undefined) => /Secret: +(\S+)/.exec(mail!.text)![1]!;
    scim = new ScimClient(app, await issueAs('evil.example'));
    const [issued] = await notices.arrive();
    expect(subjects([issued!])).toEqual(['A SCIM secret was issued']);
    expect(issued!.text).toContain('The secret before it is void');
    expect(issued!.text).toContain('Void since: rcs_');
    expect(`${issued!.text}${issued!.html}`).not.toContain('evil');
    await ada.delete('scim/secret');
    const [voided, ...rest] = await notices.arrive();
    expect(subjects([voided!, ...rest])).toEqual(['The SCIM secret was voided']);
    expect(hint(voided)).toBe(hint(issued));
    scim = new ScimClient(app, (await ada.post('scim/secret')).body.secret);
    await notices.arrive();
  });

  it('a failure at once and its end, of the next one no earlier than an hour later, and of none where that is not wanted', async () => {
    await fail();
    expect(subjects(await notices.arriveAfter(failed))).toEqual(['Provisioning fails']);
    await succeed();
    expect(subjects(await notices.arrive())).toEqual(['Provisioning works again']);
    await fail();
    expect(await notices.arriveAfter(failed)).toEqual([]);
    await succeed();
    await fail();
    expect(await notices.arriveAfter(failed)).toEqual([]);
    notices.pass(HOUR);
    expect(subjects(await notices.arrive())).toEqual(['Provisioning fails']);
    await settings({ notifyOnFailure: false });
    notices.pass(HOUR);
    await fail();
    expect(await notices.arriveAfter(failed)).toEqual([]);
    await succeed();
    await settings({ notifyOnFailure: true });
    expect(await notices.arrive()).toEqual([]);
  });

  it('many failures in ten minutes: one mail at once, one an hour later, one once all is well (P22)', async () => {
    await scim.createUser('taken');
    await create('taken');
    failed++;
    // A server for mails that hangs slows nobody down.
    notices.pass(HOUR);
    const connections = smtp.connections;
    smtp.isSilent = true;
    await notices.logged(failed);
    await notices.tell();
    await expect.poll(() => smtp.connections, PATIENCE).toBe(connections + 1);
    for (let index = 0; index < 10; index++) await scim.createUser(`meanwhile ${index}`);
    smtp.isSilent = false;
    smtp.release();
    const [first, ...rest] = await notices.sent();
    expect(subjects([first!, ...rest])).toEqual(['Provisioning fails']);
    expect(first!.text).toContain('Wanted: create user taken\nAnswer: 409 · uniqueness');
    const body = JSON.stringify({ schemas: [CORE_USER], userName: 'taken' });
    const headers = { Authorization: `Bearer ${scim.secret}`, 'Content-Type': SCIM_JSON };
    const call = async () =>
      (await fetch(`${app.url}/scim/v2/Users`, { method: 'POST', body, headers })).status;
    for (let minute = 0; minute < 10; minute++) {
      notices.pass(MINUTE);
      for (let round = 0; round < FAILURES / 100; round++) {
        expect(new Set(await Promise.all(Array.from({ length: 10 }, call)))).toEqual(new Set([409]));
      }
      await notices.tell();
    }
    failed += FAILURES;
    expect(await notices.arriveAfter(failed)).toEqual([]);
    notices.pass(HOUR);
    const [digest, ...others] = await notices.arrive();
    expect(subjects([digest!, ...others])).toEqual([
      `${number(FAILURES)} more calls of the identity provider failed`,
    ]);
    expect(digest!.text).toContain(`(${FAILURES + 1}×)`);
    notices.pass(2 * HOUR);
    expect(await notices.arrive()).toEqual([]);
    const { body: found } = await scim.filter('Users', 'userName eq "taken"');
    await scim.delete(`/Users/${found.Resources[0]!.id}`);
    await create('taken');
    await succeed();
    const [recovery, ...after] = await notices.arrive();
    expect(subjects([recovery!, ...after])).toEqual(['Provisioning works again']);
    expect(recovery!.text).toContain(`Failed calls: ${number(FAILURES + 1)}`);
  });

  it('the end of a sync run with what it has done, where that is wanted', async () => {
    const sync = async (name: string) => {
      const { id } = await scim.createUser(name);
      await scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
      await notices.logged(failed);
      notices.pass(6 * MINUTE);
      await notices.keepUp();
      return notices.arrive();
    };
    expect(await sync('unwanted')).toEqual([]);
    await settings({ notifyOnSync: true });
    const [mail, ...rest] = await sync('wanted');
    const [run] = (await ada.get('scim/syncs')).body.items;
    const { created, updated, deactivated, deleted } = run as unknown as Record<string, number>;
    const changes = created! + updated! + deactivated! + deleted!;
    expect(subjects([mail!, ...rest])).toEqual([
      `A sync run has ended: ${number(changes)} changes, ${number(failed)} failures`,
    ]);
    expect(mail!.text).toMatch(new RegExp(`Created: +${number(created!)}\n.*\nDeactivated: +2\n`, 's'));
    expect(await notices.arrive()).toEqual([]);
    await settings({ notifyOnSync: false });
  });

  it('an identity provider that used to call and has stopped, once each time', async () => {
    await notices.hear(Date.now() - 4 * DAY, 50);
    expect(await notices.isDue()).toBe(true);
    expect(subjects(await notices.arrive())).toEqual(['The identity provider has stopped calling']);
    notices.pass(DAY);
    expect(await notices.isDue()).toBe(false);
    expect(await notices.arrive()).toEqual([]);
    await notices.hear(Date.now() - 3 * DAY, 51);
    expect(subjects(await notices.arrive())).toEqual(['The identity provider has stopped calling']);
  });

  it('single sign-on, roles and administrators that change, whatever addresses the connection names', async () => {
    const everybody = ['ada@example.com', 'it@example.com'];
    await settings({ notificationEmails: ['it@example.com'] });
    const provider = await OpenIdTestProvider.start([`${PUBLIC_URL}/sso/callback`]);
    try {
      const client = { issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
      expect((await ada.send('PUT', 'settings/sso', client)).status).toBe(200);
    } finally {
      await provider.close();
    }
    await settings({ provisionAdministrators: true });
    const changed = await notices.arrive();
    expect(new Set(subjects(changed))).toEqual(new Set(['Security settings were changed']));
    expect([...new Set(changed.flatMap(({ recipients }) => recipients))].sort()).toEqual(everybody);
    const texts = changed.map(({ text }) => text).join('\n');
    expect(texts).toMatch(/Provider of single sign-on: none → http:.*, by ada@example\.com\n/);
    expect(texts).toContain('Administrators under the identity provider: no → yes, by ada@example.com\n');

    await ada.post('roles', { name: 'greeter', permissions: ['users:read'] });
    const bob = await ada.appoint('bob', 'administrator', 'greeter');
    const told = (await notices.arrive()).map(({ subject, text }) => `${subject!}\n${text}`).join('\n');
    expect(told).toContain('The role greeter was created');
    expect(told).toContain('bob has the role administrator now');
    expect(told).not.toContain('bob has the role greeter');

    await ada.patch(`users/${bob.user!.id}`, { active: false });
    expect(subjects(await notices.arrive())).toEqual(Array(2).fill('bob (administrator) was deactivated'));
    await ada.delete(`users/${bob.user!.id}`);
    expect(subjects(await notices.arrive())).toEqual(Array(2).fill('bob (administrator) was deleted'));
    await ada.patch(`users/${(await ada.appoint('carol', 'greeter')).user!.id}`, { active: false });
    expect(await notices.arrive()).toEqual([]);
  });

  it('a recovery link that was used', async () => {
    const context = { requestId: 'host', ip: null, actor: SYSTEM, tenantId: TENANT };
    const { url } = await runInContext(context, async () => {
      const account = await app.nest.get(AccountService, { strict: false }).findByName('ada@example.com');
      return app.nest.get(RecoveryService, { strict: false }).issueLink(account!);
    });
    expect(await notices.arrive()).toEqual([]);
    const token = new URL(url).searchParams.get('token');
    expect((await new AdminClient(app).post('session/recovery', { token })).status).toBe(201);
    const [mail] = await notices.arrive();
    expect(mail!.subject).toBe('[Rollcall] ada@example.com has signed in by a recovery link');
    expect(mail!.text).not.toContain(token!);
  });

  it('a secret that is suspended with whom it is bound to', async () => {
    const { user } = await ada.appoint('manager', 'user_manager');
    await settings({ administratorId: user!.id });
    await notices.arrive();
    await ada.patch(`users/${user!.id}`, { active: false });
    const mails = await notices.arrive();
    expect(mails[0]!.text).toMatch(/Bound to: manager\n/);
    expect(subjects(mails)).toEqual([
      'The SCIM secret is suspended',
      'manager (user_manager) was deactivated',
      'manager (user_manager) was deactivated',
    ]);
    await ada.patch(`users/${user!.id}`, { roles: [] });
    expect(subjects(await notices.arrive())).not.toContain('The SCIM secret is suspended');
    await settings({ administratorId: ada.user!.id });
    expect(await notices.arrive()).toEqual([]);
  });

  it('a webhook that was disabled', async () => {
    const receiver = await WebhookReceiver.start();
    receiver.answer = (_message, response) => response.writeHead(410).end();
    const { id } = (await ada.post('webhooks', { url: receiver.url, description: 'The wiki' })).body;
    await scim.createUser('gone');
    await expect.poll(async () => (await ada.get(`webhooks/${id}`)).body['enabled'], PATIENCE).toBe(false);
    const [mail] = await notices.arrive();
    expect(mail!.subject).toBe('[Rollcall] A webhook was disabled');
    expect(mail!.text).toContain('The wiki');
    await ada.delete(`webhooks/${id}`);
    await receiver.close();
  });

  describe('what happens in another tenant, which the mail names:', () => {
    let other: { admin: AdminClient; scim: ScimClient };

    it('its secret and its administrator', async () => {
      other = await secondTenant(app);
      expect(await notices.arrive()).toEqual([]);
      const mails = await notices.arrive(2);
      expect(subjects(mails)).toEqual([
        '[other] A SCIM secret was issued',
        '[other] ada@example.com has the role administrator now',
      ]);
      expect(mails[0]!.text).toMatch(/Tenant: +other\n/);
    });

    it('more people than the set share deactivated within 15 minutes, once a wave', async () => {
      await other.admin.patch('scim/connection', { massDeactivationShare: 50 });
      const people: string[] = [];
      while (people.length < 20) people.push((await other.scim.createUser(`leaves ${people.length}`)).id);
      const leave = (id: string, value = false) =>
        other.scim.patch(`/Users/${id}`, { op: 'replace', path: 'active', value });
      await leave(people[15]!);
      await leave(people[15]!, true); // Who is back does not count.
      for (const id of people.slice(0, 9)) await leave(id);
      expect(await notices.arrive(2)).toEqual([]);
      for (const id of people.slice(-2)) await other.scim.delete(`/Users/${id}`);
      const [mail] = await notices.arrive(2);
      expect(subjects([mail!])).toEqual(['[other] 11 people deactivated within 15 minutes']);
      expect(mail!.text).toContain('11 of 21 people');
      await leave(people[9]!);
      expect(await notices.arrive(2)).toEqual([]);
    });
  });

  function number(value: number): string {
    return value.toLocaleString('en');
  }

  /** Issues a secret by a request that says that it is for another host. */
  function issueAs(host: string): Promise<string> {
    const headers = {
      Host: host,
      'X-Forwarded-Host': host,
      'Content-Type': 'application/json',
      Authorization: `Bearer ${ada.token!}`,
    };
    return new Promise((resolve, reject) => {
      const call = request(`${app.url}/api/v1/scim/secret`, { method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () => resolve((JSON.parse(text) as { secret: string }).secret));
      });
      call.on('error', reject).end('{}');
    });
  }
});
