import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { writePast } from '../support/long-journal.js';
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
        erased: false,
      },
    ]);
  });

  it('lists newest first, page by page, each entry once', async () => {
    for (let i = 0; i < 7; i++) await ada.post('users', { userName: `person${i}` });
    await events('limit=200'); // Written down once: the next look is the same.
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
    const ids = async (query: string) => (await events(query)).map(({ id }) => id);
    expect(await ids(`from=${time}`)).toContain(newest!.id);
    expect(await ids(`to=${time}`)).not.toContain(newest!.id);
    expect(await events('targetType=role')).toEqual([]);
    expect(await events('actorId=nobody')).toEqual([]);
    const mine = await events(`actorId=${ada.user!.id}&action=user.created`);
    expect(mine.length).toBeGreaterThanOrEqual(8);
  });

  it.each(['limit=0', 'from=yesterday', 'noSuchFilter=1', 'cursor=made-up'])('refuses %s', async (query) => {
    const answer = await ada.get(`audit-events?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
  });

  it('knows who has looked at it: an entry for each person and filter, not for each page and time', async () => {
    const auditor = await ada.appoint('auditor', 'auditor');
    const looks = ['q=seen', 'q=seen&limit=1', 'q=seen&from=2024-01-01', 'q=seen&targetType=user'];
    for (const query of [...looks, ...looks])
      expect((await auditor.get(`audit-events?${query}`)).status).toBe(200);
    const seen = await events(`action=audit.viewed&actorId=${auditor.user!.id}`);
    expect(seen.map(({ changes }) => changes)).toEqual([
      [
        { path: 'q', before: null, after: 'seen' },
        { path: 'targetType', before: null, after: 'user' },
      ],
      [{ path: 'q', before: null, after: 'seen' }],
    ]);
    expect(seen[0]).toMatchObject({ actor: { display: 'auditor' }, target: { type: 'journal' } });
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

  describe('exported', () => {
    const exported = async (query: string) => {
      const response = await app.fetch(`/api/v1/audit-events/export?${query}`, {
        headers: { Authorization: `Bearer ${ada.token}` },
      });
      expect(response.status).toBe(200);
      return { headers: response.headers, text: await response.text() };
    };

    it('as JSON lines are what the list shows, at any length, and the export is an entry itself', async () => {
      const past = Array.from({ length: 1_100 }, (_, index) => ({
        time: Date.now() - 1_100 + index,
        action: 'user.created',
        target: `bulk ${index}`,
      }));
      await writePast(app, past);
      const created = async () =>
        (await exported('format=jsonl&action=user.created&q=bulk')).text.split('\n');
      const lines = (await created()).slice(0, -1).map((line) => JSON.parse(line) as { id: string });
      expect(new Set(lines.map(({ id }) => id)).size).toBe(1_100);
      const { items } = (await ada.get('audit-events?action=user.created&q=bulk&limit=200')).body;
      expect(lines.slice(0, 200).map(({ id }) => id)).toEqual(items.map(({ id }) => id));
      expect((await events('action=audit.exported'))[0]).toMatchObject({
        actor: { id: ada.user!.id },
        target: { display: 'jsonl' },
        changes: [
          { path: 'action', after: 'user.created' },
          { path: 'q', after: 'bulk' },
        ],
      });
    });

    it('as CSV make no formula of a name', async () => {
      const { body } = await ada.post('users', {
        userName: 'evil',
        displayName: '=HYPERLINK("https://evil.example")',
      });
      const { text, headers } = await exported(`format=csv&targetId=${body.id}`);
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(headers.get('content-disposition')).toBe('attachment; filename="audit-events.csv"');
      const [header, line] = text.split('\r\n');
      expect(header).toBe(
        'sequence,time,actorType,actorId,actor,ip,action,targetType,targetId,target,outcome,requestId,changes,id',
      );
      expect(line).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    });

    it('need a format that there is', async () => {
      for (const query of ['', 'format=xml']) {
        expect((await ada.get(`audit-events/export?${query}`)).status).toBe(400);
      }
    });
  });
});
