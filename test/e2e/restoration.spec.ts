import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '../../src/journal/sealer.js';
import type { AdminClient, Body } from '../support/admin-client.js';
import { eraseHistory } from '../support/erasure.js';
import { engines } from '../support/engines.js';
import { connect, ENTERPRISE, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('Bringing back what was on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  /** The sequence of the last entry there is. */
  async function now(): Promise<number> {
    await app.nest.get(Sealer, { strict: false }).seal(1);
    const { body } = await admin.get('audit-events/verification');
    return (body['head'] as { sequence: number }).sequence;
  }
  const restore = (path: string, sequence: number, rest: object = {}, client = admin) =>
    client.post(`${path}/restoration`, { sequence, ...rest });
  const user = async (id: string): Promise<Body> => (await admin.get(`users/${id}?include=scim`)).body;
  const actions = async (id: string) =>
    (await admin.get(`audit-events?targetId=${id}`)).body.items.map(({ action }) => action);

  it('restores every attribute of a user, whatever has come, changed and gone', async () => {
    const { body } = await admin.post('users', {
      userName: 'grace',
      familyName: 'Murray',
      email: 'g@example.com',
    });
    const states: { sequence: number; scim: unknown }[] = [];
    const remember = async () => {
      const { scim: resource } = await user(body.id);
      states.push({ sequence: await now(), scim: { ...(resource as object), meta: undefined } });
    };
    await remember();
    await admin.patch(`users/${body.id}`, { familyName: 'Hopper', givenName: 'Grace', email: null });
    await remember();
    await admin.patch(`users/${body.id}`, {
      familyName: null,
      givenName: null,
      displayName: 'Amazing Grace',
      active: false,
    });
    await remember();
    await admin.patch(`users/${body.id}`, { userName: 'ghopper', email: 'new@example.com', active: true });
    await remember();
    for (const { sequence, scim: then } of [...states].reverse().concat(states)) {
      expect((await restore(`users/${body.id}`, sequence)).status).toBe(200);
      const { scim: resource } = await user(body.id);
      expect({ ...(resource as object), meta: undefined }).toEqual(then);
    }
  });

  it('shows what would change, and changes nothing, in a dry run', async () => {
    const { body } = await admin.post('users', { userName: 'dry', familyName: 'Before' });
    const then = await now();
    await admin.patch(`users/${body.id}`, { familyName: 'After' });
    const is = await user(body.id);
    const change = { path: 'name.familyName', before: 'After', after: 'Before' };
    const shown = await restore(`users/${body.id}`, then, { dryRun: true });
    expect([shown.status, shown.body]).toMatchObject([200, { applied: false, changes: [change] }]);
    expect([await user(body.id), await actions(body.id)]).toEqual([is, ['user.updated', 'user.created']]);
    const done = await restore(`users/${body.id}`, then);
    expect([done.status, done.body]).toMatchObject([200, { applied: true, changes: [change] }]);
    const [restored, updated] = (await admin.get(`audit-events?targetId=${body.id}`)).body.items;
    expect(restored).toMatchObject({
      action: 'user.restored',
      actor: { id: admin.user!.id },
      changes: [{ path: 'sequence', before: null, after: then }],
    });
    expect(updated).toMatchObject({ action: 'user.updated', changes: [change] });
    // Once more there is nothing to change, and no entry.
    expect((await restore(`users/${body.id}`, then)).body).toMatchObject({ applied: false, changes: [] });
    expect(await actions(body.id)).toHaveLength(4);
  });

  it('marks what the IdP manages as drift until it writes again', async () => {
    const managed = await scim.createUser('managed', { title: 'One', [ENTERPRISE]: { department: 'A' } });
    const group = await scim.createGroup('Managed', [managed.id]);
    const then = await now();
    await scim.patch(`/Users/${managed.id}`, { op: 'replace', path: 'title', value: 'Two' });
    await scim.patch(`/Users/${managed.id}`, { op: 'remove', path: `${ENTERPRISE}:department` });
    await scim.patch(`/Groups/${group.id}`, { op: 'remove', path: 'members' });
    expect((await restore(`users/${managed.id}`, then)).body).toMatchObject({ applied: true, drift: true });
    expect((await restore(`groups/${group.id}`, then)).body).toMatchObject({
      drift: true,
      members: { added: 1, removed: 0, missing: 0 },
    });
    const back = (await scim.get(`/Users/${managed.id}`)).body;
    expect([back['title'], back[ENTERPRISE]]).toEqual(['One', { department: 'A' }]);
    expect(await scim.membersOf(group.id)).toEqual([managed.id]);
    expect((await user(managed.id))['drift']).toBe(true);
    expect((await admin.get(`groups/${group.id}`)).body['drift']).toBe(true);
    await scim.patch(`/Users/${managed.id}`, { op: 'replace', path: 'title', value: 'One' });
    await scim.patch(`/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: managed.id }] });
    expect((await user(managed.id))['drift']).toBe(false);
    expect((await admin.get(`groups/${group.id}`)).body['drift']).toBe(false);
    expect((await user(managed.id))['externallyManaged']).toBe(true);
  });

  it('restores the members of a group by what has changed, but for those who are gone', async () => {
    const people = await Promise.all(
      ['m1', 'm2', 'm3', 'm4'].map((name) => admin.post('users', { userName: name })),
    );
    const [stays, goes, comes, dies] = people.map(({ body }) => body.id);
    const { body: group } = await admin.post('groups', {
      displayName: 'Team',
      icon: '🧭',
      memberIds: [stays, goes, dies],
    });
    const then = await now();
    await admin.patch(`groups/${group.id}`, { displayName: 'Crew', icon: null });
    await admin.post(`groups/${group.id}/members`, { memberIds: [comes] });
    await admin.delete(`groups/${group.id}/members/${goes}`);
    await admin.delete(`users/${dies}`);
    const { status, body } = await restore(`groups/${group.id}`, then);
    expect([status, body['members']]).toEqual([200, { added: 1, removed: 1, missing: 1 }]);
    expect(body['changes']).toEqual(
      expect.arrayContaining([
        { path: 'displayName', before: 'Crew', after: 'Team' },
        { path: 'icon', before: null, after: '🧭' },
      ]),
    );
    const members = (await admin.get(`groups/${group.id}/members`)).body.items.map(({ id }) => id);
    expect(members).toEqual([stays, goes].sort());
    expect((await admin.get(`groups/${group.id}`)).body).toMatchObject({
      displayName: 'Team',
      icon: '🧭',
      memberCount: 2,
    });
  });

  it('gives back no role that the caller may not give, and takes none from the last administrator', async () => {
    const { body } = await admin.post('users', { userName: 'former', roles: ['administrator', 'auditor'] });
    const then = await now();
    await admin.patch(`users/${body.id}`, { roles: [], familyName: 'Changed' });
    const manager = await admin.appoint('restorer', 'user_manager');
    expect((await restore(`users/${body.id}`, then, {}, manager)).status).toBe(403);
    expect((await user(body.id))['roles']).toEqual([]);
    expect((await restore(`users/${body.id}`, then)).status).toBe(200);
    expect((await user(body.id))['roles']).toEqual(['administrator', 'auditor']);
    await admin.patch(`users/${body.id}`, { roles: [] });
    // Ada was made an administrator just after her account: before that she was none.
    const [created] = (await admin.get(`audit-events?targetId=${admin.user!.id}&action=user.created`)).body
      .items;
    const refused = await restore(`users/${admin.user!.id}`, created!['sequence'] as number);
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      expect.stringContaining('last administrator'),
    ]);
  });

  it('never restores a password', async () => {
    const client = await admin.appoint('passworded', 'auditor');
    const then = await now();
    await admin.patch(`users/${client.user!.id}`, { password: 'another horse battery' });
    await restore(`users/${client.user!.id}`, then);
    await expect(admin.signIn('passworded')).rejects.toThrow('401');
    await admin.signIn('passworded', 'another horse battery');
  });

  it('says who has the name now', async () => {
    const { body } = await admin.post('users', { userName: 'wanted' });
    const then = await now();
    await admin.patch(`users/${body.id}`, { userName: 'renamed' });
    await admin.post('users', { userName: 'WANTED' });
    for (const dryRun of [true, false]) {
      const answer = await restore(`users/${body.id}`, then, { dryRun });
      expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('"wanted"')]);
    }
  });

  it('refuses in plain words where there is no way back', async () => {
    const early = await now();
    const { body } = await admin.post('users', { userName: 'refused' });
    const then = await now();
    await admin.patch(`users/${body.id}`, { familyName: 'Other' });
    expect((await restore(`users/${body.id}`, early)).body).toMatchObject({
      status: 400,
      detail: expect.stringContaining('creation') as unknown,
    });
    expect((await restore(`users/${body.id}`, 9_999_999)).body).toMatchObject({ status: 400 });
    expect((await restore(`users/0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10`, then)).status).toBe(404);
    await eraseHistory(admin, body.id);
    expect((await restore(`users/${body.id}`, then)).body).toMatchObject({ status: 409, code: 'erased' });
    await admin.delete(`users/${body.id}`);
    expect((await restore(`users/${body.id}`, then)).body).toMatchObject({ status: 409, code: 'deleted' });
  });

  it('needs to see the history', async () => {
    await admin.post('roles', {
      name: 'writer',
      description: '',
      permissions: ['users:write', 'users:read'],
    });
    const writer = await admin.appoint('writing', 'writer');
    const { body } = await admin.post('users', { userName: 'seen' });
    expect((await restore(`users/${body.id}`, await now(), {}, writer)).status).toBe(403);
  });
});
