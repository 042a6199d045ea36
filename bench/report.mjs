import { cpus, totalmem } from 'node:os';

const perSecond = ({ perSecond: value }) => value.toFixed(0);
const ms = (value) => value.toFixed(2);
const ratio = (value) => `${value.toFixed(2)}x`;
const reached = (isReached) => (isReached ? 'reached' : 'missed');

/** Which bare route a phase is held against. */
const AGAINST = {
  'create a user': 'insert',
  'look-up by userName': 'byName',
  'look-up by externalId': 'byName',
  'GET a user': 'byId',
  'PATCH a user': 'insert',
  'PUT a user': 'insert',
};

/** bench/RESULTS.md: ratios first, numbers beside them. */
export function report(results, { sizes, memberSizes }) {
  const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  return [
    '# Benchmark',
    '',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${machine}. Client, server and database`,
    'share the machine, so that the ratios of one run say something and its numbers alone do not. Every answer is checked.',
    'The journal is written, the log is on, each commit is on the disk before it is answered.',
    '',
    ...results.flatMap((result) => engine(result, sizes, memberSizes)),
  ].join('\n');
}

function engine({ engine: name, converted, history, ...result }, sizes, memberSizes) {
  return [
    `## ${name}`,
    '',
    ...(result.growth ? load(result, sizes, memberSizes) : []),
    ...(converted ? conversion(converted) : []),
    ...(history ? journal(history) : []),
  ];
}

function conversion({ users, seconds, without, during }) {
  const row = (what, key) => {
    const [before, now] = [without[key], during[key]];
    const cells = [perSecond(before), perSecond(now), ms(before.p50), ms(now.p50)];
    const slowest = [ms(before.p95), ms(now.p95), ms(before.p99), ms(now.p99)];
    return `| ${[what, ...cells, ...slowest].join(' | ')} |`;
  };
  return [
    '### User IDs converted to e-mails, while four clients read and four write',
    '',
    `${users} users in ${seconds.toFixed(0)} s: ${(users / seconds).toFixed(0)} a second. Each number without and with the conversion.`,
    '',
    '| what | a second | with | p50 ms | with | p95 ms | with | p99 ms | with |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    row('look-up by externalId, GET', 'read'),
    row('PATCH a user', 'write'),
    '',
  ];
}

function journal({ entries, sealed, verified, exports, memory }) {
  return [
    `### A history of ${entries} entries`,
    '',
    '| goal | measured | |',
    '| --- | --- | --- |',
    `| verified at 20,000 entries a second or more | ${verified.toFixed()} a second | ${reached(verified >= 20_000)} |`,
    `| exported at 10,000 entries a second or more | JSON lines ${exports.jsonl.toFixed()}, CSV ${exports.csv.toFixed()} a second | ${reached(Math.min(exports.jsonl, exports.csv) >= 10_000)} |`,
    `| in constant memory, less than 150 MB of it | ${memory.before} MB before, ${memory.most} MB at the most | ${reached(memory.most - memory.before < 150)} |`,
    '',
    `Sealed at ${sealed.toFixed()} entries a second when all of them are there at once.`,
    '',
  ];
}

function load({ raw, bare, growth, phases, groups, memory }, sizes, memberSizes) {
  const [least, most] = [growth[0], growth.at(-1)];
  const [few, many] = [groups[0], groups.at(-1)];
  const lookUp = most.findByUserName.p50 / least.findByUserName.p50;
  const add = many.add.p50 / few.add.p50;
  const lastPage = most.lastPage.p50 / most.firstPage.p50;
  return [
    '| goal | measured | |',
    '| --- | --- | --- |',
    `| look-up by userName at ${sizes.at(-1)} users at most 1.3x that at ${sizes[0]} | ${ratio(lookUp)} | ${reached(lookUp <= 1.3)} |`,
    `| one member added at ${memberSizes.at(-1)} members at most 1.5x that at ${memberSizes[0]} | ${ratio(add)} | ${reached(add <= 1.5)} |`,
    `| the last page by cursor costs what the first does (${most.size} users) | ${ratio(lastPage)} | ${reached(lastPage <= 1.2)} |`,
    `| resident memory under 300 MB throughout | ${memory} MB | ${reached(memory < 300)} |`,
    '',
    '### Sixteen at a time, beside one route of NestJS with one statement',
    '',
    `Bare: insert ${perSecond(bare.insert)}/s, select by id ${perSecond(bare.byId)}/s, by name ${perSecond(bare.byName)}/s.`,
    `The driver alone: insert ${perSecond(raw.insert)}/s, select ${perSecond(raw.select)}/s.`,
    '',
    '| what | a second | p50 ms | p95 ms | of the bare route |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(phases).map(([phase, row]) => {
      const against = AGAINST[phase];
      const share = against ? `${Math.round((row.perSecond / bare[against].perSecond) * 100)} %` : '';
      return `| ${phase} | ${perSecond(row)} | ${ms(row.p50)} | ${ms(row.p95)} | ${share} |`;
    }),
    '',
    '### Growth: p50 in ms, one at a time',
    '',
    '| users | created a second (16 at a time) | look-up by userName | GET | PATCH | first page of 100 | last page |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...growth.map(
      (row) =>
        `| ${row.size} | ${perSecond(row.creating)} | ${ms(row.findByUserName.p50)} | ${ms(row.retrieve.p50)} |` +
        ` ${ms(row.patch.p50)} | ${ms(row.firstPage.p50)} | ${ms(row.lastPage.p50)} |`,
    ),
    '',
    '### One growing group: p50 in ms, one at a time',
    '',
    '| members | add one | remove one | add a hundred |',
    '| --- | --- | --- | --- |',
    ...groups.map(
      ({ size, add, remove, batch }) =>
        `| ${size} | ${ms(add.p50)} | ${ms(remove.p50)} | ${batch ? ms(batch.p50) : ''} |`,
    ),
    '',
  ];
}
