import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobService } from '../../src/jobs/job.service.js';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { setUp, type AdminClient, type Body } from '../support/admin-client.js';
import { rollcall } from '../support/command.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FILE = `userName,email,givenName,roles,active
ann,ann@example.com,Ann,member,
bob,not an address,,,
cleo,cleo@example.com,,,false
ANN,ann2@example.com,,,
ada@example.com,,,,
dan,,,no_such_role,
`;
const FAULTS = [
  { line: 3, errors: [{ path: 'email', message: 'must be an email' }] },
  { line: 5, errors: [{ path: 'userName', message: 'stands in line 2 already' }] },
  { line: 6, errors: [{ path: 'userName', message: 'Another User has the userName "ada@example.com"' }] },
  { line: 7, errors: [{ path: 'roles', message: expect.stringContaining('no_such_role') }] },
];

describe.each(engines())('Importing users on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  async function send(text: string, query = '', by = ada, type = 'text/csv'): Promise<Response> {
    return app.fetch(`/api/v1/jobs/import-users${query}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${by.token}`, 'Content-Type': type },
      body: text,
    });
  }
  async function finished(response: Response): Promise<Body> {
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as Body;
    for (;;) {
      const { body } = await ada.get(`jobs/${id}`);
      if (body['state'] !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const names = async (): Promise<unknown[]> =>
    (await ada.get('users?limit=200')).body.items.map((user) => user['userName']);

  it('by a dry run changes nothing, and names each faulty line', async () => {
    const job = await finished(await send(FILE, '?dryRun=true'));
    expect(job).toMatchObject({ kind: 'import_users', state: 'done', error: null });
    expect(job['result']).toEqual({ dryRun: true, lines: 6, created: 2, faulty: 4, faults: FAULTS });
    expect(await names()).toEqual(['ada@example.com']);
  });

  it('all or nothing creates nobody while a line is faulty', async () => {
    const job = await finished(await send(FILE, '?allOrNothing=true'));
    expect(job['result']).toEqual({ dryRun: false, lines: 6, created: 0, faulty: 4, faults: FAULTS });
    expect(await names()).toEqual(['ada@example.com']);
  });

  it('line by line creates those that are right, as who asked', async () => {
    const job = await finished(await send(FILE));
    expect(job['result']).toEqual({ dryRun: false, lines: 6, created: 2, faulty: 4, faults: FAULTS });
    expect((await names()).sort()).toEqual(['ada@example.com', 'ann', 'cleo']);
    const [ann] = (await ada.get('users?userName=ann')).body.items;
    expect(ann).toMatchObject({
      email: 'ann@example.com',
      givenName: 'Ann',
      roles: ['member'],
      active: true,
    });
    const [event] = (await ada.get(`audit-events?targetId=${ann!.id}&action=user.created`)).body.items;
    expect(event!['actor']).toMatchObject({ type: 'user', id: ada.user!.id });
    const actions = (await ada.get(`audit-events?targetId=${job.id}`)).body.items.map(
      (item) => item['action'],
    );
    expect(actions).toEqual(['job.finished', 'job.started']);
  });

  it('all or nothing creates everybody when all is right, from JSON lines as well', async () => {
    const { body } = await ada.post('organizations', { name: 'Sales' });
    const lines = [
      { userName: 'eve', organizations: [body.id] },
      { userName: 'finn', displayName: 'Finn, "F"' },
    ];
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    const job = await finished(await send(text, '?allOrNothing=true', ada, 'application/jsonl'));
    expect(job['result']).toEqual({ dryRun: false, lines: 2, created: 2, faulty: 0, faults: [] });
    expect((await ada.get('users?userName=eve')).body.items[0]!['organizations']).toMatchObject([
      { name: 'Sales' },
    ]);
  });

  it('takes thousands', async () => {
    const text = `userName\n${Array.from({ length: 3_000 }, (_, index) => `many ${index}`).join('\n')}`;
    const job = await finished(await send(text));
    expect(job).toMatchObject({ state: 'done', result: { created: 3_000, faulty: 0 } });
  });

  it('lets requests in while it checks, and while it creates all in one transaction', async () => {
    const text = `userName\n${Array.from({ length: 400 }, (_, index) => `whole ${index}`).join('\n')}`;
    const started = (await (await send(text, '?allOrNothing=true')).json()) as Body;
    const seen = { checking: 0, creating: 0 };
    for (;;) {
      expect((await app.fetch('/health/live')).status).toBe(200);
      const { body } = await ada.get(`jobs/${started.id}`);
      if (body['state'] !== 'running') {
        expect(body).toMatchObject({ state: 'done', done: 800, total: 800, result: { created: 400 } });
        break;
      }
      seen[(body['done'] as number) < 400 ? 'checking' : 'creating']++;
    }
    expect(seen.checking).toBeGreaterThan(0);
    expect(seen.creating).toBeGreaterThan(0);
  });

  it('of a file that cannot be read fails and says where', async () => {
    const job = await finished(await send('userName\n"ann'));
    expect([job['state'], job['error']]).toEqual(['failed', expect.stringContaining('line 2 is not CSV')]);
    expect((await send('{}', '', ada, 'application/json')).status).toBe(415);
    expect((await send('userName', '?dryRun=perhaps')).status).toBe(400);
  });

  it('gives no role that who imports could not give', async () => {
    const manager = await ada.appoint('manager', 'user_manager');
    const job = await finished(await send('userName,roles\ngail,administrator\nhans,auditor', '', manager));
    expect(job['result']).toMatchObject({ created: 1, faults: [{ line: 2, errors: [{ path: 'roles' }] }] });
  });

  it('is shown as running as long as it runs, however long nobody could write that it does', async () => {
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const long = (id: string) =>
      unit.execute('UPDATE jobs SET updated_at = 1 WHERE id = ? AND tenant_id = 1', [id]);
    let end = (): void => undefined;
    const work = new Promise<object>((resolve) => (end = () => resolve({})));
    const context = { requestId: 'test', ip: null, actor: SYSTEM, tenantId: 1 };
    const id = await runInContext(context, () =>
      app.nest.get(JobService, { strict: false }).start('import_users', async (progress) => {
        await unit.write(() => long(id));
        return unit.write(() => {
          progress(3, 8);
          return work;
        });
      }),
    );
    const look = async (): Promise<Body> => (await ada.get(`jobs/${id}`)).body;
    await expect.poll(async () => (await look())['done'], { timeout: 30_000 }).toBe(3);
    expect(await look()).toMatchObject({ state: 'running', done: 3, total: 8 });
    // Another replica would know by the beats, which are no part of the work's transaction; the embedded database has no other.
    while (engine.name !== 'SQLite') {
      const rows = await unit.read(() =>
        unit.query<{ updated_at: number }>(
          'SELECT updated_at FROM jobs WHERE id = ? AND tenant_id = 1 AND done = 3',
          [id],
        ),
      );
      if (rows.length === 1 && rows[0]!.updated_at > 1) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    end();
    while ((await look())['state'] === 'running');
    await unit.write(() =>
      unit.execute("UPDATE jobs SET state = 'running' WHERE id = ? AND tenant_id = 1", [id]),
    );
    await unit.write(() => long(id));
    expect(await look()).toMatchObject({ state: 'failed', error: 'The server was stopped while it ran' });
  });

  it('shows jobs newest first, and of another kind of id nothing', async () => {
    const { items, nextCursor } = (await ada.get('jobs?limit=2')).body;
    const more = (await ada.get(`jobs?limit=2&cursor=${nextCursor}`)).body.items;
    const created = [...items, ...more].map((job) => job['createdAt'] as string);
    expect(created).toEqual([...created].sort().reverse());
    expect((await ada.get('jobs/0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10')).status).toBe(404);
  });
});

describe.each(engines())('rollcall import users on $name', (engine) => {
  it('tells each faulty line, and ends with 0 only when there is none', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-import-'));
    const database = await engine.createDatabase();
    const run = (...args: string[]) =>
      rollcall(['import', 'users', ...args], { dataDir, env: { DATABASE_URL: database.url } });
    try {
      const file = join(dataDir, 'people.csv');
      writeFileSync(file, 'userName,email\nann,a@example.com\nbob,nowhere\n');
      const dry = await run(file, '--dry-run');
      expect(dry).toEqual({
        code: 1,
        stdout: '2 lines: 1 users would be created, 1 lines faulty\n',
        stderr: 'line 3: email must be an email\nNot every line was right\n',
      });
      writeFileSync(file, 'userName,email,roles\nann,a@example.com,administrator\n');
      expect(await run(file, '--all-or-nothing')).toEqual({
        code: 0,
        stdout: '1 lines: 1 users created, 0 lines faulty\n',
        stderr: '',
      });
      expect(await run(file)).toMatchObject({ code: 1, stderr: expect.stringContaining('userName "ann"') });
      expect(await run(join(dataDir, 'nowhere.csv'))).toMatchObject({ code: 1 });
      expect(await run(dataDir)).toMatchObject({ code: 1, stderr: expect.stringContaining('--format') });
    } finally {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
