import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/admin-client.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { ServerProcess } from '../support/server-process.js';

const KILLS = 4;
const CLIENTS = 8;

interface Listed {
  readonly totalResults: number;
  readonly Resources: readonly { readonly id: string; readonly userName: string }[];
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

  it('has lost nothing that it has acknowledged, and done nothing by halves', async () => {
    const { token } = await call<{ token: string }>('', 'POST', '/api/v1/session', {
      email: 'ada@example.com',
      password: PASSWORD,
    });
    const { secret } = await call<{ secret: string }>(token, 'POST', '/api/v1/scim/secret', {});
    const acknowledged = new Set<string>();
    for (let kill = 0; kill < KILLS; kill++) {
      const clients = Array.from({ length: CLIENTS }, (_, client) =>
        provision(secret, `${kill}-${client}`, acknowledged),
      );
      await sleep(100 + Math.random() * 400);
      server.kill('SIGKILL');
      await Promise.all(clients);
      await server.remove();
      server = await start();
    }
    const there = await everybody(secret);
    expect(acknowledged.size).toBeGreaterThan(KILLS);
    expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
    expect(await created(token)).toEqual(there);
  });

  /** Creates users until the server is gone. */
  async function provision(secret: string, prefix: string, acknowledged: Set<string>): Promise<void> {
    for (let count = 0; ; count++) {
      try {
        const { id } = await call<{ id: string }>(secret, 'POST', '/scim/v2/Users', {
          userName: `${prefix}-${count}`,
        });
        acknowledged.add(id);
      } catch {
        return;
      }
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

  /** Whom the journal says to have been created over SCIM. */
  async function created(token: string): Promise<Set<string>> {
    interface History {
      readonly items: readonly {
        readonly actor: { readonly type: string };
        readonly target: { readonly id: string };
      }[];
      readonly nextCursor?: string;
    }
    const ids = new Set<string>();
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const path = `/api/v1/audit-events?action=user.created&limit=200${cursor && `&cursor=${cursor}`}`;
      const page: History = await call<History>(token, 'GET', path);
      for (const { actor, target } of page.items) if (actor.type === 'scim') ids.add(target.id);
      cursor = page.nextCursor;
    }
    return ids;
  }
});
