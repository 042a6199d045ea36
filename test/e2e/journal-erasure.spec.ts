import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Sealer } from '../../src/journal/sealer.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import type { AdminClient, Body } from '../support/admin-client.js';
import { eraseHistory } from '../support/erasure.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NAME = 'Zacharias Unusualname';
const EMAIL = 'zacharias@unusual.example';

/** Nobody finds the name of a person who was erased in the history, and it is provable as before. */
describe.each(engines())('Erasing a person from the history on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let person: AdminClient;
  let groupId: string;
  let before: readonly Body[];

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    const { body } = await admin.post('users', {
      userName: EMAIL,
      email: EMAIL,
      displayName: NAME,
      roles: ['auditor'],
      password: 'correct horse battery',
    });
    const other = await scim.createUser('other');
    groupId = (await scim.createGroup('Sales', [body.id, other.id])).id;
    const { body: organization } = await admin.post('organizations', { name: 'North' });
    await admin.send('PUT', `organizations/${organization.id}/members/${body.id}`);
    person = await admin.signIn(EMAIL);
    const { body: token } = await person.post('access-tokens', {
      name: 'export',
      permissions: ['audit:read'],
    });
    await app.fetch('/api/v1/audit-events', { headers: { Authorization: `Bearer ${token.token}` } });
    await admin.signIn(EMAIL, 'a wrong password indeed').catch(() => undefined);
    await admin.patch(`users/${body.id}`, { displayName: `${NAME} II`, active: false });
    const taken = { op: 'replace', path: 'userName', value: 'other' };
    expect(
      (await scim.patch(`/Users/${body.id}`, { op: 'replace', path: 'title', value: NAME })).status,
    ).toBe(200);
    expect((await scim.patch(`/Users/${body.id}`, taken)).status).toBe(409);
    // Calls that fail are written into the log a moment later.
    const failed = async () =>
      (await admin.get(`scim/requests?targetId=${body.id}&outcome=failed`)).body.items.length;
    await vi.waitFor(async () => expect(await failed()).toBe(1), { timeout: 10_000 });
    expect((await admin.delete(`users/${body.id}`)).status).toBe(204);
    await verify();
    before = await history();
  });
  afterAll(() => app.close());

  const history = async (query = ''): Promise<readonly Body[]> =>
    (await admin.get(`audit-events?limit=200${query}`)).body.items;
  const verify = async () => {
    await app.nest.get(Sealer, { strict: false }).seal(1);
    return (await admin.get('audit-events/verification')).body;
  };

  it('is for those with audit:write, about others, and whom the history knows', async () => {
    const auditor = await admin.appoint('auditor', 'auditor');
    const manager = await admin.appoint('manager', 'user_manager');
    for (const client of [auditor, manager]) {
      expect((await client.post('jobs/erase-history', { userId: person.user!.id })).status).toBe(403);
    }
    expect((await admin.post('jobs/erase-history', { userId: admin.user!.id })).status).toBe(403);
    const unknown = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';
    expect((await admin.post('jobs/erase-history', { userId: unknown })).status).toBe(404);
    expect((await admin.post('jobs/erase-history', { userId: 'x' })).status).toBe(400);
  });

  it('leaves nothing of their name, e-mail and address, wherever it stood', async () => {
    expect(JSON.stringify(before)).toContain(NAME);
    expect(await eraseHistory(admin, person.user!.id)).toBeGreaterThan(8);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const rows = await unit.read(() => unit.query('SELECT * FROM journal_entries WHERE tenant_id = 1'));
    for (const text of [JSON.stringify(rows), JSON.stringify(await history())]) {
      expect(text).not.toMatch(/Unusual/i);
      expect(text).not.toContain('zacharias');
    }
    for (const { actor } of await history(`&actorId=${person.user!.id}`)) {
      expect(actor).toEqual({ type: 'user', id: person.user!.id, display: 'erased', ip: null });
    }
  });

  it('leaves in the provisioning log which calls there were, and nothing of what they said of them', async () => {
    const calls = (await admin.get(`scim/requests?targetId=${person.user!.id}`)).body.items;
    expect(calls.map(({ outcome }) => outcome as string).sort()).toEqual(['changed', 'failed']);
    const whole = await Promise.all(calls.map(({ id }) => admin.get(`scim/requests/${id}`)));
    for (const { body } of whole) {
      expect(body['target']).toMatchObject({ id: person.user!.id, display: null });
      expect(JSON.stringify(body)).not.toMatch(/Unusual/i);
    }
  });

  it('leaves who did what to whom, and which rights the account had', async () => {
    const left = await history();
    const shape = (entries: readonly Body[]) =>
      entries.map(({ id, sequence, action, time, actor, target, requestId }) => [
        id,
        sequence,
        action,
        time,
        (actor as Body).id,
        (target as Body).id,
        requestId,
      ]);
    expect(shape(left.slice(-before.length))).toEqual(shape(before));
    const granted = left.find(
      ({ action, target }) => action === 'role.granted' && (target as Body).id === person.user!.id,
    );
    expect(granted).toMatchObject({
      erased: true,
      changes: [{ path: 'roles', before: null, after: 'auditor' }],
    });
    const [added] = await history(`&targetId=${groupId}&action=group.member_added`);
    expect(added!['changes']).toEqual(
      expect.arrayContaining([
        { path: 'members', before: null, after: { value: person.user!.id, type: 'User', display: 'erased' } },
        { path: 'members', before: null, after: expect.objectContaining({ display: 'other' }) },
      ]),
    );
    const others = left.filter(({ target }) => (target as Body)['display'] === 'other');
    expect(others.map(({ erased }) => erased)).toEqual([false]);
  });

  it('stays provable, and is an entry itself: who asked, and what was erased', async () => {
    expect(await verify()).toMatchObject({ valid: true, first: 1 });
    const [entry] = await history('&action=audit.erased');
    expect(entry).toMatchObject({
      actor: { type: 'user', id: admin.user!.id },
      target: { type: 'user', id: person.user!.id, display: 'erased' },
    });
    const erased = (await history()).filter((event) => event['erased']).map(({ sequence }) => sequence);
    expect((entry!['changes'] as { after: number[] }[])[0]!.after).toEqual(erased.reverse());
  });

  it('is done once: again there is nothing left', async () => {
    expect(await eraseHistory(admin, person.user!.id)).toBe(0);
    expect((await verify())['valid']).toBe(true);
  });

  it('signs nothing that somebody has changed: the job fails, and a verification still finds it', async () => {
    const { id } = await scim.createUser('changed');
    await verify();
    const [{ sequence } = { sequence: 0 }] = await history(`&targetId=${id}`);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    await unit.write(() =>
      unit.execute("UPDATE journal_entries SET actor_display = 'eve' WHERE tenant_id = 1 AND sequence = ?", [
        sequence as number,
      ]),
    );
    await expect(eraseHistory(admin, id)).rejects.toThrow('is not as it was written');
    expect((await verify())['broken']).toEqual({ sequence, reason: 'changed' });
  });
});
