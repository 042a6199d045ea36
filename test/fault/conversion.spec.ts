import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/admin-client.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { PATCH_OP } from '../support/scim-client.js';
import { ServerProcess } from '../support/server-process.js';

/** So many as time allows; `CONVERSION_USERS=100000` is what administrators may have. */
const USERS = Number(process.env['CONVERSION_USERS'] ?? 400);
const KILLS = 9;
const CLIENTS = 4;
/** Lines of an import. */
const CHUNK = 5_000;
const LIMIT = 600_000 + USERS * 60;

interface Job {
  readonly id: string;
  readonly state: string;
  readonly total: number | null;
  readonly done: number;
  readonly conflictCount: number;
  readonly conflicts: readonly { readonly reason: string; readonly userName: string }[];
  readonly result: object | null;
}
interface User {
  readonly id: string;
  readonly userName: string;
  readonly title?: string;
  readonly emails?: readonly { readonly value: string }[];
}
interface Entry {
  readonly requestId: string;
  readonly target: { readonly id: string };
  readonly changes: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
}
interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

describe.each(engines())('A conversion of user IDs on $name', (engine) => {
  let database: TestDatabase;
  let dataDir: string;
  let server: ServerProcess;
  let token: string;
  let secret: string;

  beforeEach(async () => {
    database = await engine.createDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'rollcall-conversion-'));
    await start();
    const ada = { email: 'ada@example.com', password: PASSWORD };
    token = (await call<{ token: string }>('', 'POST', '/api/v1/session', ada)).token;
    secret = (await call<{ secret: string }>(token, 'POST', '/api/v1/scim/secret', {})).secret;
  });
  afterEach(async () => {
    await server.remove();
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  });

  async function start(): Promise<void> {
    server = await ServerProcess.start({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ADMIN_EMAIL: 'ada@example.com',
      ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: 'silent',
    });
  }

  const call = async <T>(
    bearer: string,
    method: string,
    path: string,
    body?: object | string,
  ): Promise<T> => {
    const isText = typeof body === 'string';
    const response = await fetch(server.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${bearer}`,
        'Content-Type': isText ? 'text/csv' : 'application/json',
      },
      body: isText ? body : body && JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answers ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const look = (id: string): Promise<Job> => call(token, 'GET', `/api/v1/jobs/${id}`);

  it(
    `of ${USERS} users that is killed ${KILLS} times under load ends right: each changed once, nothing else lost`,
    { timeout: LIMIT },
    async () => {
      await people();
      const ids = new Map((await everybody()).map(({ userName, id }) => [userName, id]));
      const { id } = await call<{ id: string }>(token, 'POST', '/api/v1/jobs/convert-user-ids', {
        includeManaged: true,
      });
      const titles = new Map<string, number>();
      const made = new Set<string>();
      for (let kill = 1; kill <= KILLS; kill++) {
        const clients = Array.from({ length: CLIENTS }, (_, client) =>
          provision(`${kill}-${client}`, (round) => ids.get(nameOf(client + CLIENTS * round))!, titles, made),
        );
        await progressed(id, (kill * USERS) / (KILLS + 1));
        server.kill('SIGKILL');
        await Promise.all(clients);
        await server.remove();
        await start();
      }
      const job = await progressed(id, Infinity);

      expect(job).toMatchObject({ state: 'done', conflictCount: 20, done: job.total! });
      expect(new Set(job.conflicts.map(({ reason }) => reason))).toEqual(
        new Set(['no_email', 'email_shared']),
      );
      const there = new Map((await everybody()).map((user) => [user.id, user]));
      const wrong = [...ids].filter(([name, userId]) => there.get(userId)?.userName !== wanted(name));
      expect(wrong).toEqual([]);
      expect([...made].filter((userId) => !there.has(userId))).toEqual([]);
      expect(titles.size).toBeGreaterThan(KILLS);
      const lost = [...titles].filter(([userId, round]) => Number(there.get(userId)?.title) < round);
      expect(lost).toEqual([]);
      expect(job.result).toMatchObject({ dryRun: false, converted: USERS - 20 });
      await expectJournal(id, ids);
    },
  );

  /** Each tenth of them of which there are twenty has no e-mail, or shares it. */
  const isStuck = (index: number): boolean => index % (USERS / 20) === 0;
  const nameOf = (index: number): string => `user-${String(index).padStart(6, '0')}`;
  const emailOf = (index: number): string => {
    if (!isStuck(index)) return `${nameOf(index)}@example.com`;
    return index % (USERS / 10) === 0 ? '' : 'desk@example.com';
  };
  const wanted = (name: string): string => {
    const index = Number(name.slice('user-'.length));
    return name.startsWith('user-') && !isStuck(index) ? emailOf(index) : name;
  };

  async function people(): Promise<void> {
    for (let first = 0; first < USERS; first += CHUNK) {
      const lines = Array.from({ length: Math.min(CHUNK, USERS - first) }, (_, offset) => {
        return `${nameOf(first + offset)},${emailOf(first + offset)}`;
      });
      const text = ['userName,email', ...lines].join('\n');
      const { id } = await call<Job>(token, 'POST', '/api/v1/jobs/import-users', text);
      const job = await progressed(id, Infinity);
      expect(job.result).toMatchObject({ faulty: 0 });
    }
  }

  /** Waits until the job has done so much, and is still at it, or until it has ended. */
  async function progressed(id: string, done: number): Promise<Job> {
    for (;;) {
      const job = await look(id);
      if (job.state !== 'running') {
        if (done !== Infinity) throw new Error(`It has ended too early: ${JSON.stringify(job)}`);
        return job;
      }
      if (job.done >= done) return job;
      await sleep(10);
    }
  }

  /** What an IdP does meanwhile: creates users and changes others, until the server is gone. */
  async function provision(
    prefix: string,
    target: (round: number) => string,
    titles: Map<string, number>,
    made: Set<string>,
  ): Promise<void> {
    for (let round = 1; ; round++) {
      try {
        const userName = `new-${prefix}-${round}@example.org`;
        made.add(
          (await call<User>(secret, 'POST', '/scim/v2/Users', { userName, emails: [{ value: userName }] }))
            .id,
        );
        const id = target(round % 20);
        const title = (titles.get(id) ?? 0) + 1;
        const operation = { op: 'replace', path: 'title', value: String(title) };
        await call(secret, 'PATCH', `/scim/v2/Users/${id}`, { schemas: [PATCH_OP], Operations: [operation] });
        titles.set(id, title);
      } catch (error) {
        if (error instanceof TypeError) return;
        throw error;
      }
    }
  }

  async function everybody(): Promise<User[]> {
    const users: User[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: { Resources: readonly User[]; nextCursor?: string } = await call(
        secret,
        'GET',
        `/scim/v2/Users?count=1000&attributes=userName,title&cursor=${cursor}`,
      );
      users.push(...page.Resources);
      cursor = page.nextCursor;
    }
    return users;
  }

  /** The journal has each change of a userName once, and is unbroken. */
  async function expectJournal(jobId: string, ids: ReadonlyMap<string, string>): Promise<void> {
    const changed = new Map<string, unknown[]>();
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const path = `/api/v1/audit-events?action=user.updated&limit=200${cursor && `&cursor=${cursor}`}`;
      const page: Page<Entry> = await call(token, 'GET', path);
      for (const { requestId, target, changes } of page.items) {
        if (requestId === jobId) changed.set(target.id, [...(changed.get(target.id) ?? []), ...changes]);
      }
      cursor = page.nextCursor;
    }
    const expected = [...ids].filter(([name]) => wanted(name) !== name);
    const wrong = expected.filter(([name, id]) => {
      const change = { path: 'userName', before: name, after: wanted(name) };
      return JSON.stringify(changed.get(id)) !== JSON.stringify([change]);
    });
    expect(wrong).toEqual([]);
    expect(changed.size).toBe(expected.length);
    const verification = await call<{ broken: unknown }>(token, 'GET', '/api/v1/audit-events/verification');
    expect(verification.broken).toBeNull();
  }
});
