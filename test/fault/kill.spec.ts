import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/admin-client.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { PATCH_OP } from '../support/scim-client.js';
import { ServerProcess } from '../support/server-process.js';

/** So many as time allows; `KILLS=25` is what is promised. */
const KILLS = Number(process.env['KILLS'] ?? 10);
const CLIENTS = 8;

interface Listed {
  readonly totalResults: number;
  readonly Resources: readonly { readonly id: string; readonly userName: string }[];
}

interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: {
    readonly id: string;
    readonly changes: readonly { readonly after: { readonly value?: string } | null }[];
  };
}

describe.each(engines())('A server that is killed on $name', (engine) => {
  let database: TestDatabase;
  let dataDir: string;
  let server: ServerProcess;

  beforeEach(async () => {
    database = await engine.createDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'rollcall-kill-'));
    server = await start();
  });
  afterEach(async () => {
    await server.remove();
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  });

  const start = (): Promise<ServerProcess> =>
    ServerProcess.start({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ADMIN_EMAIL: 'ada@example.com',
      ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: 'silent',
    });

  const call = async <T>(token: string, method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(server.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}`);
    return (await response.json()) as T;
  };

  it(`has lost nothing that it has acknowledged, and done nothing by halves, in ${KILLS} kills`, async () => {
    const { token } = await call<{ token: string }>('', 'POST', '/api/v1/session', {
      email: 'ada@example.com',
      password: PASSWORD,
    });
    const { secret } = await call<{ secret: string }>(token, 'POST', '/api/v1/scim/secret', {});
    const acknowledged = { users: new Set<string>(), members: new Set<string>() };
    const { id: group } = await call<{ id: string }>(secret, 'POST', '/scim/v2/Groups', {
      displayName: 'All',
    });
    for (let kill = 0; kill < KILLS; kill++) {
      const clients = Array.from({ length: CLIENTS }, (_, client) =>
        provision(secret, `${kill}-${client}`, group, acknowledged),
      );
      // However slow the machine is: at a random point, and not before anything was acknowledged.
      const before = acknowledged.members.size;
      while (acknowledged.members.size === before) await sleep(10);
      await sleep(Math.random() * 300);
      server.kill('SIGKILL');
      await Promise.all(clients);
      await server.remove();
      server = await start();
    }
    const there = await everybody(secret);
    const { members = [] } = await call<{ members?: { value: string }[] }>(
      secret,
      'GET',
      `/scim/v2/Groups/${group}`,
    );
    const inGroup = new Set(members.map(({ value }) => value));
    expect(acknowledged.users.size).toBeGreaterThanOrEqual(KILLS);
    expect(acknowledged.members.size).toBeGreaterThanOrEqual(KILLS);
    expect([...acknowledged.users].filter((id) => !there.has(id))).toEqual([]);
    expect([...acknowledged.members].filter((id) => !inGroup.has(id))).toEqual([]);
    await expectJournal(token, there, inGroup);
  }, 600_000);

  /** Creates users and makes them members until the server is gone. */
  async function provision(
    secret: string,
    prefix: string,
    group: string,
    acknowledged: { users: Set<string>; members: Set<string> },
  ): Promise<void> {
    for (let count = 0; ; count++) {
      try {
        const userName = `${prefix}-${count}`;
        const { id } = await call<{ id: string }>(secret, 'POST', '/scim/v2/Users', { userName });
        acknowledged.users.add(id);
        await call(secret, 'PATCH', `/scim/v2/Groups/${group}?attributes=id`, {
          schemas: [PATCH_OP],
          Operations: [{ op: 'add', path: 'members', value: [{ value: id }] }],
        });
        acknowledged.members.add(id);
      } catch {
        return;
      }
    }
  }

  /** The journal is whole, and tells of everybody and every member, each once; so does the feed, the same each time. */
  async function expectJournal(
    token: string,
    users: ReadonlySet<string>,
    members: ReadonlySet<string>,
  ): Promise<void> {
    await expect
      .poll(async () => (await feed(token)).length, { timeout: 30_000, interval: 200 })
      .toBeGreaterThanOrEqual(users.size + members.size + 1);
    const verification = await call(token, 'GET', '/api/v1/audit-events/verification');
    expect(verification).toMatchObject({ valid: true, broken: null });
    const events = await feed(token);
    const told = (type: string) => events.filter((event) => event.type === type);
    const created = told('user.created').map(({ data }) => data.id);
    const added = told('group.member_added').flatMap(({ data }) =>
      data.changes.map(({ after }) => after!.value!),
    );
    // Ada was there before the provider.
    expect(created.filter((id) => users.has(id)).sort()).toEqual([...users].sort());
    expect(created).toHaveLength(users.size + 1);
    expect(added.sort()).toEqual([...members].sort());
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(await feed(token)).toEqual(events);
  }

  async function feed(token: string): Promise<FeedEvent[]> {
    const events: FeedEvent[] = [];
    for (let after = 0; ;) {
      const page = await call<{ items: FeedEvent[]; next: number }>(
        token,
        'GET',
        `/api/v1/events?limit=1000&after=${after}`,
      );
      events.push(...page.items);
      if (page.next === after) return events;
      after = page.next;
    }
  }

  async function everybody(secret: string): Promise<Set<string>> {
    const ids = new Set<string>();
    for (;;) {
      const page = await call<Listed>(secret, 'GET', `/scim/v2/Users?count=1000&startIndex=${ids.size + 1}`);
      for (const { id } of page.Resources) ids.add(id);
      if (ids.size >= page.totalResults) return ids;
    }
  }
});
