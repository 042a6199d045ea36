import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PERMISSIONS, ROLE_NAMES } from '../../src/identity/permissions.js';
import { SYSTEM } from '../../src/operations/request-context.js';
import { openDatabase } from '../../src/persistence/persistence.module.js';
import { uuidv7 } from '../../src/persistence/uuid.js';
import { AdminClient, PASSWORD, type Body } from '../support/admin-client.js';
import { rollcall, type CommandResult } from '../support/command.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { allItems, finishedJob } from '../support/jobs.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { secondTenant } from '../support/second-tenant.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('User IDs that become e-mails on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let scim: ScimClient;

  beforeEach(async () => {
    app = await startTestApp({ engine });
    ({ admin: ada, scim } = await connect(app));
  });
  afterEach(() => app.close());

  const local = async (userName: string, email?: string): Promise<string> => {
    const { status, body } = await ada.post('users', { userName, email });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body.id;
  };
  const managed = async (userName: string, ...emails: readonly object[]): Promise<string> =>
    (await scim.createUser(userName, { emails })).id;
  const convert = async (options: object = {}, by = ada): Promise<Body> =>
    finishedJob(by, await by.post('jobs/convert-user-ids', options));
  const undo = async (job: Body): Promise<Body> => finishedJob(ada, await ada.post(`jobs/${job.id}/undo`));
  /** Everybody but ada@example.com, in order of creation. */
  const names = async (): Promise<unknown[]> =>
    (await allItems(ada, 'users')).slice(1).map((user) => user['userName']);

  it('change in whichever case they were written, with a version and an entry in the history each', async () => {
    const ids = [await local('ann', 'ann@example.com'), await local('BOB@Example.com', 'bob@example.com')];
    await local('cleo@example.com', 'cleo@example.com');
    const before = await scim.get(`/Users/${ids[0]}`);
    const client = await ada.post(`users/${ids[0]}/password-link`);
    expect(client.status).toBe(201);

    const job = await convert();
    expect(job).toMatchObject({ kind: 'convert_user_ids', state: 'done', total: 4, done: 4, error: null });
    expect(job['result']).toEqual({ dryRun: false, converted: 2, unchanged: 2 });
    expect([job['conflicts'], job['conflictCount']]).toEqual([[], 0]);
    expect(await names()).toEqual(['ann@example.com', 'bob@example.com', 'cleo@example.com']);
    const after = await scim.get(`/Users/${ids[0]}`);
    expect([before.body.meta.version, after.body.meta.version]).toEqual(['W/"1"', 'W/"2"']);
    expect((await scim.filter('Users', 'userName eq "ANN@example.com"')).body.totalResults).toBe(1);
    expect((await scim.filter('Users', 'userName eq "ann"')).body.totalResults).toBe(0);
    const [event] = (await ada.get(`audit-events?targetId=${ids[0]}`)).body.items;
    expect(event).toMatchObject({
      actor: { type: 'user', id: ada.user!.id },
      action: 'user.updated',
      changes: [{ path: 'userName', before: 'ann', after: 'ann@example.com' }],
      requestId: job.id,
    });
    const told = (await ada.get(`audit-events?targetId=${job.id}`)).body.items;
    expect(told.map((item) => item['action'])).toEqual(['job.finished', 'job.started']);
    expect((await convert())['result']).toEqual({ dryRun: false, converted: 0, unchanged: 4 });
  });

  it('leave people signed in, who then sign in by the new one', async () => {
    await ada.post('users', { userName: 'ann', email: 'ann@example.com', password: PASSWORD });
    const ann = await ada.signIn('ann');
    await convert();
    expect((await ann.get('session')).body.user.userName).toBe('ann@example.com');
    expect((await ada.post('session', { email: 'ann', password: PASSWORD })).status).toBe(401);
    await ada.signIn('ann@example.com');
  });

  it('are the e-mail of type work, else the primary one, else the first', async () => {
    await managed('work', { value: 'p@a.org', primary: true }, { value: 'w@a.org', type: 'work' });
    await managed('primary', { value: 'f@b.org' }, { value: 'p@b.org', primary: true });
    await managed('first', { value: 'f@c.org', type: 'home' }, { value: 's@c.org' });
    await convert({ includeManaged: true });
    expect(await names()).toEqual(['w@a.org', 'p@b.org', 'f@c.org']);
  });

  it('stay where something is in the way, and each conflict is named', async () => {
    const it = await managed('it', { value: 'it@example.com', type: 'work' });
    const none = await local('none');
    const odd = await managed('odd', { value: 'not an address' });
    const long = await managed('long', { value: `${'l'.repeat(250)}@example.com` });
    const first = await local('first', 'desk@example.com');
    const second = await local('second', 'DESK@example.com');
    const taker = await local('taken@example.com');
    const taken = await local('taken', 'taken@example.com');
    const before = await names();
    const conflict = (
      userId: string,
      userName: string,
      email: string | null,
      reason: string,
      other?: string,
    ) => ({
      userId,
      userName,
      email,
      reason,
      otherUserId: other ?? null,
    });

    const dry = await convert({ dryRun: true });
    const job = await convert();
    const expected = [
      conflict(it, 'it', 'it@example.com', 'managed'),
      conflict(none, 'none', null, 'no_email'),
      conflict(odd, 'odd', 'not an address', 'managed'),
      conflict(long, 'long', `${'l'.repeat(250)}@example.com`, 'managed'),
      conflict(first, 'first', 'desk@example.com', 'email_shared', second),
      conflict(second, 'second', 'DESK@example.com', 'email_shared', first),
      conflict(taker, 'taken@example.com', null, 'no_email'),
      conflict(taken, 'taken', 'taken@example.com', 'name_taken', taker),
    ];
    expect(dry['conflicts']).toEqual(expected);
    expect(job['conflicts']).toEqual(expected);
    expect(job['conflictCount']).toBe(8);
    expect(await allItems(ada, `jobs/${job.id}/conflicts`)).toEqual(expected);
    expect(await names()).toEqual(before);

    const all = await convert({ includeManaged: true });
    expect((all['conflicts'] as Body[]).map((item) => [item['userName'], item['reason']])).toEqual([
      ['none', 'no_email'],
      ['odd', 'invalid_email'],
      ['long', 'invalid_email'],
      ['first', 'email_shared'],
      ['second', 'email_shared'],
      ['taken@example.com', 'no_email'],
      ['taken', 'name_taken'],
    ]);
    expect((await names())[0]).toBe('it@example.com');
    expect((await ada.get(`users/${it}`)).body['externallyManaged']).toBe(true);
  });

  it('are left alone by a dry run, which lists what would change', async () => {
    await local('ann', 'ann@example.com');
    await local('bob', 'bob@example.com');
    const job = await convert({ dryRun: true });
    expect(job['result']).toEqual({ dryRun: true, converted: 2, unchanged: 1 });
    expect(await names()).toEqual(['ann', 'bob']);
    const page = (await ada.get(`jobs/${job.id}/changes?limit=1`)).body;
    const rest = (await ada.get(`jobs/${job.id}/changes?cursor=${page.nextCursor}`)).body;
    expect([...page.items, ...rest.items]).toMatchObject([
      { userName: 'ann', email: 'ann@example.com' },
      { userName: 'bob', email: 'bob@example.com' },
    ]);
    expect((await ada.get(`jobs/${job.id}/conflicts?cursor=${page.nextCursor}`)).status).toBe(400);
    expect((await ada.get('audit-events?action=user.updated')).body.items).toEqual([]);
  });

  it.each([['in order'], ['against the order']])(
    'are freed for those who wait for them: a chain %s is converted in one run',
    async (direction) => {
      const links = Array.from({ length: 60 }, (_, link) => link);
      const email = (link: number) => `link-${link + 1}@example.com`;
      const name = (link: number) => (link === 0 ? 'beginning' : email(link - 1));
      if (direction === 'in order') links.reverse();
      for (const link of links) await local(name(link), email(link));
      const dry = await convert({ dryRun: true });
      expect([dry['result'], dry['conflictCount']]).toEqual([
        { dryRun: true, converted: 60, unchanged: 1 },
        0,
      ]);
      const job = await convert();
      expect([job['result'], job['conflicts'], job['done']]).toEqual([
        { dryRun: false, converted: 60, unchanged: 1 },
        [],
        61,
      ]);
      expect(await names()).toEqual(links.map(email));
      expect((await undo(job))['result']).toEqual({ restored: 60, unchanged: 0 });
      expect(await names()).toEqual(links.map(name));
    },
  );

  it('stay as they are where each has the other’s', async () => {
    await local('ann@example.com', 'bob@example.com');
    await local('bob@example.com', 'ann@example.com');
    for (const dryRun of [true, false]) {
      expect((await convert({ dryRun }))['conflicts']).toMatchObject([
        { reason: 'name_taken' },
        { reason: 'name_taken' },
      ]);
    }
  });

  it('of accounts that may do more than who asks are for others to change', async () => {
    const boss = (
      await ada.post('users', { userName: 'boss', email: 'boss@example.com', roles: ['administrator'] })
    ).body.id;
    const manager = await ada.appoint('manager', 'user_manager');
    const job = await convert({}, manager);
    expect(job['conflicts']).toMatchObject([{ userId: boss, reason: 'not_permitted' }]);
    expect(await names()).toEqual(['boss', 'manager@example.com']);
    const program = new AdminClient(
      app,
      (await ada.post('access-tokens', { name: 'Wiki', permissions: ['users:write', 'jobs:read'] })).body
        .token,
    );
    await ada.patch(`users/${ada.user!.id}`, { userName: 'ada' });
    expect((await convert({}, program))['conflicts']).toMatchObject([
      { userName: 'ada', reason: 'not_permitted' },
      { userId: boss, reason: 'not_permitted' },
    ]);
  });

  it('are for those with users:write to convert, and one at a time', async () => {
    const auditor = await ada.appoint('auditor', 'auditor');
    expect((await auditor.post('jobs/convert-user-ids')).status).toBe(403);
    const started = await Promise.all(
      [true, false].map((dryRun) => ada.post('jobs/convert-user-ids', { dryRun })),
    );
    expect(started.map(({ status }) => status).sort()).toEqual([202, 409]);
    const [begun, refused] = started.sort((a, b) => a.status - b.status);
    expect(refused!.body['code']).toBe('job_running');
    const job = await finishedJob(auditor, begun!);
    expect((await auditor.get(`jobs/${job.id}/conflicts`)).status).toBe(200);
    expect((await auditor.post(`jobs/${job.id}/undo`)).status).toBe(403);
    expect((await ada.post('jobs/convert-user-ids', { dryRun: 'yes' })).status).toBe(400);
  });

  it('are those of one tenant', async () => {
    const other = await secondTenant(app);
    await other.admin.post('users', { userName: 'ann', email: 'ann@example.com' });
    await local('ann', 'ann@example.com');
    const job = await convert();
    expect(await names()).toEqual(['ann@example.com']);
    expect((await other.admin.get('users?userName=ann')).body.items).toHaveLength(1);
    for (const path of ['', '/conflicts', '/changes'])
      expect((await other.admin.get(`jobs/${job.id}${path}`)).status).toBe(404);
    expect((await other.admin.post(`jobs/${job.id}/undo`)).status).toBe(404);
    expect((await convert({}, other.admin))['result']).toMatchObject({ converted: 1 });
  });

  it('come back by undoing the job, unless they were changed since, taken, or are the provider’s by now', async () => {
    const people = ['ann', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gail'];
    const ids = new Map<string, string>();
    for (const name of people) ids.set(name, await local(name, `${name}@example.com`));
    const id = (name: string) => ids.get(name)!;
    const job = await convert();
    await ada.patch(`users/${id('bob')}`, { userName: 'robert' });
    await ada.patch(`users/${id('cleo')}`, { userName: 'cleo' });
    const usurper = await local('dan');
    await ada.delete(`users/${id('eve')}`);
    await scim.patch(`/Users/${id('finn')}`, { op: 'replace', path: 'title', value: 'Guide' });
    await ada.patch(`users/${id('gail')}`, { displayName: 'Gail' });

    const undone = await undo(job);
    expect(undone).toMatchObject({
      kind: 'undo_convert_user_ids',
      state: 'done',
      total: 7,
      done: 7,
      result: { restored: 2, unchanged: 2 },
      conflicts: [
        { userId: id('bob'), reason: 'changed_since' },
        { userId: id('dan'), reason: 'name_taken' },
        { userId: id('finn'), reason: 'managed' },
      ],
    });
    expect(await names()).toEqual([
      'ann',
      'robert',
      'cleo',
      'dan@example.com',
      'finn@example.com',
      'gail',
      'dan',
    ]);
    const [event] = (await ada.get(`audit-events?targetId=${id('ann')}`)).body.items;
    expect(event).toMatchObject({
      requestId: undone.id,
      changes: [{ path: 'userName', before: 'ann@example.com', after: 'ann' }],
    });
    await ada.delete(`users/${usurper}`);
    expect(await undo(job)).toMatchObject({ result: { restored: 1 }, conflictCount: 2 });
  });

  it('are undone of a conversion alone', async () => {
    const dry = await convert({ dryRun: true });
    const undone = await undo(await convert());
    for (const job of [dry, undone]) {
      const { status, body } = await ada.post(`jobs/${job.id}/undo`);
      expect([status, body['code']]).toEqual([409, 'not_undoable']);
    }
    expect((await ada.post('jobs/0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10/undo')).status).toBe(404);
  });
});

