import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/admin-client.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { ServerProcess } from '../support/server-process.js';
import { isSigned, WebhookReceiver, type ReceivedEvent } from '../support/webhook-receiver.js';

/** So many as time allows; `KILLS=25` is what is promised. */
const KILLS = Number(process.env['KILLS'] ?? 5);
const CLIENTS = 4;

interface Feed {
  readonly items: readonly ReceivedEvent[];
  readonly next: number;
}

describe.each(engines())('Webhooks of a server that is killed on $name', (engine) => {
  let database: TestDatabase;
  let dataDir: string;
  let server: ServerProcess;
  let receiver: WebhookReceiver;

  beforeEach(async () => {
    database = await engine.createDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'rollcall-webhooks-'));
    receiver = await WebhookReceiver.start();
    receiver.answer = (_message, response) =>
      setTimeout(() => response.writeHead(200).end(), Math.random() * 20);
    server = await start();
  });
  afterEach(async () => {
    await server.remove();
    await receiver.close();
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  });

  const start = (): Promise<ServerProcess> =>
    ServerProcess.start({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      ADMIN_EMAIL: 'ada@example.com',
      ADMIN_PASSWORD: PASSWORD,
      ALLOW_PRIVATE_NETWORKS: 'true',
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

  it(
    'lose no event, keep the order of each resource, and send what comes twice with the same id',
    { timeout: 400_000 },
    async () => {
      const credentials = { email: 'ada@example.com', password: PASSWORD };
      const { token } = await call<{ token: string }>('', 'POST', '/api/v1/session', credentials);
      const scim = await call<{ secret: string }>(token, 'POST', '/api/v1/scim/secret', {});
      const hook = { url: receiver.url };
      const { secret, position } = await call<{ secret: string; position: number }>(
        token,
        'POST',
        '/api/v1/webhooks',
        hook,
      );
      for (let kill = 0; kill < KILLS; kill++) {
        const clients = Array.from({ length: CLIENTS }, (_, client) =>
          provision(scim.secret, `${kill}-${client}`),
        );
        // In the middle of deliveries, wherever that is.
        const enough = receiver.messages.length + 3 + Math.random() * 20;
        for (let waited = 0; receiver.messages.length < enough && waited < 10_000; waited += 5)
          await sleep(5);
        server.kill('SIGKILL');
        await Promise.all(clients);
        await server.remove();
        server = await start();
      }
      await expect
        .poll(async () => missing(await everything(token, position)), { timeout: 120_000, interval: 500 })
        .toEqual([]);

      const events = await everything(token, position);
      expect(events.length).toBeGreaterThan(KILLS);
      const byId = new Map(events.map((event) => [event.id, event]));
      for (const message of receiver.messages) {
        // Whatever came once more is what came before.
        expect(message.event).toEqual(byId.get(message.event.id));
        expect(message.headers['webhook-id']).toBe(message.event.id);
        expect(isSigned(message, secret)).toBe(true);
      }
      for (const id of new Set(events.map(({ data }) => data.id))) {
        const first = [...new Set(receiver.of(id).map(({ sequence }) => sequence))];
        expect(first).toEqual([...first].sort((a, b) => a - b));
      }
    },
  );

  /** Creates users and changes them twice until the server is gone. */
  async function provision(secret: string, prefix: string): Promise<void> {
    for (let count = 0; ; count++) {
      try {
        const user = { userName: `${prefix}-${count}` };
        const { id } = await call<{ id: string }>(secret, 'POST', '/scim/v2/Users', user);
        for (const value of ['one', 'two']) {
          const Operations = [{ op: 'replace', path: 'title', value }];
          await call(secret, 'PATCH', `/scim/v2/Users/${id}`, { Operations });
        }
      } catch {
        return;
      }
    }
  }

  /** The feed from a position on: what the journal says to have happened. */
  async function everything(token: string, position: number): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    for (let after = position; ;) {
      const page: Feed = await call<Feed>(token, 'GET', `/api/v1/events?limit=1000&after=${after}`);
      events.push(...page.items);
      if (page.next === after) return events;
      after = page.next;
    }
  }

  function missing(events: readonly ReceivedEvent[]): string[] {
    const arrived = new Set(receiver.events.map(({ id }) => id));
    return events.filter(({ id }) => !arrived.has(id)).map(({ id }) => id);
  }
});
