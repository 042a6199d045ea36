import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { rollcall, type CommandResult } from '../support/command.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { knock } from '../support/scim-call.js';
import { startTestApp } from '../support/test-app.js';

describe.each(engines())('The command line on $name', (engine) => {
  let dataDir: string;
  let database: TestDatabase;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'rollcall-command-'));
    database = await engine.createDatabase();
  });
  afterEach(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const run = (args: readonly string[], input?: string): Promise<CommandResult> =>
    rollcall(args, { dataDir, input, env: { DATABASE_URL: database.url } });
  const startServer = () => startTestApp({ engine, env: { DATABASE_URL: database.url, DATA_DIR: dataDir } });

  it('brings the database up to date, again and again', async () => {
    for (let i = 0; i < 2; i++) {
      expect(await run(['migrate'])).toEqual({
        code: 0,
        stdout: 'The database is up to date.\n',
        stderr: '',
      });
    }
  });

  it('creates an administrator and issues the secret, and the server takes both', async () => {
    const created = await run(
      ['admin', 'create', '--email', 'ada@example.com', '--password-stdin'],
      `${PASSWORD}\n`,
    );
    expect(created).toEqual({ code: 0, stdout: '', stderr: 'ada@example.com is an administrator.\n' });
    const issued = await run(['secret', 'issue', '--administrator', 'ADA@example.com']);
    expect(issued).toMatchObject({ code: 0, stdout: expect.stringMatching(/^rcs_[0-9A-Za-z]{49}\n$/) });
    const app = await startServer();
    try {
      const ada = await new AdminClient(app).signIn('ada@example.com');
      expect((await knock(app, `Bearer ${issued.stdout.trim()}`)).status).toBe(200);
      const [entry] = (await ada.get('audit-events?action=scim_secret.issued')).body.items;
      expect(entry).toMatchObject({ actor: { type: 'system', id: null, display: 'Command line' } });
    } finally {
      await app.close();
    }
  });

  it('prints a link that signs an administrator in once, and for nobody else', async () => {
    await run(['admin', 'create', '--email', 'ada@example.com', '--password-stdin'], `${PASSWORD}\n`);
    const recovered = await run(['admin', 'recover', '--email', 'ada@example.com']);
    expect(recovered).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^http:\/\/localhost:\d+\/recover\?token=[\w-]{43}\n$/),
    });
    expect(await run(['admin', 'recover', '--email', 'eve@example.com'])).toMatchObject({
      code: 1,
      stdout: '',
    });
    expect(await run(['admin', 'recover', '--email', 'ada@example.com', '--tenant', 'none'])).toMatchObject({
      code: 1,
      stderr: 'There is no tenant named none\n',
    });
    const app = await startServer();
    try {
      const token = new URL(recovered.stdout.trim()).searchParams.get('token');
      const { status, body } = await new AdminClient(app).post('session/recovery', { token });
      expect(status).toBe(201);
      const ada = new AdminClient(app, body.token);
      const actions = (await ada.get('audit-events')).body.items.map((event) => event['action']);
      expect(actions.slice(0, 3)).toEqual([
        'admin.recovered',
        'session.created',
        'admin.recovery_link_issued',
      ]);
    } finally {
      await app.close();
    }
  });

  it('proves the journal, and names where it was broken', async () => {
    await run(['admin', 'create', '--email', 'ada@example.com', '--password-stdin'], `${PASSWORD}\n`);
    const verified = await run(['audit', 'verify']);
    expect(verified).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^(\d+) entries are as they were written\.\nThe journal ends at \1:[0-9a-f]{64}\n$/,
      ),
    });
    const [, anchor] = /ends at (\S+)/.exec(verified.stdout)!;
    expect((await run(['audit', 'verify', '--anchor', anchor!])).code).toBe(0);
    const wrong = await run(['audit', 'verify', '--anchor', `1:${'0'.repeat(64)}`]);
    expect(wrong).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('broken at sequence 1: changed'),
    });
  });

  it('makes a password where none is given, and prints it once', async () => {
    const { code, stdout } = await run(['admin', 'create', '--email', 'ada@example.com']);
    expect(code).toBe(0);
    const app = await startServer();
    try {
      await new AdminClient(app).signIn('ada@example.com', stdout.trim());
    } finally {
      await app.close();
    }
  });

  it.each<[args: readonly string[], input: string, message: RegExp]>([
    [['admin', 'create', '--email', 'ada'], '', /^--email needs an e-mail address\n$/],
    [['admin', 'create', '--email', 'a@example.com', '--password-stdin'], 'short', /12 to 256 characters\n$/],
    [['admin', 'create'], '', /required option '--email <email>'/],
    [['secret', 'issue', '--administrator', 'nobody'], '', /^There is no single user .* nobody\n$/],
    [
      ['secret', 'issue', '--administrator', 'x', '--expires', '2027-06-30'],
      '',
      /^--expires needs a date and time/,
    ],
    [['dance'], '', /unknown command 'dance'/],
  ])('refuses %j', async (args, input, message) => {
    const { code, stdout, stderr } = await run(args, input);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('refuses a second administrator of the same name', async () => {
    await run(['admin', 'create', '--email', 'ada@example.com']);
    const again = await run(['admin', 'create', '--email', 'Ada@example.com']);
    expect(again).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('userName') });
  });

  it('refuses another SECRET_KEY than the one that the database was set up with', async () => {
    await run(['migrate']);
    const other = { DATABASE_URL: database.url, SECRET_KEY: 'another key that is long enough to be one' };
    const { code, stderr } = await rollcall(['migrate'], { dataDir, env: other });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^SECRET_KEY is not the one/);
  });

  it.each([[], ['admin', 'create'], ['secret', 'issue'], ['migrate']])(
    'explains itself: %s %s --help',
    async (...command) => {
      const { code, stdout } = await run([...command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Usage: rollcall/);
    },
  );
});

