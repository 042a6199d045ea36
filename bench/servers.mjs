import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { Client } from './client.mjs';

const PASSWORD = 'correct horse battery';

export function folder() {
  return mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
}

/** A MariaDB or MySQL of the benchmark's own, as safe against loss of power as it is by default. */
export async function startDatabase() {
  const binary = ['/usr/sbin/mariadbd', '/usr/sbin/mysqld'].find((path) => existsSync(path));
  if (!binary) return undefined;
  const home = folder();
  const data = join(home, 'data');
  const user = process.getuid() === 0 ? ['--user=root'] : [];
  if (binary.endsWith('mariadbd')) {
    const options = [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
    ];
    execFileSync('mariadb-install-db', options, { stdio: 'ignore' });
  } else execFileSync(binary, ['--no-defaults', '--initialize-insecure', ...user, `--datadir=${data}`]);
  const port = await freePort();
  const place = [`--datadir=${data}`, `--socket=${join(home, 'socket')}`, `--pid-file=${join(home, 'pid')}`];
  const options = [
    '--bind-address=127.0.0.1',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=1G',
  ];
  const child = spawn(binary, ['--no-defaults', ...user, ...place, `--port=${port}`, ...options], {
    stdio: 'ignore',
  });
  const url = `mysql://root@127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    try {
      const connection = await createConnection(`${url}/mysql`);
      const [[{ version }]] = await connection.query('SELECT VERSION() AS version');
      await connection.query('CREATE DATABASE rollcall');
      await connection.query('CREATE DATABASE bare');
      await connection.query('CREATE DATABASE conversion');
      await connection.query('CREATE DATABASE journal');
      await connection.end();
      const stop = async () => {
        child.kill('SIGKILL');
        await once(child, 'exit');
        rmSync(home, { recursive: true, force: true });
      };
      return { url, version, stop };
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(50);
    }
  }
}

/**
 * Rollcall as `npm start` runs it, with a secret issued.
 * @param prepare fills the database before, in a process with the same environment
 */
export async function startRollcall(databaseUrl, prepare = async () => undefined) {
  const home = folder();
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    DATA_DIR: home,
    DATABASE_URL: databaseUrl ?? `sqlite:${home}/rollcall.sqlite`,
    ADMIN_EMAIL: 'bench@example.com',
    ADMIN_PASSWORD: PASSWORD,
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'info',
  };
  await prepare(env);
  const child = spawn(process.execPath, ['dist/main.js'], {
    env,
    // The log is written, as it is in production, and read by nobody.
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output = (output + chunk).slice(-4_000)));
  while (!/SCIM tenant URL +(\S+)/.test(output)) {
    if (child.exitCode !== null) throw new Error(`Rollcall does not start: ${output}`);
    await sleep(50);
  }
  const scim = /SCIM tenant URL +(\S+)/.exec(output)[1].replace('localhost', '127.0.0.1');
  const admin = new Client(scim.replace('/scim/v2', '/api/v1'));
  const { token } = await admin.send('POST', '/session', 201, {
    email: 'bench@example.com',
    password: PASSWORD,
  });
  admin.token = token;
  const { secret } = await admin.send('POST', '/scim/secret', 201, {});
  admin.close();
  return { base: scim, secret, token, pid: child.pid, stop: () => end(child, home) };
}

/** One route of NestJS with one statement behind it: what the framework and the driver cost at the least. */
export async function startBare(databaseUrl) {
  const home = folder();
  const env = { PATH: process.env.PATH, DATABASE: databaseUrl ?? join(home, 'bare.sqlite') };
  const child = spawn(process.execPath, ['bench/bare-server.mjs'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { base: `http://127.0.0.1:${Number(line)}`, pid: child.pid, stop: () => end(child, home) };
}

async function end(child, home) {
  child.kill('SIGTERM');
  await once(child, 'exit');
  rmSync(home, { recursive: true, force: true });
}

/** Resident memory in MB: now, and the most that it has been (Linux). */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024);
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
