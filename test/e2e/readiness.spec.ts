import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReadinessService } from '../../src/readiness/readiness.service.js';
import { setUp, type AdminClient, type Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** seeds/002: "Inspect the response for any warnings." */
describe.each(engines())('The readiness check on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());
  beforeEach(() => forget());

  /** Answers are kept for ten seconds. */
  function forget(): void {
    const service: unknown = app.nest.get(ReadinessService, { strict: false });
    (service as { kept: Map<number, unknown> }).kept.clear();
  }
  async function check(id: string, by = ada): Promise<Body> {
    const { status, body } = await by.get('scim/readiness');
    expect(status).toBe(200);
    return (body['checks'] as Body[]).find((one) => one.id === id)!;
  }
  const addUser = (userName: string, email?: string) => ada.post('users', { userName, email });

  it('is not ready before a secret is issued, and says what to do', async () => {
    const { body } = await ada.get('scim/readiness');
    expect(body['ready']).toBe(false);
    expect(await check('secret')).toMatchObject({
      status: 'error',
      fix: expect.stringContaining('Issue') as string,
    });
    expect(await check('provisioning_on')).toMatchObject({ status: 'warning' });
  });

  it('is told to whoever has the secret, also while provisioning is switched off', async () => {
    const { secret } = (await ada.post('scim/secret')).body;
    await ada.patch('scim/connection', { enabled: false });
    const response = await app.fetch('/scim/v2/readiness', {
      headers: { Authorization: `Bearer ${secret}` },
    });
    expect(response.status).toBe(200);
    const body = (await response.json()) as Body;
    expect(body['ready']).toBe(true);
    expect((await app.fetch('/scim/v2/readiness')).status).toBe(401);
    await ada.patch('scim/connection', { enabled: true });
    forget();
    expect(await check('provisioning_on')).toMatchObject({ status: 'ok' });
    expect(await check('secret')).toMatchObject({ status: 'ok' });
  });

  it('warns of a secret that expires soon', async () => {
    await ada.post('scim/secret', { expiresAt: new Date(Date.now() + 5 * 86_400_000).toISOString() });
    expect(await check('secret')).toMatchObject({
      status: 'warning',
      detail: 'The secret expires in 5 days',
    });
    await ada.post('scim/secret');
    forget();
    expect(await check('secret')).toMatchObject({
      status: 'warning',
      detail: 'The secret has never been used',
    });
  });

  it('warns of an administrator whom the provider manages, and of one who is unfit', async () => {
    expect(await check('scim_administrator')).toMatchObject({ status: 'ok' });
    const max = await ada.appoint('max', 'user_manager');
    await ada.patch('scim/connection', { administratorId: max.user!.id });
    await ada.patch(`users/${max.user!.id}`, { roles: [] });
    forget();
    expect(await check('scim_administrator')).toMatchObject({ status: 'error' });
    await ada.patch('scim/connection', { administratorId: ada.user!.id });
  });

  it('warns of what the public address, single sign-on, mail and notifications lack', async () => {
    expect(await check('mail_server')).toMatchObject({ status: 'warning' });
    expect(await check('public_url')).toMatchObject({ status: 'warning' });
    expect(await check('sso_configured')).toMatchObject({ status: 'warning' });
    expect(await check('notification_addresses')).toMatchObject({ status: 'warning' });
    await ada.patch('scim/connection', { notificationEmails: ['it@example.com'] });
    forget();
    expect(await check('notification_addresses')).toMatchObject({ status: 'ok' });
  });

  it('counts accounts that would be trouble, and names some', async () => {
    await addUser('no-mail');
    await addUser('first@a.example', 'Shared@example.com');
    await addUser('second@a.example', 'shared@EXAMPLE.com');
    await addUser('pat@a.example', 'pat@a.example');
    await addUser('other@a.example', 'pat@b.example');
    await addUser('owner@a.example', 'taken@a.example');
    await addUser('Taken@a.example', 'someone@a.example');
    expect(await check('accounts_with_email')).toMatchObject({
      status: 'warning',
      count: 1,
      examples: ['no-mail'],
    });
    expect(await check('emails_unique')).toMatchObject({ count: 1, examples: ['shared@example.com'] });
    expect(await check('names_unambiguous')).toMatchObject({ count: 1, examples: ['taken@a.example'] });
    expect((await check('user_names_are_emails'))['examples']).toContain('no-mail');
    expect(await check('mailboxes_unique')).toMatchObject({ count: 1, examples: ['pat'] });
    await ada.patch('scim/connection', { matchUsersBy: 'userName' });
    forget();
    expect(await check('user_names_are_emails')).toMatchObject({ status: 'ok' });
  });

  it('warns of groups whose names differ by white space alone', async () => {
    expect(await check('group_names_unique')).toMatchObject({ status: 'ok' });
    await ada.post('groups', { displayName: 'Sales Team' });
    await ada.post('groups', { displayName: 'SalesTeam' });
    forget();
    expect(await check('group_names_unique')).toMatchObject({ status: 'warning', count: 1 });
  });

  it('needs provisioning:read, and sees one tenant only', async () => {
    const member = await ada.appoint('member', 'member');
    expect((await member.get('scim/readiness')).status).toBe(403);
    const other = await secondTenant(app);
    expect(await check('emails_unique', other.admin)).toMatchObject({ status: 'ok' });
  });

  it('warns of a history that nobody has verified', async () => {
    expect(await check('journal_verified')).toMatchObject({ status: 'warning' });
    await ada.get('audit-events/verification');
    forget();
    expect(await check('journal_verified')).toMatchObject({ status: 'ok' });
  });

  it('warns of mapping rules that point nowhere', async () => {
    expect(await check('mappings_lead_somewhere')).toMatchObject({ status: 'ok' });
    const { body: group } = await ada.post('groups', { displayName: 'Leaving' });
    await ada.post('mappings', { groupId: group.id, role: 'member' });
    await ada.delete(`groups/${group.id}`);
    forget();
    expect(await check('mappings_lead_somewhere')).toMatchObject({
      status: 'warning',
      count: 1,
      examples: ['Leaving → member'],
    });
  });
});
