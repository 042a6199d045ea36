import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '../../src/journal/sealer.js';
import type { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Event {
  readonly id: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: {
    readonly id: string;
    readonly before: object;
    readonly after: object;
    readonly changes: unknown[];
  };
}
interface Page {
  readonly items: readonly Event[];
  readonly next: number;
}

describe.each(engines())('The event feed on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  const seal = () => app.nest.get(Sealer, { strict: false }).seal(1);
  const page = async (after: number, limit = 100): Promise<Page> =>
    (await admin.get(`events?after=${after}&limit=${limit}`)).body as unknown as Page;
  async function all(after = 0, limit = 100): Promise<Event[]> {
    const events: Event[] = [];
    for (let position = after; ;) {
      const { items, next } = await page(position, limit);
      events.push(...items);
      if (next === position) return events;
      position = next;
    }
  }

  it('tells each change once, in the order of commits, whatever the pages', async () => {
    const users = await Promise.all(
      Array.from({ length: 30 }, (_, index) => scim.createUser(`user ${index}`)),
    );
    const group = await scim.createGroup('Sales', [users[0]!.id]);
    await scim.patch(`/Users/${users[0]!.id}`, { op: 'replace', path: 'name.familyName', value: 'Jensen' });
    await scim.delete(`/Users/${users[0]!.id}`);
    await seal();
    const events = await all(0, 1_000);
    const sequences = events.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    for (const limit of [1, 7]) expect(await all(0, limit)).toEqual(events);
    const of = (id: string) => events.filter(({ data }) => data.id === id).map(({ type }) => type);
    expect(of(users[0]!.id)).toEqual(['user.created', 'user.updated', 'user.deleted']);
    expect(of(group.id)).toEqual(['group.created', 'group.member_added', 'group.member_removed']);
    const updated = events.find(({ type }) => type === 'user.updated')!;
    expect(updated.data).toEqual({
      id: users[0]!.id,
      before: { 'name.familyName': null },
      after: { 'name.familyName': 'Jensen' },
      changes: [{ path: 'name.familyName', before: null, after: 'Jensen' }],
    });
  });

  it('goes on from where it was, and waits at its end', async () => {
    await seal();
    const { next } = await page(0, 1_000);
    expect(await page(next)).toEqual({ items: [], next });
    await scim.createUser('later');
    await seal();
    expect((await page(next)).items.map(({ type }) => type)).toEqual(['user.created']);
  });

  it('says nothing of sign-ins, secrets and settings', async () => {
    await admin.patch('scim/connection', { name: 'Okta' });
    await admin.signIn('ada@example.com');
    await seal();
    const types = new Set((await all()).map(({ type }) => type.split('.')[0]));
    expect([...types].sort()).toEqual(['group', 'role', 'user']);
  });

  it('is told soon after the commit, without being asked to', async () => {
    const { next } = await page(0, 1_000);
    await scim.createUser('soon');
    await expect.poll(async () => (await page(next)).items.length, { timeout: 15_000, interval: 50 }).toBe(1);
  });

  it.each(['after=-1', 'after=x', 'after=1e99', 'limit=0', 'limit=1001'])('refuses %s', async (query) => {
    expect((await admin.get(`events?${query}`)).status).toBe(400);
  });

  it('refuses a position that is yet to come: the reader has another journal in mind', async () => {
    const { status, body } = await admin.get('events?after=999999');
    expect([status, body['errors']]).toMatchObject([400, [{ path: 'after' }]]);
  });
});
