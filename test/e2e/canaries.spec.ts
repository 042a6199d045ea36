import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestDatabase } from '../support/engines.js';
import { OpenIdTestProvider } from '../support/openid-provider.js';
import { PATCH_OP } from '../support/scim-client.js';
import { ServerProcess } from '../support/server-process.js';
import { TestSmtpServer } from '../support/smtp-server.js';

interface Answer {
  readonly status: number;
  readonly text: string;
}

const FIRST = 'canary-first-password-Kx7';
const SECOND = 'canary-second-password-Qz3';

/** Secrets go in and out where they must, and are found nowhere else: not in the database's files, logs, lists or errors. */
describe.each(engines())('Secrets on $name', (engine) => {
  let database: TestDatabase;
  let dataDir: string;
  let server: ServerProcess;
  let provider: OpenIdTestProvider;
  let smtp: TestSmtpServer;
  /** By name, what must be found nowhere. */
  const canaries: Record<string, string> = {
    'a password': FIRST,
    'another password': SECOND,
    'a password that was wrong': 'canary-wrong-password-Wv9',
    'a password that an IdP has sent': 'canary-scim-password-Hn5',
    'a client secret of single sign-on': 'canary-client-secret-Lm2',
    'a secret that was made up': 'rcs_canarymadeupsecretTp8',
  };
  /** What the server has said that was not the one answer in which a secret is shown. */
  const said: string[] = [];

  beforeAll(async () => {
    database = await engine.createDatabase();
    provider = await OpenIdTestProvider.start(['http://127.0.0.1/nowhere']);
    smtp = await TestSmtpServer.start();
    dataDir = mkdtempSync(join(tmpdir(), 'rollcall-canary-'));
    server = await ServerProcess.start({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ADMIN_EMAIL: 'ada@example.com',
      ADMIN_PASSWORD: FIRST,
      LOG_LEVEL: 'trace',
      LOG_FORMAT: 'json',
      ALLOW_PRIVATE_NETWORKS: 'true',
      SMTP_URL: smtp.url,
    });
  });
  afterAll(async () => {
    await server.remove();
    await provider.close();
    await smtp.close();
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  });

  async function call(token: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(server.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    });
    return { status: response.status, text: await response.text() };
  }
  /** A call whose answer shows no secret. */
  async function tell(token: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await call(token, method, path, body);
    said.push(`${method} ${path.split('?', 1)[0]!}: ${answer.text}`);
    return answer;
  }
  /** A call whose answer is where a secret is shown, once. */
  async function issue(
    name: string,
    field: string,
    token: string,
    path: string,
    body: unknown,
  ): Promise<string> {
    const { status, text } = await call(token, 'POST', path, body);
    expect([name, status]).toEqual([name, 201]);
    const secret = String((JSON.parse(text) as Record<string, unknown>)[field]).replace(
      /^.*[?&#/]token=/,
      '',
    );
    return (canaries[name] = secret);
  }

  it('are used, presented, mistaken and typed into the wrong places', async () => {
    const session = await issue("a session's token", 'token', '', '/api/v1/session', {
      email: 'ada@example.com',
      password: FIRST,
    });
    const secret = await issue('the SCIM secret', 'secret', session, '/api/v1/scim/secret', {});
    const token = await issue('an access token', 'token', session, '/api/v1/access-tokens', {
      name: 'reader',
      permissions: ['users:read', 'audit:read'],
    });
    const { text } = await tell(session, 'POST', '/api/v1/users', {
      userName: 'grace',
      email: 'grace@example.com',
      password: FIRST,
      roles: ['auditor'],
    });
    const { id } = JSON.parse(text) as { id: string };
    await tell(session, 'PATCH', `/api/v1/users/${id}`, { password: SECOND });
    const link = await issue('a password link', 'url', session, `/api/v1/users/${id}/password-link`, {});
    expect(link.length).toBeGreaterThan(20);
    await tell('', 'POST', '/api/v1/session', {
      email: 'grace',
      password: canaries['a password that was wrong'],
    });
    await tell('', 'POST', '/api/v1/session', {
      email: canaries['a password that was wrong'],
      password: SECOND,
    });
    await tell(session, 'PATCH', '/api/v1/scim/connection', { invitations: 'on_create' });
    await tell(secret, 'POST', '/scim/v2/Users', {
      userName: 'iris',
      emails: [{ value: 'iris@example.com' }],
    });
    const toIris = () => smtp.mails.find(({ recipients }) => recipients.includes('iris@example.com'));
    await expect.poll(toIris, { timeout: 30_000 }).toBeDefined();
    const invitation = /token=([\w-]{43})/.exec(toIris()!.text)![1]!;
    canaries['the link of an invitation'] = invitation;
    await tell('', 'GET', `/invitation?token=${invitation}`);
    await tell('', 'POST', '/api/v1/session/invitation', { token: invitation, password: 'short' });
    const accepted = { token: invitation, password: SECOND };
    expect((await tell('', 'POST', '/api/v1/session/invitation', accepted)).status).toBe(201);
    expect((await tell('', 'POST', '/api/v1/session/invitation', accepted)).status).toBe(403);
    await tell(session, 'PUT', '/api/v1/settings/sso', {
      issuer: provider.issuer,
      clientId: 'rollcall',
      clientSecret: canaries['a client secret of single sign-on'],
    });
    await tell(session, 'POST', '/api/v1/settings/sso/test');
    const user = { userName: 'henry', password: canaries['a password that an IdP has sent'] };
    const created = await tell(secret, 'POST', '/scim/v2/Users', user);
    const henry = (JSON.parse(created.text) as { id: string }).id;
    await tell(secret, 'PATCH', `/scim/v2/Users/${henry}`, {
      schemas: [PATCH_OP],
      Operations: [{ op: 'replace', path: 'password', value: canaries['a password that an IdP has sent'] }],
    });
    // In the wrong place: as another bearer, in a query, in a body that breaks rules.
    await tell(canaries['a secret that was made up']!, 'GET', '/scim/v2/Users');
    await tell(session, 'GET', '/scim/v2/Users');
    await tell(secret, 'GET', '/api/v1/users');
    await tell('', 'GET', `/scim/v2/Users?access_token=${secret}`);
    // A path is what whoever is refused has asked for: the answer repeats it, the log must not.
    for (const path of [`/scim/v2/Users/${secret}`, `/scim/v2/${secret}`, `/api/v1/users/${token}`]) {
      for (const by of ['', secret, session]) await call(by, 'GET', path);
    }
    await tell('', 'GET', `/api/v1/users?token=${token}&access_token=${session}`);
    await tell(session, 'PATCH', `/api/v1/users/${id}`, { password: SECOND, noSuchField: 1 });
    await tell('', 'POST', '/api/v1/session', `{"password": "${FIRST}"`);
    await tell(secret, 'POST', '/scim/v2/Users', { ...user, userName: 7 });
    await call(session, 'POST', '/api/v1/session/password', { currentPassword: FIRST, newPassword: SECOND });
  });

  it('are in no list, export, metric or description', async () => {
    const { text } = await call('', 'POST', '/api/v1/session', {
      email: 'ada@example.com',
      password: SECOND,
    });
    const { token } = JSON.parse(text) as { token: string };
    canaries['another session'] = token;
    const paths = [
      ...[
        'audit-events?limit=200',
        'audit-events/export?format=jsonl',
        'audit-events/export?format=csv',
        'events',
      ],
      ...[
        'users?include=scim',
        'access-tokens',
        'sessions',
        'session',
        'scim/secret',
        'scim/connection',
        'jobs',
        'mails',
      ],
      ...['settings/sso', 'scim/administrators', 'audit-events/verification'],
    ].map((path) => `/api/v1/${path}`);
    for (const path of [...paths, '/metrics', '/docs/openapi.json', '/health/ready']) {
      expect([path, (await tell(token, 'GET', path)).status]).toEqual([path, 200]);
    }
    expect(said.join().length).toBeGreaterThan(50_000);
    expect(found(said.join('\n'))).toEqual([]);
  });

  it('are in no file of the database while it runs, and in no row', async () => {
    for (const [name, content] of await stored()) expect([name, found(content)]).toEqual([name, []]);
  });

  it('are in no line of the log, nor in a file once the server has ended', async () => {
    server.kill('SIGTERM');
    expect((await server.exited).code).toBe(0);
    expect(server.stdout).toContain('"level"');
    expect(found(server.stdout + server.stderr)).toEqual([]);
    for (const [name, content] of files()) expect([name, found(content)]).toEqual([name, []]);
  });

  it('would have been found', () => {
    for (const secret of Object.values(canaries)) {
      expect(found(`{"x": "${secret}"}`)).toHaveLength(1);
      expect(found(Buffer.from(secret).toString('base64url'))).toHaveLength(1);
    }
  });

  /** The names of those that are in the text, as they are or encoded. */
  function found(text: string): string[] {
    return Object.entries(canaries)
      .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
      .map(([name]) => name);
  }

  function files(): [name: string, content: string][] {
    const folders = [dataDir];
    if (database.url.startsWith('sqlite:')) folders.push(join(database.url.slice('sqlite:'.length), '..'));
    return folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'secret.key')
        .map((entry) => join(entry.parentPath, entry.name))
        .map((name): [string, string] => [name, readFileSync(name).toString('latin1')]),
    );
  }

  /** The database's files, its log of writes among them, or all rows of all tables. */
  async function stored(): Promise<[name: string, content: string][]> {
    if (database.url.startsWith('sqlite:')) {
      expect(files().map(([name]) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/-wal$/)]));
      return files();
    }
    const connection = await createConnection(database.url);
    try {
      const [tables] = await connection.query({ sql: 'SHOW TABLES', rowsAsArray: true });
      const content: [string, string][] = [];
      for (const [table] of tables as unknown as [string][]) {
        const [rows] = await connection.query({ sql: `SELECT * FROM \`${table}\``, rowsAsArray: true });
        const values = (rows as unknown as unknown[][]).flat();
        content.push([
          table,
          values
            .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
            .join('\n'),
        ]);
      }
      return content;
    } finally {
      await connection.end();
    }
  }
});

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
}
