import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminClient, type Body, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { CORE_GROUP, CORE_USER, ScimClient } from '../support/scim-client.js';
import { TestSmtpServer } from '../support/smtp-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PATIENCE = { timeout: 30_000, interval: 50 };

/**
 * The story of seeds/004, step by step: people whom the provider assigns are invited by e-mail and become members of
 * their groups once they have come; roles come with them.
 */
describe.each(engines())('People who are invited on $name', (engine) => {
  let smtp: TestSmtpServer;
  let app: TestApp;
  let ada: AdminClient;
  let okta: ScimClient;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    smtp = await TestSmtpServer.start();
    app = await startTestApp({ engine, env: { SMTP_URL: smtp.url }, ownSchemas: true });
    ada = await setUp(app);
    const { secret } = (await ada.post('scim/secret')).body;
    okta = new ScimClient(app, secret, '/api/v2/scim');
    await ada.post('roles', { name: 'data_steward', permissions: ['groups:read'] });
    await ada.patch('scim/connection', { invitations: 'on_create', provider: 'okta' });
    await ada.patch('settings/invitations', {
      productName: 'Catalogue',
      applicationUrl: 'https://catalogue.example.com/',
    });
  });
  afterAll(async () => {
    await app.close();
    await smtp.close();
  });

  const assign = async (name: string, rest: object = {}) =>
    okta.post('/Users', {
      schemas: [CORE_USER],
      userName: `${name}@example.com`,
      name: { givenName: name, familyName: 'Example' },
      emails: [{ value: `${name}@example.com`, primary: true, type: 'work' }],
      active: true,
      externalId: `okta-${name}`,
      ...rest,
    });
  const shown = async (name: string): Promise<Body> => (await ada.get(`users/${ids[name]}`)).body;
  const members = async (query = ''): Promise<string[]> =>
    (await ada.get(`groups/${ids['team']}/members${query}`)).body.items.map(({ id }) => id);

  it('get an e-mail when they are assigned, and are "invited"', async () => {
    for (const name of ['ann', 'bob']) {
      const { status, body } = await assign(name);
      expect(status).toBe(201);
      ids[name] = body.id;
      expect(await shown(name)).toMatchObject({ status: 'invited', active: true, externallyManaged: true });
    }
    const invited = () => smtp.mails.flatMap(({ recipients }) => recipients).sort();
    await expect.poll(invited, PATIENCE).toEqual(['ann@example.com', 'bob@example.com']);
    expect(smtp.mails[0]!.subject).toBe('You are invited to Catalogue');
    const list = (await ada.get('users?status=invited')).body.items.map(({ id }) => id);
    expect(list.sort()).toEqual([ids['ann'], ids['bob']].sort());
  });

  it('are no members of pushed groups before they have come, except for the provider and whoever asks', async () => {
    ids['team'] = (await okta.createGroup('Analysts', [ids['ann']!, ids['bob']!])).id;
    expect((await ada.get('groups')).body.items).toMatchObject([{ displayName: 'Analysts' }]);
    expect(await members()).toEqual([]);
    expect((await members('?includeInvited=true')).sort()).toEqual([ids['ann'], ids['bob']].sort());
    expect((await okta.membersOf(ids['team'])).sort()).toEqual([ids['ann'], ids['bob']].sort());
  });

  it('become active members by signing in for the first time, by the link of the mail', async () => {
    const mail = smtp.mails.find(({ recipients }) => recipients.includes('ann@example.com'))!;
    const link = new URL(/https?:\/\/\S+/.exec(mail.text)![0]);
    const accepted = await new AdminClient(app).post('session/invitation', {
      token: link.searchParams.get('token'),
      password: PASSWORD,
    });
    expect(accepted.body).toMatchObject({ applicationUrl: 'https://catalogue.example.com/' });
    expect(await shown('ann')).toMatchObject({ status: 'active' });
    expect(await members()).toEqual([ids['ann']]);
  });

  it('or by the application that saw them', async () => {
    expect((await ada.post(`users/${ids['bob']}/activate`)).status).toBe(200);
    expect((await members()).sort()).toEqual([ids['ann'], ids['bob']].sort());
  });

  it('have groups with the members that a PUT says, with what they are called', async () => {
    const { status, body } = await okta.put(`/Groups/${ids['team']}`, {
      schemas: [CORE_GROUP],
      displayName: 'Analysts',
      members: [{ value: ids['bob'], display: 'bob Example' }],
    });
    expect([status, body.displayName]).toEqual([200, 'Analysts']);
    expect(await members()).toEqual([ids['bob']]);
  });

  it('are disabled and enabled again by a PUT of the whole user', async () => {
    const put = (active: boolean) =>
      okta.put(`/Users/${ids['ann']}`, {
        schemas: [CORE_USER],
        userName: 'ann@example.com',
        name: { givenName: 'Ann', familyName: 'Example' },
        emails: [{ value: 'ann@example.com', primary: true, type: 'work' }],
        active,
        externalId: 'okta-ann',
      });
    expect((await put(false)).status).toBe(200);
    expect(await shown('ann')).toMatchObject({ status: 'inactive' });
    expect((await put(true)).status).toBe(200);
    expect(await shown('ann')).toMatchObject({ status: 'active', givenName: 'Ann' });
  });

  it('have roles by an attribute of the core namespace, own roles too, among those that are allowed', async () => {
    await ada.patch('scim/connection', {
      roleAttribute: 'secodaRole',
      assignableRoles: ['member', 'data_steward'],
    });
    const carol = await assign('carol', { secodaRole: 'data_steward' });
    ids['carol'] = carol.body.id;
    expect((await shown('carol'))['roles']).toEqual(['data_steward']);
    const refused = await assign('dora', { secodaRole: 'administrator' });
    expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue']);
    expect(refused.body.detail).toContain('data_steward');
    await okta.patch(`/Users/${ids['carol']}`, { op: 'remove', path: `${CORE_USER}:secodaRole` });
    expect((await shown('carol'))['roles']).toEqual([]);
  });

  it('that the provider knows by an old id are told to be unassigned and assigned again', async () => {
    await okta.delete(`/Users/${ids['carol']}`);
    const late = await okta.put(`/Users/${ids['carol']}`, {
      schemas: [CORE_USER],
      userName: 'carol@example.com',
    });
    expect([late.status, late.body.detail]).toEqual([
      404,
      expect.stringMatching(/unassign.*assign it again/),
    ]);
    const again = await assign('carol');
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(ids['carol']);
  });
});
