import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** An entry is sealed within a second; these tests do not wait for it. */
const sealedOrNot = expect.toSatisfy(
  (sequence: unknown) => sequence === null || Number.isInteger(sequence),
) as unknown;

describe.each(engines())('The audit log on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  const events = async (query: string) => (await ada.get(`audit-events?${query}`)).body.items;

  it('says who did what to whom, and what was before', async () => {
    const { body: user } = await ada.post('users', { userName: 'grace', familyName: 'Murray' });
    const answer = await ada.send(
      'PATCH',
      `users/${user.id}`,
      { familyName: 'Hopper' },
      { 'X-Request-Id': 'req-7' },
    );
    expect(answer.status).toBe(200);
    expect(await events(`targetId=${user.id}&action=user.updated`)).toEqual([
      {
        id: expect.any(String),
        sequence: sealedOrNot,
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        actor: {
          type: 'user',
          id: ada.user!.id,
          display: 'ada@example.com',
          ip: expect.stringContaining('127.0.0.1'),
        },
        action: 'user.updated',
        target: { type: 'user', id: user.id, display: 'grace' },
        changes: [{ path: 'name.familyName', before: 'Murray', after: 'Hopper' }],
        requestId: 'req-7',
        outcome: 'success',
      },
    ]);
  });

  it('lists newest first, page by page, each entry once', async () => {
    for (let i = 0; i < 7; i++) await ada.post('users', { userName: `person${i}` });
    const all = await events('limit=200');
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await ada.get(`audit-events?limit=4${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it('is filtered by action, actor, target, time and name', async () => {
    const [newest] = await events('limit=1');
    const time = String(newest!['time']);
    expect(await events('action=user.created&q=PERSON3')).toMatchObject([{ target: { display: 'person3' } }]);
    expect(await events(`from=${time}`)).toContainEqual(newest);
    expect(await events(`to=${time}`)).not.toContainEqual(newest);
    expect(await events('targetType=role')).toEqual([]);
    expect(await events('actorId=nobody')).toEqual([]);
    const mine = await events(`actorId=${ada.user!.id}&action=user.created`);
    expect(mine.length).toBeGreaterThanOrEqual(8);
  });

  it.each(['limit=0', 'from=yesterday', 'noSuchFilter=1', 'cursor=made-up'])('refuses %s', async (query) => {
    const answer = await ada.get(`audit-events?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
  });

  it('takes no cursor of another list', async () => {
    const { body } = await ada.get('audit-events?limit=1');
    const cursor = body.nextCursor!;
    expect((await ada.get(`audit-events?limit=1&action=user.created&cursor=${cursor}`)).status).toBe(400);
    expect((await ada.get(`users?limit=1&cursor=${cursor}`)).status).toBe(400);
  });

  it('never holds a password', async () => {
    const { body: user } = await ada.post('users', { userName: 'secretive', password: 'a very secret word' });
    await ada.patch(`users/${user.id}`, { password: 'another secret word' });
    const text = JSON.stringify(await events(`targetId=${user.id}`));
    expect(text).toContain('"path":"password","before":null,"after":null');
    expect(text).not.toContain('secret word');
    expect(text).not.toContain('$argon2id');
  });
});
