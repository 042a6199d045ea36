import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/persistence/persistence.module.js';
import { engines, type TestDatabase } from '../support/engines.js';

describe.each(engines().slice(1))('Several hosts of $name', (engine) => {
  let database: TestDatabase;
  let hosts: Host[];
  beforeEach(async () => {
    database = await engine.createDatabase();
    hosts = [await Host.start(database.url), await Host.start(database.url)];
  });
  afterEach(async () => {
    for (const host of hosts) await host.stop();
    await database.drop();
  });

  const urlOf = ([first, second]: Host[]): string => {
    const url = new URL(database.url);
    return `mysql://${url.username}:${url.password}@127.0.0.1:${first!.port},127.0.0.1:${second!.port}${url.pathname}`;
  };

  it('serve on: what was connected to the one that goes is connected to the next', async () => {
    const opened = await openDatabase(urlOf(hosts));
    const answers = async () => expect(await opened.dataSource.query('SELECT 1 AS one')).toHaveLength(1);
    await answers();
    expect(hosts.map(({ connections }) => connections > 0)).toEqual([true, false]);
    await hosts[0]!.stop();
    await vi.waitFor(answers, { timeout: 30_000 });
    expect(hosts[1]!.connections).toBeGreaterThan(0);
    await opened.close();
  });

  it('need not all answer at the start', async () => {
    const url = urlOf(hosts);
    await hosts[0]!.stop();
    const opened = await openDatabase(url);
    expect(await opened.dataSource.query('SELECT 1 AS one')).toHaveLength(1);
    await opened.close();
  });
});

/** A host of the cluster: it passes everything on to the database, until it goes. */
class Host {
  connections = 0;
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  static async start(url: string): Promise<Host> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const host = new Host(server);
    server.on('connection', (socket) => {
      host.connections++;
      const behind = connect(Number(port), hostname);
      for (const [one, other] of [
        [socket, behind],
        [behind, socket],
      ] as const) {
        host.sockets.add(one);
        one.on('error', () => undefined); // Broken off: that is the point.
        one.pipe(other);
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return host;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }
}
