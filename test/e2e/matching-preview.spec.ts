import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUp, type AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

interface Preview {
  readonly counts: object;
  readonly leftAlone: object;
  readonly resources: readonly { name: string; outcome: string; id?: string; reason: string }[];
}

/** seeds/000, "Initial SCIM Sync Activation": what happens, seen before it does. */
describe.each(engines())('The matching preview on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let secret: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
    secret = (await ada.post('scim/secret')).body.secret;
    for (const [userName, email] of [
      ['bob', 'bob@example.com'],
      ['carol@example.com', undefined],
      ['dan', 'shared@example.com'],
      ['dana', 'shared@example.com'],
      ['left', 'left@example.com'],
    ] as const) {
      ids[userName] = (await ada.post('users', { userName, email })).body.id;
    }
    ids['team'] = (await ada.post('groups', { displayName: 'Engineering' })).body.id;
    await scim('POST', 'Users', { schemas: [USER], userName: 'managed@example.com' });
  });
  afterAll(() => app.close());

  async function scim(method: string, path: string, body: object) {
    const response = await app.fetch(`/scim/v2/${path}`, {
      method,
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as { id: string } };
  }
  async function preview(body: string, type = 'application/json') {
    const response = await app.fetch('/api/v1/scim/matching-preview', {
      method: 'POST',
      headers: { Authorization: `Bearer ${ada.token}`, 'Content-Type': type },
      body,
    });
    return { status: response.status, body: (await response.json()) as Preview };
  }
  const user = (userName: string, email?: string) => ({
    schemas: [USER],
    userName,
    ...(email && { emails: [{ value: email, type: 'work' }] }),
  });
  const INCOMING = [
    user('bob@example.com', 'BOB@example.com'),
    user('carol@example.com', 'carol@example.com'),
    user('new@example.com', 'new@example.com'),
    user('x@example.com', 'shared@example.com'),
    user('managed@example.com', 'managed@example.com'),
    user('ada@example.com', 'ada@example.com'),
    user('NEW@example.com'),
    { schemas: [USER], emails: [{ value: 'nobody@example.com' }] },
    { schemas: [GROUP], displayName: 'engineering', members: [{ value: 'unknown-here' }] },
    { schemas: [GROUP], displayName: 'Sales' },
  ];

  it('says of each what would become of it and why, and changes nothing', async () => {
    const before = (await ada.get('audit-events?targetType=user')).body.items[0]!.id;
    const { status, body } = await preview(JSON.stringify({ totalResults: 10, Resources: INCOMING }));
    expect(status).toBe(200);
    expect(body.resources.map(({ name, outcome, id }) => [name, outcome, id])).toEqual([
      ['bob@example.com', 'take_over', ids['bob']],
      ['carol@example.com', 'take_over', ids['carol@example.com']],
      ['new@example.com', 'create', undefined],
      ['x@example.com', 'create', undefined],
      ['managed@example.com', 'update', expect.any(String)],
      ['ada@example.com', 'refuse', ada.user!.id],
      ['NEW@example.com', 'refuse', undefined],
      [null, 'refuse', undefined],
      ['engineering', 'take_over', ids['team']],
      ['Sales', 'create', undefined],
    ]);
    expect(body.resources[3]!.reason).toContain('share');
    expect(body.resources[7]!.reason).toContain('userName');
    expect(body.counts).toEqual({ take_over: 3, create: 3, update: 1, refuse: 3 });
    // Ada, dan, dana and left.
    expect(body.leftAlone).toEqual({ users: 4, groups: 0 });
    expect((await ada.get('audit-events?targetType=user')).body.items[0]!.id).toBe(before);
  });

  it('reads CSV as the import does', async () => {
    const { body } = await preview('userName,email\nbob@example.com,bob@example.com\nnew,\n', 'text/csv');
    expect(body.resources.map(({ outcome }) => outcome)).toEqual(['take_over', 'create']);
  });

  it('follows matchUsersBy', async () => {
    await ada.patch('scim/connection', { matchUsersBy: 'none' });
    const { body } = await preview(JSON.stringify({ Resources: [user('bob'), user('zoe'), INCOMING[8]] }));
    expect(body.resources.map(({ outcome }) => outcome)).toEqual(['refuse', 'create', 'refuse']);
    await ada.patch('scim/connection', { matchUsersBy: 'userName' });
    const again = await preview(
      JSON.stringify({ Resources: [user('bob'), user('bob2', 'bob@example.com')] }),
    );
    expect(again.body.resources.map(({ outcome }) => outcome)).toEqual(['take_over', 'create']);
    await ada.patch('scim/connection', { matchUsersBy: 'email' });
  });

  it.each([
    ['{', 'application/json'],
    ['{"Resources": 1}', 'application/json'],
    ['[{"__proto__": {}}, 1]', 'application/json'],
    ['unknown\n1\n', 'text/csv'],
  ])('refuses or names what is no list: %s', async (body, type) => {
    const answer = await preview(body, type);
    if (answer.status === 200) expect(answer.body.counts).toMatchObject({ refuse: 2 });
    else expect(answer.status).toBe(400);
  });

  it('is what the first sync then does', async () => {
    const { body } = await preview(JSON.stringify({ Resources: INCOMING }));
    for (const [index, resource] of INCOMING.entries()) {
      const { outcome, id, reason } = body.resources[index]!;
      if (outcome === 'update' || reason.includes('twice')) continue;
      const path = resource.schemas[0] === USER ? 'Users' : 'Groups';
      const { members: _members, ...sent } = resource as { members?: unknown };
      const answer = await scim('POST', path, sent);
      if (outcome === 'take_over' && !reason.includes('userName')) {
        expect([reason, answer.status, answer.body.id]).toEqual([reason, 201, id]);
      }
      if (outcome === 'create') expect([reason, answer.status]).toEqual([reason, 201]);
      if (outcome === 'refuse') expect([reason, Math.floor(answer.status / 100)]).toEqual([reason, 4]);
    }
  });
});
