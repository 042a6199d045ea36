import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** seeds/002: "update a user's membership to an organization when they are added or removed from an IdP group". */
describe.each(engines())('Organizations of pushed groups on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let ann: string;
  let bob: string;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    ann = (await scim.createUser('ann')).id;
    bob = (await scim.createUser('bob')).id;
  });
  afterAll(() => app.close());

  const find = async (name: string): Promise<Body | undefined> =>
    (await admin.get(`organizations?q=${encodeURIComponent(name.slice(0, 200))}`)).body.items.find(
      (one) => one['name'] === name,
    );
  const members = async (name: string): Promise<string[]> => {
    const { id } = (await find(name))!;
    return (await admin.get(`organizations/${id}/members`)).body.items.map((one) => one.id);
  };
  const provision = (organizationProvisioning: boolean) =>
    admin.patch('scim/connection', { organizationProvisioning });
  const jobs = async (): Promise<Body[]> => [...(await admin.get('jobs?limit=200')).body.items];
  const allDone = () =>
    expect
      .poll(async () => (await jobs()).map((job) => job['state']), { timeout: 30_000 })
      .not.toContain('running');
  const rename = (id: string, displayName: string) =>
    scim.patch(`/Groups/${id}`, { op: 'replace', path: 'displayName', value: displayName });

  it('are none while the connection does not say so', async () => {
    await scim.createGroup('Early', [ann]);
    expect((await admin.get('organizations')).body.items).toEqual([]);
  });

  it('come for the groups that are there when it does', async () => {
    const nested = (await scim.createGroup('Inner', [bob])).id;
    const { body: team } = await scim.filter('Groups', 'displayName eq "Early"');
    await scim.patch(`/Groups/${team.Resources[0]!.id}`, {
      op: 'add',
      path: 'members',
      value: [{ value: nested }],
    });
    await provision(true);
    await allDone();
    expect(await members('Early')).toEqual([ann, bob]);
    expect(await members('Inner')).toEqual([bob]);
  });

  it('have the members of the group from its first push on, and its name', async () => {
    const { id } = await scim.createGroup(' Sales ', [ann]);
    expect(await members('Sales')).toEqual([ann]);
    await scim.patch(`/Groups/${id}`, { op: 'replace', path: 'members', value: [{ value: bob }] });
    expect(await members('Sales')).toEqual([bob]);
    await rename(id, 'Revenue');
    expect([await find('Sales'), await members('Revenue')]).toEqual([undefined, [bob]]);
    const organization = (await find('Revenue'))!.id;
    for (const answer of [
      await admin.patch(`organizations/${organization}`, { name: 'Ours' }),
      await admin.delete(`organizations/${organization}`),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual([409, 'externally_managed']);
    }
    const [automatic] = (await admin.get('mappings?limit=200')).body.items.filter(
      (rule) => rule['groupId'] === id,
    );
    expect(automatic).toMatchObject({ automatic: true, position: null, organizationId: organization });
    const refused = await admin.delete(`mappings/${automatic!.id}`);
    expect([refused.status, refused.body['code']]).toEqual([409, 'automatic']);
  });

  it('may have been there before, with people in them by hand', async () => {
    const { body } = await admin.post('organizations', { name: 'SUPPORT' });
    await admin.send('PUT', `organizations/${body.id}/members/${ann}`);
    const local = await admin.post('groups', { displayName: 'Support' });
    expect(await members('SUPPORT')).toEqual([ann]);
    const { id } = await scim.createGroup('Support', [bob]);
    expect(id).toBe(local.body.id);
    expect(await members('Support')).toEqual([ann, bob]);
    await scim.delete(`/Groups/${id}`);
    // The organization stays, without those who were in it by the group.
    expect(await members('Support')).toEqual([ann]);
    await scim.createGroup('support', [bob]);
    expect(await members('support')).toEqual([ann, bob]);
  });

  it('have names that differ, also where those of the groups differ too late', async () => {
    const long = 'L'.repeat(300);
    const one = await scim.createGroup(`${long}1`, [ann]);
    await scim.createGroup(`${long}2`, [bob]);
    const found = (await admin.get(`organizations?q=${'L'.repeat(200)}`)).body.items;
    expect(found.map((each) => String(each['name']).length)).toEqual([255, 255]);
    expect(await members(long.slice(0, 255))).toEqual([ann]);
    await rename(one.id, 'Short');
    expect(await members('Short')).toEqual([ann]);
  });

  it('stay as they are when the connection says so no more', async () => {
    await scim.createGroup('Kept', [ann]);
    await provision(false);
    const { body } = await scim.filter('Groups', 'displayName eq "Kept"');
    await scim.patch(`/Groups/${body.Resources[0]!.id}`, {
      op: 'add',
      path: 'members',
      value: [{ value: bob }],
    });
    const kept = (await find('Kept'))!;
    expect((await admin.get(`organizations/${kept.id}/members`)).body.items).toMatchObject([
      { id: ann, reasons: [{ type: 'manual' }] },
    ]);
    expect((await admin.get('mappings')).body.items).toEqual([]);
    expect((await admin.patch(`organizations/${kept.id}`, { name: 'Ours' })).status).toBe(200);
    // … and are the groups' again when it does once more.
    await provision(true);
    await allDone();
    expect(await members('Kept')).toEqual([ann, bob]);
    expect(await members('Ours')).toEqual([ann]);
  });
});
