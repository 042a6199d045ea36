import { setTimeout as sleep } from 'node:timers/promises';
import { Client, measure, measureWhile } from './client.mjs';
import { Load, person } from './load.mjs';
import { startRollcall } from './servers.mjs';

/** Milliseconds for which the service is measured without a conversion. */
const QUIET = 15_000;
const CLIENTS = 4;
const random = (below) => Math.floor(Math.random() * below);

/** What a conversion of so many user IDs costs those who are served meanwhile, and how long it takes. */
export async function conversion(databaseUrl, users) {
  const server = await startRollcall(databaseUrl);
  const client = new Client(server.base, server.secret);
  const admin = new Client(server.base.replace('/scim/v2', '/api/v1'), server.token);
  try {
    const load = new Load(client);
    await measure(users, 16, async (index) => {
      const body = { ...person(index), userName: `user-${index}` };
      load.ids[index] = (await client.send('POST', '/Users', 201, body)).id;
    });
    let isQuiet = true;
    const quiet = sleep(QUIET).then(() => (isQuiet = false));
    const without = await serve(load, users, () => isQuiet);
    await quiet;

    const started = performance.now();
    const { id } = await admin.send('POST', '/jobs/convert-user-ids', 202, { includeManaged: true });
    let job = { state: 'running' };
    const ended = (async () => {
      for (; job.state === 'running'; await sleep(100)) job = await admin.send('GET', `/jobs/${id}`, 200);
      return (performance.now() - started) / 1000;
    })();
    const during = await serve(load, users, () => job.state === 'running');
    const seconds = await ended;
    if (job.result?.converted !== users) throw new Error(`A wrong conversion: ${JSON.stringify(job)}`);
    return { users, seconds, without, during };
  } finally {
    client.close();
    admin.close();
    await server.stop();
  }
}

/** Reads and writes of a provider, four at a time each, while it goes on. */
async function serve(load, users, goesOn) {
  const [read, write] = await Promise.all([
    measureWhile(goesOn, CLIENTS, (index) =>
      index % 2 === 0 ? load.findByExternalId(random(users)) : load.retrieve(random(users)),
    ),
    measureWhile(goesOn, CLIENTS, (index) => load.patch(random(users), String(index))),
  ]);
  return { read, write };
}