describe.each(engines().slice(0, 1))('With --tenant', (engine) => {
  it('the command line acts in that tenant: administrators, the secret and imports', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-command-'));
    const database = await engine.createDatabase();
    const env = { DATABASE_URL: database.url, DATA_DIR: dataDir };
    const run = (...args: string[]) => rollcall(args, { dataDir, input: PASSWORD, env });
    try {
      let app = await startTestApp({ engine, env });
      await (await setUp(app)).post('tenants', { name: 'acme' });
      await app.close();
      const create = ['admin', 'create', '--email', 'eve@example.com', '--password-stdin', '--tenant'];
      expect(await run(...create, 'nowhere')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('nowhere'),
      });
      expect((await run(...create, 'acme')).code).toBe(0);
      const secret = await run('secret', 'issue', '--administrator', 'eve@example.com', '--tenant', 'acme');
      const file = join(dataDir, 'people.csv');
      writeFileSync(file, 'userName\nann\n');
      expect((await run('import', 'users', file, '--tenant', 'acme')).code).toBe(0);

      app = await startTestApp({ engine, env });
      const nobody = new AdminClient(app);
      const eve = await nobody.post('session', {
        email: 'eve@example.com',
        password: PASSWORD,
        tenant: 'acme',
      });
      const names = async (by: AdminClient) =>
        (await by.get('users')).body.items.map((user) => user['userName']);
      expect(await names(new AdminClient(app, eve.body.token))).toEqual(['eve@example.com', 'ann']);
      expect(await names(await nobody.signIn('ada@example.com'))).toEqual(['ada@example.com']);
      expect((await knock(app, `Bearer ${secret.stdout.trim()}`)).status).toBe(200);
      await app.close();
    } finally {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe.each(engines().filter(({ name }) => name === 'SQLite'))('Beside a running server', (engine) => {
  it('the command line says who holds the database', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-command-'));
    const app = await startTestApp({ engine, env: { DATABASE_URL: `sqlite:${dataDir}/rollcall.sqlite` } });
    try {
      const { code, stderr } = await rollcall(['migrate'], { dataDir });
      expect(code).toBe(1);
      expect(stderr).toContain(`Another Rollcall process is using ${dataDir}/rollcall.sqlite`);
    } finally {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
