import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where tests make their databases, with the server's own name; undefined where there is none. */
    mysql: { readonly url: string; readonly name: string } | undefined;
  }
}

const run = promisify(execFile);
/** Milliseconds in which the server must answer. */
const START_LIMIT = 60_000;
/**
 * Runs the server "$@" for as long as its own input is open, then removes the folder "$0". The system closes that
 * input with the tests' process, however that one ends: no interrupted run leaves a server behind.
 */
const GUARD = '"$@" & read -r _; kill -9 $!; wait $!; rm -rf "$0"';

/**
 * One MySQL or MariaDB server for the whole run: the one that TEST_MYSQL_URL names, or one of its own on a free
 * port and in a temporary folder. Where there is neither, half of the tests are not run, which is said and is a
 * failure with CI=true.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_MYSQL_URL'];
  if (given !== undefined && given !== '') {
    const { protocol, username, password, host } = new URL(given);
    const url = `${protocol}//${username}:${password}@${host}`;
    project.provide('mysql', { url, name: await nameOf(url) });
    return () => Promise.resolve();
  }
  const binary = findServer();
  if (binary === undefined) {
    const missing =
      'No mysqld or mariadbd on this machine and no TEST_MYSQL_URL: the tests on MySQL are NOT run.';
    if (process.env['CI'] === 'true') throw new Error(missing);
    process.stderr.write(`\n${missing}\n\n`);
    project.provide('mysql', undefined);
    return () => Promise.resolve();
  }
  const server = await DatabaseServer.start(binary);
  project.provide('mysql', { url: server.url, name: await nameOf(server.url) });
  return () => server.stop();
}

class DatabaseServer {
  private constructor(
    private readonly guard: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(binary: string): Promise<DatabaseServer> {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-mysql-'));
    const data = join(folder, 'data');
    const port = await freePort();
    // Servers name their temporary tables alike: in one folder, two runs at once take each other's.
    const temporary = `--tmpdir=${mkdtempSync(join(folder, 'tmp-'))}`;
    try {
      await initialize(binary, data, temporary);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    const options = [
      '--no-defaults',
      ...asRoot(),
      `--datadir=${data}`,
      temporary,
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--log-error=${join(folder, 'log')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--max-connections=500',
      // Nobody unplugs the tests; what is committed, locked and seen is the same.
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-doublewrite=OFF',
      '--innodb-flush-method=nosync',
      '--loose-debug-no-sync',
      '--innodb-buffer-pool-size=256M',
    ];
    // A process group of its own: an interrupt from the keyboard is for the tests.
    const guard = spawn('sh', ['-c', GUARD, folder, binary, ...options], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    const server = new DatabaseServer(guard, folder, `mysql://root:@127.0.0.1:${port}`);
    await server.answers();
    return server;
  }

  async stop(): Promise<void> {
    const ended = once(this.guard, 'exit');
    this.guard.stdin!.end();
    await ended;
  }

  private async answers(): Promise<void> {
    const deadline = Date.now() + START_LIMIT;
    for (;;) {
      try {
        await nameOf(this.url);
        return;
      } catch (error) {
        if (Date.now() > deadline) {
          const log = readFileSync(join(this.folder, 'log'), 'utf8');
          await this.stop();
          throw new Error(`The database server for the tests does not start:\n${log}`, { cause: error });
        }
        await sleep(50);
      }
    }
  }
}

/** MariaDB and MySQL make an empty data folder in ways of their own; root has no password, on loopback only. */
async function initialize(binary: string, data: string, temporary: string): Promise<void> {
  if (!binary.endsWith('mariadbd')) {
    await run(binary, [
      '--no-defaults',
      '--initialize-insecure',
      ...asRoot(),
      `--datadir=${data}`,
      temporary,
    ]);
    return;
  }
  await run('mariadb-install-db', [
    '--no-defaults',
    ...asRoot(),
    `--datadir=${data}`,
    temporary,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
}

function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** Servers are often beside the PATH of ordinary users. */
function findServer(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const candidates = ['mariadbd', 'mysqld'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((path) => existsSync(path));
}

async function nameOf(url: string): Promise<string> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    return /mariadb/i.test((rows as { version: string }[])[0]!.version) ? 'MariaDB' : 'MySQL';
  } finally {
    await connection.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
