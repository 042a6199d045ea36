import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { finishedJob } from '../support/jobs.js';
import { Notices, subjects } from '../support/notices.js';
import { CORE_USER, ScimClient } from '../support/scim-client.js';
import { TestSmtpServer } from '../support/smtp-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/**
 * The story of seeds/001, step by step: user IDs become e-mails, a user manager is made SCIM administrator and issues
 * the one secret, the provider syncs, and whoever asked for it gets an e-mail when something fails.
 */
describe.each(engines())('Provisioning by one secret on $name', (engine) => {
  let smtp: TestSmtpServer;
  let app: TestApp;
  let ada: AdminClient;
  let max: AdminClient;
  let provider: ScimClient;

  beforeAll(async () => {
    smtp = await TestSmtpServer.start();
    app = await startTestApp({ engine, env: { SMTP_URL: smtp.url } });
    ada = await setUp(app);
    for (const name of ['ann', 'bob']) {
      await ada.post('users', { userName: name, email: `${name}@example.com`, password: PASSWORD });
    }
    await ada.post('users', { userName: 'bob2', email: 'BOB@example.com' });
    await ada.post('users', { userName: 'nomail' });
  });
  afterAll(async () => {
    await app.close();
    await smtp.close();
  });

  const convert = async (dryRun: boolean) =>
    finishedJob(ada, await ada.post('jobs/convert-user-ids', { dryRun }));
  const nameOf = async (email: string) =>
    (await ada.get(`users?email=${email}`)).body.items.map(({ userName }) => userName);

  it('begins with user IDs that become e-mails, tried dry first; whoever is in the way is named', async () => {
    const dry = await convert(true);
    expect(dry['result']).toMatchObject({ dryRun: true, converted: 1 });
    expect(await nameOf('ann@example.com')).toEqual(['ann']);
    const conflicts = dry['conflicts'] as { userName: string; reason: string }[];
    expect(conflicts.map(({ userName, reason }) => [userName, reason]).sort()).toEqual([
      ['bob', 'email_shared'],
      ['bob2', 'email_shared'],
      ['nomail', 'no_email'],
    ]);
    expect((await convert(false))['result']).toMatchObject({ converted: 1 });
    expect(await nameOf('ann@example.com')).toEqual(['ann@example.com']);
    await ada.signIn('ann@example.com');
  });

  it('lets user managers and administrators be chosen as SCIM administrator, and nobody else', async () => {
    max = await ada.appoint('max', 'user_manager');
    const eve = await ada.appoint('eve', 'auditor');
    const fit = (await ada.get('scim/administrators')).body.items.map(({ id }) => id);
    expect(fit.sort()).toEqual([ada.user!.id, max.user!.id].sort());
    expect((await ada.post('scim/secret', { administratorId: eve.user!.id })).status).toBe(400);
    expect((await eve.post('scim/secret')).status).toBe(403);
  });

  it('has one secret at a time: each new one voids the one before', async () => {
    const first = await ada.post('scim/secret', { administratorId: max.user!.id });
    expect(first.status).toBe(201);
    const before = new ScimClient(app, first.body.secret);
    expect((await before.get('/Users')).status).toBe(200);
    const second = await max.post('scim/secret');
    expect(second.body['voided']).toBe(first.body.id);
    const refused = await before.get('/Users');
    expect([refused.status, refused.body.detail]).toEqual([401, expect.stringContaining('voided')]);
    provider = new ScimClient(app, second.body.secret, '/scim');
  });

  it("answers under the account's URL with /scim on its end, with the SCIM administrator behind each change", async () => {
    expect((await provider.filter('Users', 'userName eq "nobody@example.com"')).body.totalResults).toBe(0);
    const { id } = await provider.createUser('grace@example.com', {
      emails: [{ type: 'work', value: 'grace@example.com' }],
    });
    await provider.createGroup('Staff', [id]);
    const [entry] = (await ada.get(`audit-events?action=user.created&targetId=${id}`)).body.items;
    expect(entry!['actor']).toMatchObject({ type: 'scim', id: max.user!.id });
    expect((await ada.get('groups?q=Staff')).body.items).toMatchObject([{ externallyManaged: true }]);
  });

  it('keeps users up to date as they are added and removed', async () => {
    const { id } = await provider.createUser('hopper@example.com');
    await provider.patch(`/Users/${id}`, { op: 'Replace', path: 'displayName', value: 'Rear Admiral' });
    expect((await ada.get(`users/${id}`)).body['displayName']).toBe('Rear Admiral');
    expect((await provider.delete(`/Users/${id}`)).status).toBe(204);
    expect((await ada.get(`users/${id}`)).status).toBe(404);
  });

  it('sends an e-mail when something fails, and shows what in the log', async () => {
    const notices = new Notices(app, smtp);
    await ada.patch('scim/connection', { notificationEmails: ['it@example.com'] });
    await notices.arrive();
    const unknown = '01890000-0000-7000-8000-000000000000';
    const { status } = await provider.put(`/Users/${unknown}`, { schemas: [CORE_USER], userName: 'lost' });
    expect(status).toBe(404);
    // The call with the voided secret is in the log too.
    const [mail] = await notices.arriveAfter(2);
    expect(mail!.recipients).toEqual(['it@example.com']);
    expect(subjects([mail!])[0]).toMatch(/fail/i);
    const [call] = (await ada.get('scim/requests?outcome=failed&limit=1')).body.items;
    expect(call).toMatchObject({ code: 'not_found', whatToDo: expect.stringContaining('ssign') });
  });

  it('stops with its administrator, and goes on with another one, by the same secret', async () => {
    await ada.patch(`users/${max.user!.id}`, { active: false });
    expect((await provider.get('/Users')).status).toBe(401);
    expect((await ada.get('scim/connection')).body['status']).toBe('suspended');
    await ada.patch('scim/connection', { administratorId: ada.user!.id });
    expect((await provider.get('/Users')).status).toBe(200);
  });
});
