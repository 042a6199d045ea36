import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, measure } from './client.mjs';
import { conversion } from './conversion.mjs';
import { journal } from './journal.mjs';
import { Load, person } from './load.mjs';
import { rawSqlite, rawMysql } from './raw.mjs';
import { report } from './report.mjs';
import { memoryOf, startBare, startDatabase, startRollcall } from './servers.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'sqlite,mysql' },
    scale: { type: 'string', default: '1000,10000,50000' },
    converted: { type: 'string', default: '20000' },
    entries: { type: 'string', default: '1000000' },
    parts: { type: 'string', default: 'load,conversion,journal' },
    members: { type: 'string', default: '0,1000,20000' },
    out: { type: 'string', default: 'bench/RESULTS.md' },
  },
});
const sizes = options.scale.split(',').map(Number);
const memberSizes = options.members.split(',').map(Number);
const log = (text) => process.stdout.write(`${text}\n`);
const random = (below) => Math.floor(Math.random() * below);

const parts = options.parts.split(',');

const engines = options.only.split(',');
const database = engines.includes('mysql') ? await startDatabase() : undefined;
if (engines.includes('mysql') && !database)
  log('There is no MySQL or MariaDB on this machine: that half is not run.');
const results = [];
try {
  if (engines.includes('sqlite'))
    results.push(await benchmark('SQLite, WAL, synchronous=FULL', undefined, rawSqlite));
  if (database) {
    const name = `MySQL ${database.version}, flush at each commit`;
    results.push(await benchmark(name, database.url, () => rawMysql(`${database.url}/bare`)));
  }
} finally {
  await database?.stop();
}
writeFileSync(join(process.cwd(), options.out), report(results, { sizes, memberSizes }));
log(`Written to ${options.out}`);

async function benchmark(engine, url, raw) {
  log(`\n${engine}`);
  return {
    engine,
    ...(parts.includes('load') && (await loaded(url, raw))),
    ...(parts.includes('conversion') && { converted: await converted(url && `${url}/conversion`) }),
    ...(parts.includes('journal') && { history: await history(url && `${url}/journal`) }),
  };
}

async function converted(url) {
  const result = await conversion(url, Number(options.converted));
  const { users, seconds, without, during } = result;
  log(
    `  ${users} user IDs converted in ${seconds.toFixed(0)} s; p95 of reads ${without.read.p95.toFixed(2)} →` +
      ` ${during.read.p95.toFixed(2)} ms, of writes ${without.write.p95.toFixed(2)} → ${during.write.p95.toFixed(2)} ms`,
  );
  return result;
}

async function history(url) {
  const result = await journal(url, Number(options.entries));
  const { entries, sealed, verified, exports, memory } = result;
  log(
    `  ${entries} entries: sealed at ${sealed.toFixed()}/s, verified at ${verified.toFixed()}/s, exported at` +
      ` ${exports.jsonl.toFixed()}/s; ${memory.before} → ${memory.most} MB`,
  );
  return result;
}

async function loaded(url, raw) {
  const result = { raw: await raw(), bare: await bare(url && `${url}/bare`), memory: 0 };
  const server = await startRollcall(url && `${url}/rollcall`);
  const client = new Client(server.base, server.secret);
  const sampler = setInterval(() => (result.memory = Math.max(result.memory, memoryOf(server.pid).now)), 250);
  try {
    const load = new Load(client);
    result.growth = [];
    for (const size of sizes) result.growth.push(await grown(load, size));
    result.phases = await phases(load);
    result.groups = await groups(load);
  } finally {
    clearInterval(sampler);
    result.memory = Math.max(result.memory, memoryOf(server.pid).most);
    client.close();
    await server.stop();
  }
  log(`  most memory: ${result.memory} MB`);
  return result;
}

async function bare(url) {
  const server = await startBare(url);
  const client = new Client(server.base);
  const count = 2_000;
  const insert = await measure(count, 16, (index) => client.send('POST', '/documents', 201, person(index)));
  const byId = await measure(count, 16, () =>
    client.send('GET', `/documents/by-id/external-${random(count)}`, 200),
  );
  const byName = await measure(count, 16, () =>
    client.send('GET', `/documents/by-name/${person(random(count)).userName}`, 200),
  );
  client.close();
  await server.stop();
  log(`  bare NestJS: insert ${insert.perSecond.toFixed()}/s, select ${byId.perSecond.toFixed()}/s`);
  return { insert, byId, byName };
}

/** Service times, one at a time, at a size. */
async function grown(load, size) {
  const creating = await load.growTo(size);
  const one = (count, work) => measure(count, 1, work);
  await one(50, () => load.findByUserName(random(size)));
  const pages = { first: '&cursor=', last: `&cursor=${await lastCursor(load)}` };
  const row = {
    size,
    creating,
    findByUserName: await one(300, () => load.findByUserName(random(size))),
    retrieve: await one(300, () => load.retrieve(random(size))),
    patch: await one(200, (index) => load.patch(random(size), `${size}-${index}`)),
    firstPage: await one(60, () => load.page(pages.first)),
    lastPage: await one(60, () => load.page(pages.last)),
  };
  log(
    `  ${size} users: created at ${creating.perSecond.toFixed()}/s; look-up ${row.findByUserName.p50.toFixed(2)} ms,` +
      ` PATCH ${row.patch.p50.toFixed(2)} ms, page ${row.firstPage.p50.toFixed(2)} and ${row.lastPage.p50.toFixed(2)} ms`,
  );
  return row;
}

/** The cursor of the last page of a hundred. */
async function lastCursor(load) {
  let cursor = '';
  for (;;) {
    const list = await load.client.send('GET', `/Users?count=100&attributes=id&cursor=${cursor}`, 200);
    if (list.nextCursor === undefined) return cursor;
    cursor = list.nextCursor;
  }
}

/** What a busy provider does, sixteen at a time. */
async function phases(load) {
  const size = load.ids.length;
  const many = (count, work) => measure(count, 16, work);
  const result = {
    'create a user': await many(1_000, (index) => load.create(size + index)),
    'look-up by userName': await many(2_000, () => load.findByUserName(random(size))),
    'look-up by externalId': await many(2_000, () => load.findByExternalId(random(size))),
    'GET a user': await many(2_000, () => load.retrieve(random(size))),
    'PATCH a user': await many(1_000, (index) => load.patch(index, `many-${index}`)),
    'PUT a user': await many(1_000, (index) => load.replace(index, `many-${index}`)),
    'page of 100 users': await many(300, () => load.page('')),
    'complex filter': await many(50, (index) => load.complexFilter(index)),
  };
  for (const [name, { perSecond }] of Object.entries(result)) log(`  ${name}: ${perSecond.toFixed()}/s`);
  return result;
}

async function groups(load) {
  const group = await load.createGroup('Bench');
  const singles = load.ids.slice(-40);
  const rows = [];
  let members = 0;
  for (const size of memberSizes) {
    const batches = [];
    for (; members < size; members += 100) batches.push(load.ids.slice(members, members + 100));
    const batch =
      batches.length > 0 ? await measure(batches.length, 1, (i) => load.addMembers(group, batches[i])) : null;
    const add = await measure(singles.length, 1, (index) => load.addMembers(group, [singles[index]]));
    const remove = await measure(singles.length, 1, (index) => load.removeMember(group, singles[index]));
    rows.push({ size, batch, add, remove });
    log(`  ${size} members: add one ${add.p50.toFixed(2)} ms, remove one ${remove.p50.toFixed(2)} ms`);
  }
  return rows;
}