describe.each(engines())('rollcall convert-user-ids on $name', (engine) => {
  let dataDir: string;
  let database: TestDatabase;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'rollcall-convert-'));
    database = await engine.createDatabase();
    const file = join(dataDir, 'people.csv');
    writeFileSync(file, 'userName,email\nann,ann@example.com\nbob,\n');
    expect(await run('import', 'users', file)).toMatchObject({ code: 0 });
  });
  afterEach(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const run = (...args: string[]): Promise<CommandResult> =>
    rollcall(args, { dataDir, env: { DATABASE_URL: database.url } });
  /** A job that another process has begun, where it counts as under way for some milliseconds. */
  async function interrupted(kind: string, parameters: object, milliseconds: number): Promise<string> {
    const id = uuidv7();
    const opened = await openDatabase(database.url);
    await opened.dataSource.query(
      `INSERT INTO jobs (id, tenant_id, kind, state, done, exclusive_key, parameters, started_by, claimed_by,
         claimed_until, created_at, updated_at) VALUES (?, 1, ?, 'running', 0, 'user_ids', ?, ?, ?, ?, 0, 0)`,
      [
        id,
        kind,
        JSON.stringify(parameters),
        JSON.stringify({ actor: SYSTEM, ip: null }),
        uuidv7(),
        Date.now() + milliseconds,
      ],
    );
    await opened.close();
    return id;
  }

  it('tells each change and conflict, and ends with 0 only when everybody has their e-mail as userName', async () => {
    const conflict = expect.stringMatching(
      /^bob \([0-9a-f-]{36}, without e-mail\): no_email\nNot every user has their e-mail as userName\n$/,
    );
    expect(await run('convert-user-ids', '--dry-run')).toEqual({
      code: 1,
      stdout: 'ann → ann@example.com\n2 users: 1 would be converted, 0 unchanged, 1 conflicts\n',
      stderr: conflict,
    });
    expect(await run('convert-user-ids')).toEqual({
      code: 1,
      stdout: expect.stringContaining('2 users: 1 converted, 0 unchanged, 1 conflicts\nThe job is '),
      stderr: conflict,
    });
    expect(await run('convert-user-ids', '--tenant', 'nobody')).toMatchObject({
      code: 1,
      stderr: 'There is no tenant named nobody\n',
    });
  }, 300_000);

  it('goes on with the one that was interrupted, and waits for one that does something else', async () => {
    const caller = { userId: '', roles: ROLE_NAMES, permissions: PERMISSIONS };
    const id = await interrupted('convert_user_ids', { dryRun: false, includeManaged: false, caller }, 5_000);
    expect(await run('convert-user-ids')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`1 converted, 0 unchanged, 1 conflicts\nThe job is ${id}:`),
      stderr: expect.stringContaining(`Going on with the job ${id}\n`),
    });
    const other = await interrupted('of_another_version', {}, 600_000);
    expect(await run('convert-user-ids')).toMatchObject({
      code: 1,
      stderr: `A job that does something else (${other}) is under way, and goes first\n`,
    });
  }, 300_000);
});
