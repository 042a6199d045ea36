import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Configuration } from './configuration.js';

/** Replaces port 0 by a port that is free, also in the default PUBLIC_URL, which names it. */
export async function settlePort(configuration: Configuration): Promise<void> {
  if (configuration.port !== 0) return;
  configuration.port = await freePort(configuration.host);
  configuration.publicUrl = configuration.publicUrl.replace(
    /^http:\/\/localhost:0$/,
    `http://localhost:${configuration.port}`,
  );
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
