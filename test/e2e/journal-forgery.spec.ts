import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JournalRetention } from '../../src/journal/journal-retention.js';
import { JournalVerification, type Verification } from '../../src/journal/journal-verification.js';
import { Sealer } from '../../src/journal/sealer.js';
import { UnitOfWork, type Parameter } from '../../src/persistence/unit-of-work.js';
import { eraseHistory } from '../support/erasure.js';
import { engines } from '../support/engines.js';
import { connect } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FORGERIES = 1_000;
/** Entries that are not kept, and those that are beyond them. */
const PRUNED = 5;

type Row = Record<string, Parameter>;

/** Where the journal says that it is broken: at the first entry that the forgery has touched. */
interface Forgery {
  readonly kind: string;
  readonly at: number;
  readonly seed: number;
}

/** What an entry says, and a forger may change. */
const CONTENT = [
  'id',
  'time',
  'actor_type',
  'actor_id',
  'actor_display',
  'actor_ip',
  'action',
  'target_type',
  'target_id',
  'target_display',
  'changes',
  'request_id',
  'outcome',
] as const;

/** A journal with a beginning that is not kept any more, entries that were erased, and somebody with all rights on the database. */
describe.each(engines())('A forger of the journal on $name', (engine) => {
  let app: TestApp;
  let unit: UnitOfWork;
  let rows: Row[];
  let last: number;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    unit = app.nest.get(UnitOfWork, { strict: false });
    const { admin, scim } = await connect(app);
    const users = [];
    for (let index = 0; index < 12; index++)
      users.push(await scim.createUser(`user ${index}`, { title: 'T' }));
    await scim.createGroup(
      'Group',
      users.map(({ id }) => id),
    );
    await eraseHistory(admin, users[3]!.id);
    const sealer = app.nest.get(Sealer, { strict: false });
    await sealer.seal(1);
    const pruned = (await select())[PRUNED - 1]!;
    await app.nest.get(JournalRetention, { strict: false }).prune(1, Number(pruned['time']) + 1);
    await sealer.seal(1);
    rows = await select();
    last = Number(rows.at(-1)!['sequence']);
    expect(await verified()).toMatchObject({ broken: null, first: Number(rows[0]!['sequence']) });
    expect(Number(rows[0]!['sequence'])).toBeGreaterThan(PRUNED);
    expect(rows.filter((row) => row['erasure'] !== null).length).toBeGreaterThan(1);
  }, 60_000);
  afterAll(() => app.close());

  const select = () =>
    unit.read(() => unit.query<Row>('SELECT * FROM journal_entries WHERE tenant_id = 1 ORDER BY sequence'));
  const verified = (): Promise<Verification> =>
    app.nest.get(JournalVerification, { strict: false }).verify(1);
  const execute = (sql: string, ...parameters: Parameter[]) =>
    unit.execute(`${sql} /* tenant_id = 1 */`, parameters);
  const update = (set: string, at: number, ...parameters: Parameter[]) =>
    execute(`UPDATE journal_entries SET ${set} WHERE tenant_id = 1 AND sequence = ?`, ...parameters, at);
  const rowAt = (at: number): Row => rows.find(({ sequence }) => Number(sequence) === at)!;
  const erased = (): number[] =>
    rows.filter((row) => row['erasure'] !== null).map((row) => Number(row['sequence']));

  /** Each gives the sequence at which it must be found. */
  const forgeries: Record<string, (forgery: Forgery) => Promise<number>> = {
    'edits what an entry says': async ({ at, seed }) => {
      const column = CONTENT[seed % CONTENT.length]!;
      await update(`${column} = ?`, at, other(rowAt(at)[column]!, seed));
      return at;
    },
    'edits, and digests anew without the key': async ({ at, seed }) => {
      const digest = createHash('sha256').update(String(seed)).digest();
      await update('changes = ?, content_digest = ?, chain = ?', at, '[]', digest, digest);
      return at;
    },
    'edits what an erasure has left': async ({ seed }) => {
      const at = erased()[seed % erased().length]!;
      await update('action = ?', at, `forged.${seed}`);
      return at;
    },
    'erases without the key': async ({ at, seed }) => {
      if (rowAt(at)['erasure'] !== null)
        return forgeries['edits what an entry says']!({ kind: '', at, seed });
      const mark = seed % 2 === 0 ? null : createHash('sha256').update(String(seed)).digest();
      await update("changes = '[]', salt = NULL, erasure = ?", at, mark);
      return at;
    },
    'gives an entry the mark of another one that was erased': async ({ at, seed }) => {
      const from = rowAt(erased()[seed % erased().length]!);
      if (Number(from['sequence']) === at)
        return forgeries['edits what an entry says']!({ kind: '', at, seed });
      await update('changes = ?, salt = NULL, erasure = ?', at, from['changes']!, from['erasure']!);
      return at;
    },
    deletes: async ({ at }) => {
      await execute('DELETE FROM journal_entries WHERE tenant_id = 1 AND sequence = ?', at);
      return at;
    },
    'deletes, and moves the rest up': async ({ at }) => {
      await execute('DELETE FROM journal_entries WHERE tenant_id = 1 AND sequence = ?', at);
      await execute(
        'UPDATE journal_entries SET sequence = -sequence WHERE tenant_id = 1 AND sequence > ?',
        at,
      );
      await execute(
        'UPDATE journal_entries SET sequence = -sequence - 1 WHERE tenant_id = 1 AND sequence < 0',
      );
      return at;
    },
    'swaps two entries': async ({ at, seed }) => {
      const places = rows.map(({ sequence }) => Number(sequence)).filter((place) => place !== at);
      const other = places[seed % places.length]!;
      await update('sequence = -1', at);
      await update('sequence = ?', other, at);
      await update('sequence = ?', -1, other);
      return Math.min(at, other);
    },
    'inserts a copy between two': async ({ at, seed }) => {
      await execute(
        'UPDATE journal_entries SET sequence = -sequence WHERE tenant_id = 1 AND sequence > ?',
        at,
      );
      await execute(
        'UPDATE journal_entries SET sequence = 1 - sequence WHERE tenant_id = 1 AND sequence < 0',
      );
      await insert({ ...rowAt(at), id: idOf(seed), sequence: at + 1 });
      return at + 1;
    },
    'appends an entry behind the end': async ({ at, seed }) => {
      await insert({ ...rowAt(at), id: idOf(seed), sequence: last + 1 });
      return last + 1;
    },
    'has an entry sealed that was never written': async ({ at, seed }) => {
      const { content_digest: digest, chain } = rowAt(at);
      const taken =
        seed % 2 === 0 ? { content_digest: digest!, chain: chain! } : { content_digest: null, chain: null };
      await insert({ ...rowAt(at), ...taken, id: idOf(seed), sequence: null, key_id: null });
      await app.nest.get(Sealer, { strict: false }).seal(1);
      return last + 1;
    },
    'cuts the end off': async ({ at }) => {
      await execute('DELETE FROM journal_entries WHERE tenant_id = 1 AND sequence >= ?', at);
      return at;
    },
    'cuts the end off, and moves the signed end': async ({ at }) => {
      const before = rows.find(({ sequence }) => Number(sequence) === at - 1);
      await execute('DELETE FROM journal_entries WHERE tenant_id = 1 AND sequence >= ?', at);
      await execute(
        'UPDATE journal_heads SET sequence = ?, chain = ? WHERE tenant_id = 1',
        at - 1,
        before?.['chain'] ?? Buffer.alloc(32),
      );
      return at - 1;
    },
    'removes the signed end': async () => {
      await execute('DELETE FROM journal_heads WHERE tenant_id = 1');
      return last;
    },
    'cuts the beginning off': async ({ at }) => {
      await execute('DELETE FROM journal_entries WHERE tenant_id = 1 AND sequence <= ?', at);
      return Number(rows[0]!['sequence']);
    },
    'cuts the beginning off, and moves the signed beginning': async ({ at, seed }) => {
      await execute('DELETE FROM journal_entries WHERE tenant_id = 1 AND sequence <= ?', at);
      // The signed end is a signature too, and stands in the log.
      const [head] = await unit.query<Row>('SELECT * FROM journal_heads WHERE tenant_id = 1');
      const [start] = await unit.query<Row>('SELECT * FROM journal_starts WHERE tenant_id = 1');
      await execute(
        'UPDATE journal_starts SET sequence = ?, chain = ?, seal = ? WHERE tenant_id = 1',
        at,
        rowAt(at)['chain']!,
        (seed % 2 === 0 ? head : start)!['seal']!,
      );
      return at;
    },
    'removes the signed beginning': async () => {
      await execute('DELETE FROM journal_starts WHERE tenant_id = 1');
      return 1;
    },
  };

  it(`is found out in all of ${FORGERIES} forgeries, each at the first entry that it has touched`, async () => {
    const forgery = fc.record({
      kind: fc.constantFrom(...Object.keys(forgeries)),
      at: fc.integer({ min: Number(rows[0]!['sequence']), max: last }),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(forgery, async (given) => {
        const { expected, broken } = await forge(given);
        expect(broken?.sequence, `${given.kind}: ${broken?.reason}`).toBe(expected);
      }),
      { numRuns: FORGERIES },
    );
    expect((await verified()).broken).toBeNull();
  }, 120_000);

  /** Forges, verifies, and leaves everything as it was. */
  async function forge(forgery: Forgery): Promise<{ expected: number; broken: Verification['broken'] }> {
    let found: { expected: number; broken: Verification['broken'] } | undefined;
    const undone = new Error('undone');
    await unit
      .write(async () => {
        const expected = await forgeries[forgery.kind]!(forgery);
        found = { expected, broken: (await verified()).broken };
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    return found!;
  }

  async function insert(row: Row): Promise<void> {
    const names = Object.keys(row);
    await execute(
      `INSERT INTO journal_entries (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...names.map((name) => row[name]!),
    );
  }
});

/** Another value of the kind. */
function other(value: Parameter, seed: number): Parameter {
  if (typeof value === 'number') return value + 1 + (seed % 1_000);
  return `${seed}`.padEnd(8, 'x').slice(0, 16);
}

function idOf(seed: number): string {
  return `ffffffff-ffff-7000-8000-${seed.toString(16).padStart(12, '0')}`;
}
