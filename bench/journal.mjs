import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { Client } from './client.mjs';
import { memoryOf, startRollcall } from './servers.mjs';

/** How fast a long history is sealed, verified and exported, and what of memory that takes. */
export async function journal(databaseUrl, entries) {
  const fill = async (env) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['bench/fill-journal.mjs', String(entries)],
      {
        env,
      },
    );
    return Number(/Sealed in (\S+) s/.exec(stdout)[1]);
  };
  let sealing;
  const server = await startRollcall(databaseUrl, async (env) => (sealing = await fill(env)));
  const admin = new Client(server.base.replace('/scim/v2', '/api/v1'), server.token);
  try {
    const before = memoryOf(server.pid).now;
    const verifying = await seconds(async () => {
      const { valid, verified } = await admin.send('GET', '/audit-events/verification', 200);
      if (!valid || verified < entries) throw new Error(`A wrong verification: ${verified}`);
    });
    const exports = {};
    for (const format of ['jsonl', 'csv']) {
      let lines = 0;
      const took = await seconds(async () => (lines = await countLines(admin, format)));
      if (lines < entries) throw new Error(`A wrong export: ${lines} lines`);
      exports[format] = lines / took;
    }
    const memory = { before, most: memoryOf(server.pid).most };
    return { entries, sealed: entries / sealing, verified: entries / verifying, exports, memory };
  } finally {
    admin.close();
    await server.stop();
  }
}

async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Reads as fast as it comes, and keeps nothing. */
function countLines({ base, token }, format) {
  const path = `${base.pathname}/audit-events/export?format=${format}`;
  return new Promise((resolve, reject) => {
    const { hostname: host, port } = base;
    const outgoing = request(
      { host, port, path, headers: { Authorization: `Bearer ${token}` } },
      (response) => {
        let lines = 0;
        response.on('data', (chunk) => {
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
        });
        response.on('error', reject);
        response.on('end', () => resolve(lines));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
