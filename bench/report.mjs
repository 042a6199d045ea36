import { cpus, totalmem } from 'node:os';

const perSecond = ({ perSecond: value }) => value.toFixed(0);
const ms = (value) => value.toFixed(2);
const ratio = (a, b) => `${(a / b).toFixed(2)}x`;

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

function engine({ engine: name, converted, ...result }, sizes, memberSizes) {
  return [
    `## ${name}`,
    '',
    ...(result.growth ? load(result, sizes, memberSizes) : []),
    ...(converted ? conversion(converted) : []),
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

function load({ raw, bare, growth, phases, groups, memory }, sizes, memberSizes) {
  const [least, most] = [growth[0], growth.at(-1)];
  const [few, many] = [groups[0], groups.at(-1)];
  return [
    '| goal | measured |',
    '| --- | --- |',
    `| look-up by userName at ${sizes.at(-1)} users at most 1.3x that at ${sizes[0]} | ${ratio(most.findByUserName.p50, least.findByUserName.p50)} |`,
    `| one member added at ${memberSizes.at(-1)} members at most 1.5x that at ${memberSizes[0]} | ${ratio(many.add.p50, few.add.p50)} |`,
    `| the last page by cursor costs what the first does (${most.size} users) | ${ratio(most.lastPage.p50, most.firstPage.p50)} |`,
    `| resident memory under 300 MB throughout | ${memory} MB |`,
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
