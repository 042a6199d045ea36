import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { registeredRoutes } from '../support/registered-routes.js';
import { connect, CORE_GROUP, CORE_USER, type ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UNKNOWN = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';

/** Everything that a tenant has and that somebody could name: ids, and names of its own. */
interface Belongings {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

describe.each(engines())('Isolation of tenants on $name', (engine) => {
  let app: TestApp;
  let here: { admin: AdminClient; scim: ScimClient };
  let theirs: Belongings;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    here = await connect(app);
    await fill(here, 'mine');
    theirs = await fill(await secondTenant(app), 'theirs');
  });
  afterAll(() => app.close());

  /** The answer without what differs from call to call, and with the named thing called the same. */
  async function ask(method: string, path: string, body: unknown, thing: string): Promise<string> {
    const call = path.startsWith('/api/v1/')
      ? here.admin.send(method, path.slice('/api/v1/'.length), body)
      : here.scim.send(method, path.replace('/scim/v2', ''), body);
    const answer = await call;
    const text = 'text' in answer ? answer.text : JSON.stringify(answer.body);
    return `${answer.status} ${text}`
      .replaceAll(encodeURIComponent(thing), 'THING')
      .replaceAll(thing, 'THING');
  }

  it('answers for whatever is named of another tenant as for what never was', async () => {
    const routes = registeredRoutes(app).filter(
      (route) => route.includes('/:') && /^(GET|PUT|PATCH|DELETE|POST) \/(api\/v1|scim\/v2)\//.test(route),
    );
    expect(routes.length).toBeGreaterThan(40);
    const bodies = fc.constantFrom<unknown>(
      { active: false },
      { displayName: 'x', icon: null },
      { name: 'x' },
      { memberIds: [UNKNOWN] },
      { schemas: [CORE_USER], userName: 'x' },
      { schemas: [CORE_GROUP], displayName: 'x' },
      { Operations: [{ op: 'replace', path: 'externalId', value: 'x' }] },
      { permissions: ['users:read'] },
      { url: 'https://app.example.com/' },
      { after: 0 },
      { overlapHours: 0 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.nat(),
        fc.nat(),
        bodies,
        async (route, one, other, body) => {
          const [method, pattern] = route.split(' ') as [string, string];
          const id = pick(theirs.ids, one);
          const second = pick(theirs.ids, other);
          const content = method === 'GET' || method === 'DELETE' ? undefined : body;
          const address = (first: string, last: string) =>
            pattern.replace(/:\w+/, first).replace(/:\w+/, last);
          // Twice unknown, twice theirs, and one of each.
          const expected = await ask(method, address(UNKNOWN, UNKNOWN), content, UNKNOWN);
          expect(await ask(method, address(id, second), content, id), route).toBe(
            expected.replaceAll(second, 'THING'),
          );
          expect(expected).not.toMatch(/^20/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has nothing of another tenant in lists, searches, totals, filters and histories', async () => {
    const lists = [
      (thing: string) =>
        `/scim/v2/Users?filter=${encodeURIComponent(`id eq "${thing}" or userName eq "${thing}"`)}`,
      (thing: string) => `/scim/v2/Users?filter=${encodeURIComponent(`groups.value eq "${thing}"`)}`,
      (thing: string) =>
        `/scim/v2/Users?filter=${encodeURIComponent(`emails co "${thing}" or displayName sw "${thing}"`)}`,
      (thing: string) =>
        `/scim/v2/Groups?filter=${encodeURIComponent(`members.value eq "${thing}" or id eq "${thing}"`)}`,
      (thing: string) => `/scim/v2/Groups?filter=${encodeURIComponent(`displayName co "${thing}"`)}`,
      (thing: string) => `/api/v1/users?q=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/users?userName=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/users?email=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/users?role=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/groups?q=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/organizations?q=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/audit-events?targetId=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/audit-events?actorId=${encodeURIComponent(thing)}`,
      // That somebody has looked is an entry itself, and says for what.
      (thing: string) => `/api/v1/audit-events?action=user.created&q=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/audit-events?action=group.created&q=${encodeURIComponent(thing)}`,
      // One's own calls are written down as they were made, whatever ids they named: of changes there are none.
      (thing: string) => `/api/v1/scim/requests?outcome=changed&targetId=${encodeURIComponent(thing)}`,
      (thing: string) => `/api/v1/scim/requests?outcome=changed&q=${encodeURIComponent(thing)}`,
    ];
    const things = [...theirs.ids, ...theirs.names];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lists), fc.nat(), async (list, which) => {
        const thing = pick(things, which);
        const [known, unknown] = [
          await ask('GET', list(thing), undefined, thing),
          await ask('GET', list('no such thing'), undefined, 'no such thing'),
        ];
        expect(known).toBe(unknown);
      }),
      { numRuns: 200 },
    );
    for (const path of [
      'users',
      'groups',
      'organizations',
      'roles',
      'access-tokens',
      'jobs',
      // Not who has looked for what: that is what somebody here has typed.
      'audit-events?action=user.created',
      'audit-events?action=group.created',
      'sessions',
      'webhooks',
    ]) {
      const limit = ['roles', 'sessions', 'webhooks'].includes(path) ? '' : 'limit=200';
      const answer = await here.admin.get(`${path}${path.includes('?') ? '&' : '?'}${limit}`);
      expect(answer.status).toBe(200);
      const text = JSON.stringify(answer.body);
      for (const thing of things) expect(text, path).not.toContain(thing);
    }
  });

  it('takes the same names as another tenant, and refers to nothing of it', async () => {
    for (const name of theirs.names) {
      expect((await here.scim.post('/Users', { schemas: [CORE_USER], userName: name })).status).toBe(201);
      expect((await here.scim.post('/Groups', { schemas: [CORE_GROUP], displayName: name })).status).toBe(
        201,
      );
      expect((await here.admin.post('organizations', { name })).status).toBe(201);
    }
    for (const id of theirs.ids) {
      const members = [{ value: id }];
      const group = { schemas: [CORE_GROUP], displayName: `with ${id}`, members };
      expect((await here.scim.post('/Groups', group)).status).toBe(400);
      expect((await here.admin.post('groups', { displayName: `with ${id}`, memberIds: [id] })).status).toBe(
        400,
      );
      expect((await here.admin.patch(`users/${here.admin.user!.id}`, { organizations: [id] })).status).toBe(
        400,
      );
      expect((await here.admin.patch('scim/connection', { administratorId: id })).status).toBe(400);
      expect((await here.admin.post('scim/secret', { administratorId: id })).status).toBe(400);
      for (const limit of ['groupIds', 'organizationIds']) {
        const token = { name: 'x', permissions: ['users:read'], [limit]: [id] };
        expect((await here.admin.post('access-tokens', token)).status).toBe(400);
      }
    }
  });
});

function pick<T>(things: readonly T[], which: number): T {
  return things[which % things.length]!;
}

async function fill(
  { admin, scim }: { admin: AdminClient; scim: ScimClient },
  word: string,
): Promise<Belongings> {
  const managed = await scim.createUser(`managed ${word}`, { emails: [{ value: `${word}@example.com` }] });
  const pushed = await scim.createGroup(`pushed ${word}`, [managed.id]);
  const local = (await admin.post('users', { userName: `local ${word}` })).body;
  const group = (await admin.post('groups', { displayName: `group ${word}`, memberIds: [local.id] })).body;
  const organization = (await admin.post('organizations', { name: `organization ${word}` })).body;
  await admin.patch(`users/${local.id}`, { organizations: [organization.id] });
  await admin.post('roles', { name: `role_${word}`, permissions: ['users:read'] });
  const token = (await admin.post('access-tokens', { name: `token ${word}`, permissions: ['users:read'] }))
    .body;
  const session = (await admin.get('sessions')).body.items[0]!;
  const url = `https://${word}.example.com/`;
  const webhook = (await admin.post('webhooks', { url })).body;
  await admin.post(`webhooks/${webhook.id}/replay`, { after: 0 });
  const delivery = await deliveryOf(admin, webhook.id);
  const things = [managed, pushed, local, group, organization, token, session, webhook, delivery];
  return {
    ids: [...things.map(({ id }) => id), admin.user!.id],
    names: [
      `managed ${word}`,
      `pushed ${word}`,
      `local ${word}`,
      `group ${word}`,
      `organization ${word}`,
      `role_${word}`,
    ],
  };
}

/** The first delivery to the webhook, made soon after there is something to deliver. */
async function deliveryOf(admin: AdminClient, webhookId: string): Promise<{ readonly id: string }> {
  for (;;) {
    const [first] = (await admin.get(`webhooks/${webhookId}/deliveries`)).body.items;
    if (first) return first;
    await sleep(50);
  }
}
