import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminAnswer, AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { finishedJob } from '../support/jobs.js';
import { connect, ENTERPRISE, type ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';

describe.each(engines())('Mapping rules on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let count = 0;
  const name = (kind: string): string => `${kind} ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine, ownSchemas: true });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  const organization = async (named = name('Organization')): Promise<string> =>
    (await admin.post('organizations', { name: named })).body.id;
  const user = async (rest: object = {}): Promise<string> => (await scim.createUser(name('user'), rest)).id;
  const group = async (...members: string[]): Promise<string> =>
    (await scim.createGroup(name('group'), members)).id;
  /** The job that a change has started, for `finishedJob`. */
  const jobOf = (answer: AdminAnswer): AdminAnswer => ({
    ...answer,
    body: { ...answer.body, id: (answer.body['jobId'] ?? answer.body.id) as string },
  });
  const settled = async (answer: AdminAnswer): Promise<string> => {
    expect(await finishedJob(admin, jobOf(answer))).toMatchObject({ state: 'done' });
    return answer.body.id;
  };
  /** @returns the rule's id, once everybody has what follows from it */
  const rule = async (fields: object): Promise<string> => settled(await admin.post('mappings', fields));
  const members = async (id: string): Promise<Body[]> => [
    ...(await admin.get(`organizations/${id}/members`)).body.items,
  ];
  const memberIds = async (id: string): Promise<string[]> => (await members(id)).map((one) => one.id).sort();
  const show = async (id: string): Promise<Body> => (await admin.get(`users/${id}`)).body;
  const add = (groupId: string, ...ids: string[]) =>
    scim.patch(`/Groups/${groupId}`, { op: 'add', path: 'members', value: ids.map((value) => ({ value })) });
  const remove = (groupId: string, id: string) =>
    scim.patch(`/Groups/${groupId}`, { op: 'remove', path: `members[value eq "${id}"]` });

  it('give the members of a group an organization with a role in it, and a role, and say why', async () => {
    const [sales, ann, bob] = [await organization(), await user(), await user()];
    const team = await group(ann);
    const id = await rule({
      groupId: team,
      organizationId: sales,
      organizationRole: 'lead',
      role: 'auditor',
    });
    const reason = { type: 'mapping', mappingId: id, group: { id: team } };
    expect(await show(ann)).toMatchObject({
      roles: ['auditor'],
      roleReasons: [{ role: 'auditor', reasons: [reason] }],
      organizations: [{ id: sales, role: 'lead', reasons: [reason] }],
    });
    await add(team, bob);
    expect(await members(sales)).toMatchObject([
      { id: ann, role: 'lead', reasons: [reason] },
      { id: bob, role: 'lead', reasons: [reason] },
    ]);
    await remove(team, ann);
    expect(await show(ann)).toMatchObject({ roles: [], organizations: [] });
    expect(await memberIds(sales)).toEqual([bob]);
  });

  it('stand in the history with what they give and take', async () => {
    const [sales, ann] = [await organization(), await user()];
    const team = await group();
    const id = await rule({ groupId: team, organizationId: sales, role: 'member' });
    await add(team, ann);
    await remove(team, ann);
    const because = { path: 'mapping', after: { id, group: { value: team } } };
    expect((await admin.get(`audit-events?targetId=${sales}`)).body.items).toMatchObject([
      { action: 'organization.member_removed', changes: [{ before: { value: ann } }, { before: { id } }] },
      {
        action: 'organization.member_added',
        actor: { type: 'scim' },
        changes: [{ path: 'members', before: null, after: { value: ann } }, because],
      },
      { action: 'organization.created' },
    ]);
    expect((await admin.get(`audit-events?targetId=${ann}&action=role.granted`)).body.items).toMatchObject([
      { changes: [{ path: 'roles', after: 'member' }, because] },
    ]);
    await settled(await admin.delete(`mappings/${id}`));
    const actions = (await admin.get(`audit-events?targetId=${id}`)).body.items.map((one) => one['action']);
    expect(actions).toEqual(['mapping.deleted', 'mapping.created']);
  });

  it('are about nested groups, too, whatever is put into or taken out of them', async () => {
    const [sales, ann, bob] = [await organization(), await user(), await user()];
    const leaf = await group(ann);
    const middle = await group(leaf);
    const root = await group();
    await rule({ groupId: root, organizationId: sales });
    await add(root, middle);
    expect(await memberIds(sales)).toEqual([ann]);
    await add(leaf, bob);
    expect(await memberIds(sales)).toEqual([ann, bob].sort());
    await add(root, ann);
    await remove(middle, leaf);
    expect(await memberIds(sales)).toEqual([ann]);
    await add(middle, leaf);
    await scim.delete(`/Groups/${middle}`);
    expect(await memberIds(sales)).toEqual([ann]);
    await scim.delete(`/Groups/${root}`);
    expect(await memberIds(sales)).toEqual([]);
  });

  it('leave alone what was given by hand, and cannot be undone by hand', async () => {
    const [sales, other, ann] = [await organization(), await organization(), await user()];
    await admin.send('PUT', `organizations/${sales}/members/${ann}`, { role: 'founder' });
    await admin.patch(`users/${ann}`, { roles: ['member'] });
    const team = await group(ann);
    const id = await rule({ groupId: team, organizationId: sales, organizationRole: 'lead', role: 'member' });
    await rule({ groupId: team, organizationId: other, role: 'auditor' });
    expect(await show(ann)).toMatchObject({
      roleReasons: [
        { role: 'auditor', reasons: [{ type: 'mapping' }] },
        { role: 'member', reasons: [{ type: 'manual' }, { type: 'mapping', mappingId: id }] },
      ],
      organizations: [
        { id: sales, role: 'founder', reasons: [{ type: 'manual' }, { type: 'mapping' }] },
        { id: other },
      ],
    });
    for (const change of [{ roles: ['member'] }, { organizations: [sales] }]) {
      const { status, body } = await admin.patch(`users/${ann}`, change);
      expect([status, body['code']]).toEqual([409, 'mapped']);
    }
    const refused = await admin.delete(`organizations/${other}/members/${ann}`);
    expect([refused.status, refused.body['code']]).toEqual([409, 'mapped']);
    // What was by hand goes, and the rule stays.
    expect((await admin.delete(`organizations/${sales}/members/${ann}`)).status).toBe(204);
    expect(await members(sales)).toMatchObject([{ id: ann, role: 'lead', reasons: [{ type: 'mapping' }] }]);
    await admin.send('PUT', `organizations/${sales}/members/${ann}`);
    await remove(team, ann);
    expect(await show(ann)).toMatchObject({ roles: ['member'], organizations: [{ id: sales, role: null }] });
  });

  it('give by a filter what follows from the user, from the first write to the last', async () => {
    const sales = await organization();
    const early = await user({ [ENTERPRISE]: { department: 'Field' } });
    const filter = `${ENTERPRISE}:department eq "field" and active eq true`;
    await rule({ filter, organizationId: sales, role: 'auditor' });
    const late = await user({ [ENTERPRISE]: { department: 'FIELD' } });
    expect(await memberIds(sales)).toEqual([early, late].sort());
    expect((await show(late))['roleReasons']).toMatchObject([
      { role: 'auditor', reasons: [{ type: 'mapping', filter }] },
    ]);
    await scim.patch(`/Users/${late}`, {
      op: 'replace',
      path: `${ENTERPRISE}:department`,
      value: 'Back office',
    });
    await admin.patch(`users/${early}`, { active: false });
    expect(await memberIds(sales)).toEqual([]);
    await admin.patch(`users/${early}`, { active: true });
    expect(await memberIds(sales)).toEqual([early]);
  });

  it('take with one hand and give with the other when they are changed, and everything when they end', async () => {
    const [one, two] = [await organization(), await organization()];
    const [ann, bob] = [await user(), await user()];
    const [here, there] = [await group(ann), await group(bob)];
    const id = await rule({ groupId: here, organizationId: one, role: 'auditor' });
    await settled(await admin.patch(`mappings/${id}`, { organizationId: two, role: 'member' }));
    expect([await memberIds(one), await memberIds(two)]).toEqual([[], [ann]]);
    expect((await show(ann))['roles']).toEqual(['member']);
    await settled(await admin.patch(`mappings/${id}`, { groupId: there, organizationRole: 'guest' }));
    expect(await members(two)).toMatchObject([{ id: bob, role: 'guest' }]);
    expect((await show(ann))['roles']).toEqual([]);
    const unchanged = await admin.patch(`mappings/${id}`, { organizationRole: 'guest' });
    expect([unchanged.status, unchanged.body['jobId']]).toEqual([202, null]);
    await settled(await admin.delete(`mappings/${id}`));
    expect([(await admin.get(`mappings/${id}`)).status, await memberIds(two)]).toEqual([404, []]);
    expect((await show(bob))['roles']).toEqual([]);
  });

  it('have an order: the first that says a role in an organization counts', async () => {
    const [sales, ann] = [await organization(), await user()];
    const [one, two] = [await group(ann), await group(ann)];
    await rule({ groupId: one, organizationId: sales, organizationRole: 'lead' });
    const second = await rule({ groupId: two, organizationId: sales, organizationRole: 'guest' });
    expect(await members(sales)).toMatchObject([{ role: 'lead' }]);
    await settled(await admin.patch(`mappings/${second}`, { position: 1 }));
    expect(await members(sales)).toMatchObject([{ role: 'guest' }]);
    expect((await admin.get('mappings?limit=1')).body.items).toMatchObject([{ id: second, position: 1 }]);
    const positions = (await admin.get('mappings?limit=200')).body.items.map((one) => one['position']);
    expect(positions).toEqual(positions.map((_, index) => index + 1));
    const [latest] = (await admin.get(`audit-events?targetId=${sales}`)).body.items;
    expect(latest).toMatchObject({
      action: 'organization.member_updated',
      changes: [{ before: { value: ann, role: 'lead' }, after: { value: ann, role: 'guest' } }, {}],
    });
    await remove(two, ann);
    expect(await members(sales)).toMatchObject([{ role: 'lead' }]);
  });

  it('are kept, and say so, when their group or organization is deleted', async () => {
    const [sales, ann] = [await organization(), await user()];
    const { id: team, displayName } = await scim.createGroup(name('gone'), [ann]);
    const id = await rule({ groupId: team, organizationId: sales, role: 'auditor' });
    await scim.delete(`/Groups/${team}`);
    await admin.delete(`organizations/${sales}`);
    expect((await show(ann))['roles']).toEqual([]);
    expect((await admin.get(`mappings/${id}`)).body).toMatchObject({
      groupName: displayName,
      faults: ['group_missing', 'organization_missing'],
    });
    expect((await admin.patch(`mappings/${id}`, { role: 'member' })).status).toBe(202);
  });

  it('are seen before they are saved: who would gain and lose what', async () => {
    const [sales, other] = [await organization(), await organization()];
    const [ann, bob, cyd] = [await user(), await user(), await user()];
    await admin.send('PUT', `organizations/${sales}/members/${bob}`);
    await admin.patch(`users/${bob}`, { roles: ['auditor'] });
    const [one, two] = [await group(ann, bob), await group(bob, cyd)];
    const preview = async (change: object): Promise<unknown> =>
      (await finishedJob(admin, await admin.post('mappings/preview', change)))['result'];
    const fields = { groupId: one, organizationId: sales, organizationRole: 'lead', role: 'auditor' };
    const gained = { gained: 1, lost: 0, changed: 0 };
    expect(await preview(fields)).toEqual({
      users: 2,
      organizations: { [sales]: { gained: 1, lost: 0, changed: 1 } },
      roles: { auditor: gained },
      examples: [
        {
          userId: ann,
          userName: (await show(ann))['userName'],
          outcomes: [
            { kind: 'gained', organizationId: sales, role: 'lead' },
            { kind: 'gained', organizationId: null, role: 'auditor' },
          ],
        },
        {
          userId: bob,
          userName: (await show(bob))['userName'],
          outcomes: [{ kind: 'changed', organizationId: sales, role: 'lead' }],
        },
      ],
    });
    expect(await memberIds(sales)).toEqual([bob]);
    const mappingId = await rule(fields);
    const lost = { gained: 0, lost: 1, changed: 0 };
    expect(await preview({ mappingId, groupId: two, organizationId: other })).toMatchObject({
      users: 3,
      organizations: { [sales]: { lost: 1, changed: 1 }, [other]: { gained: 2 } },
      roles: { auditor: { gained: 1, lost: 1 } },
    });
    expect(await preview({ mappingId, delete: true })).toMatchObject({ users: 2, roles: { auditor: lost } });
    const filter = `userName eq "${String((await show(cyd))['userName'])}"`;
    expect(await preview({ mappingId, groupId: null, filter })).toMatchObject({
      users: 3,
      roles: { auditor: { gained: 1, lost: 1 } },
    });
    expect((await admin.post('mappings/preview', { filter: 'nonsense' })).status).toBe(400);
    expect((await admin.post('mappings/preview', { ...fields, mappingId: UNKNOWN })).status).toBe(404);
  });

  describe('and what people may', () => {
    it('are made by those who may give the role, and nobody else changes or deletes them', async () => {
      const max = await admin.appoint(name('manager'), 'user_manager');
      const team = await group();
      const forbidden = await max.post('mappings', { groupId: team, role: 'administrator' });
      expect(forbidden.status).toBe(403);
      const id = await rule({ groupId: team, role: 'user_manager' });
      expect((await max.patch(`mappings/${id}`, { role: 'member' })).status).toBe(403);
      expect((await max.delete(`mappings/${id}`)).status).toBe(403);
      const own = await max.post('mappings', { groupId: team, role: 'auditor' });
      expect(own.status).toBe(202);
      const auditor = await admin.appoint(name('auditor'), 'auditor');
      expect((await auditor.get('mappings')).status).toBe(200);
      expect((await auditor.post('mappings', { groupId: team, role: 'member' })).status).toBe(403);
    });

    it('open no way around it: by a group, by a nested one, or by what a filter looks at', async () => {
      const max = await admin.appoint(name('manager'), 'user_manager');
      const me = max.user!.id;
      const local = async (...memberIds: string[]): Promise<string> =>
        (await admin.post('groups', { displayName: name('local'), memberIds })).body.id;
      const [team, inner] = [await local(), await local(admin.user!.id)];
      await admin.post(`groups/${team}/members`, { memberIds: [inner] });
      const byGroup = await rule({ groupId: team, role: 'administrator' });
      const id = await rule({ filter: 'displayName eq "The Boss"', role: 'administrator' });
      for (const attempt of [
        () => max.post(`groups/${team}/members`, { memberIds: [me] }),
        () => max.post(`groups/${inner}/members`, { memberIds: [me] }),
        () => max.delete(`groups/${inner}/members/${admin.user!.id}`),
        () => max.delete(`groups/${inner}`),
        () => max.patch(`users/${me}`, { displayName: 'The Boss' }),
        () => max.post('users', { userName: name('boss'), displayName: 'The Boss' }),
      ]) {
        expect((await attempt()).status, String(attempt)).toBe(403);
      }
      expect((await show(me))['roles']).toEqual(['user_manager']);
      const others = await local();
      expect((await max.post(`groups/${others}/members`, { memberIds: [me] })).status).toBe(204);
      for (const one of [byGroup, id]) await settled(await admin.delete(`mappings/${one}`));
      expect((await max.patch(`users/${me}`, { displayName: 'The Boss' })).status).toBe(200);
    });

    it('never take the last administrator away: writes are refused, and a job leaves them the role', async () => {
      const { admin: ada } = await secondTenant(app);
      const me = ada.user!.id;
      const { body: team } = await ada.post('groups', { displayName: 'Chiefs', memberIds: [me] });
      const started = await ada.post('mappings', { groupId: team.id, role: 'administrator' });
      await finishedJob(ada, jobOf(started));
      // What was given by hand goes, and the role stays by the rule.
      const { body } = await ada.patch(`users/${me}`, { roles: [] });
      expect(body['roleReasons']).toMatchObject([
        { role: 'administrator', reasons: [{ type: 'mapping', mappingId: started.body.id }] },
      ]);
      expect((await ada.delete(`groups/${team.id}/members/${me}`)).status).toBe(403);
      expect((await ada.delete(`groups/${team.id}`)).status).toBe(403);
      const job = await finishedJob(ada, await ada.delete(`mappings/${started.body.id}`));
      expect(job).toMatchObject({
        state: 'done',
        conflicts: [{ userId: me, reason: 'last_administrator' }],
      });
      expect((await ada.get(`users/${me}`)).body['roleReasons']).toEqual([
        { role: 'administrator', reasons: [{ type: 'manual' }] },
      ]);
      // The rules of one tenant are nothing to another.
      expect((await ada.get('mappings')).body.items).toEqual([]);
      expect((await ada.post('mappings', { groupId: await group(), role: 'member' })).status).toBe(400);
    });

    it('keep the last administrator from losing it by what a filter looks at', async () => {
      const filter = 'displayName eq "Founder" and active eq true';
      const id = await rule({ filter, role: 'administrator' });
      const ada = admin.user!.id;
      await admin.patch(`users/${ada}`, { displayName: 'Founder' });
      const others = (await admin.get('users?role=administrator&limit=200')).body.items;
      for (const one of others) {
        if (one.id !== ada) await admin.patch(`users/${one.id}`, { roles: [] });
      }
      await admin.patch(`users/${ada}`, { roles: [] });
      expect((await show(ada))['roles']).toEqual(['administrator']);
      expect((await admin.patch(`users/${ada}`, { displayName: 'Ada' })).status).toBe(403);
      expect((await show(ada))['displayName']).toBe('Founder');
      await admin.patch(`users/${ada}`, { roles: ['administrator'] });
      await settled(await admin.delete(`mappings/${id}`));
      expect((await show(ada))['roles']).toEqual(['administrator']);
    });

    it('keep a schema from being deleted that a filter names', async () => {
      const urn = 'urn:example:mapping:2.0:User';
      const attributes = [{ name: 'level', type: 'string' }];
      const made = await admin.post('schema-extensions', {
        id: urn,
        resourceType: 'User',
        name: 'Levels',
        attributes,
      });
      expect(made.status).toBe(201);
      const id = await rule({ filter: `not (${urn}:level eq "low")`, role: 'auditor' });
      const refused = await admin.delete(`schema-extensions/${urn}`);
      expect([refused.status, refused.body['code']]).toEqual([409, 'schema_in_use']);
      await settled(await admin.delete(`mappings/${id}`));
      expect((await admin.delete(`schema-extensions/${urn}`)).status).toBe(204);
    });

    it('say so when their filter has lost its meaning', async () => {
      await admin.patch('scim/connection', { roleAttribute: 'passingRole' });
      const id = await rule({ filter: 'passingRole eq "x"', role: 'member' });
      expect((await admin.get(`mappings/${id}`)).body['faults']).toEqual([]);
      await admin.patch('scim/connection', { roleAttribute: null });
      expect((await admin.get(`mappings/${id}`)).body['faults']).toEqual(['filter_meaningless']);
      await settled(await admin.delete(`mappings/${id}`));
    });

    it('have filters that together are no longer than each change of a user can be held against', async () => {
      const long = (index: number) => ({ filter: `title eq "${index}${'x'.repeat(9_900)}"`, role: 'member' });
      const ids: string[] = [];
      for (let index = 0; index < 10; index++) ids.push(await rule(long(index)));
      const refused = await admin.post('mappings', long(10));
      expect([refused.status, refused.body['code']]).toEqual([409, 'too_many']);
      for (const id of ids) await settled(await admin.delete(`mappings/${id}`));
    });

    it('have names in the history that are cut between characters: the chain holds', async () => {
      const filter = `displayName eq "${'😀'.repeat(300)}"`;
      await settled(await admin.delete(`mappings/${await rule({ filter, role: 'member' })}`));
      expect((await admin.get('audit-events/verification')).body).toMatchObject({
        valid: true,
        broken: null,
      });
    });

    it('keep a role from being deleted', async () => {
      await admin.post('roles', { name: 'mapped-role', permissions: ['users:read'] });
      const id = await rule({ groupId: await group(), role: 'mapped-role' });
      const refused = await admin.delete('roles/mapped-role');
      expect([refused.status, refused.body['code']]).toEqual([409, 'role_in_use']);
      await settled(await admin.delete(`mappings/${id}`));
      expect((await admin.delete('roles/mapped-role')).status).toBe(204);
    });
  });

  it.each([
    [{}, ['groupId', 'organizationId']],
    [{ groupId: UNKNOWN, role: 'member' }, ['groupId']],
    [{ groupId: UNKNOWN, filter: 'active pr', role: 'member' }, ['groupId']],
    [{ filter: 'active pr', organizationId: UNKNOWN }, ['organizationId']],
    [{ filter: 'active pr', role: 'member', organizationRole: 'lead' }, ['organizationRole']],
    [{ filter: 'active pr', role: 'nobody-knows-it' }, ['role']],
    [{ filter: 'active', role: 'member' }, ['filter']],
    [{ filter: 'shoeSize eq 42', role: 'member' }, ['filter']],
    [{ filter: 'groups.value eq "x"', role: 'member' }, ['filter']],
    [{ filter: 'not (meta.lastModified pr)', role: 'member' }, ['filter']],
    [{ filter: 'x'.repeat(10_001), role: 'member' }, ['filter']],
    [{ filter: 'active pr', role: 'member', position: 0 }, ['position']],
  ])('are refused as %j, each fault by its field', async (fields, paths) => {
    const { status, body } = await admin.post('mappings', fields);
    expect([status, (body['errors'] as { path: string }[]).map(({ path }) => path)]).toEqual([400, paths]);
  });
});
