import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalAnchor } from '../../src/journal/journal-anchor.js';
import { SealRepository } from '../../src/journal/seal.repository.js';
import { Sealer } from '../../src/journal/sealer.js';
import { UnitOfWork, type Parameter } from '../../src/persistence/unit-of-work.js';
import type { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { writePast } from '../support/long-journal.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Verified {
  readonly valid: boolean;
  readonly verified: number;
  readonly broken: { readonly sequence: number; readonly reason: string } | null;
  readonly head: { readonly sequence: number; readonly chain: string } | null;
}

describe.each(engines())('The sealed journal on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let unit: UnitOfWork;

  beforeEach(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    unit = app.nest.get(UnitOfWork, { strict: false });
  });
  afterEach(() => app.close());

  const verify = async (): Promise<Verified> =>
    (await admin.get('audit-events/verification')).body as unknown as Verified;
  const sealAll = () => app.nest.get(Sealer, { strict: false }).seal(1);
  const sequences = async (): Promise<(number | null)[]> => {
    const rows = await unit.read(() =>
      unit.query<{ sequence: number | null }>(
        'SELECT sequence FROM journal_entries WHERE tenant_id = 1 ORDER BY sequence',
      ),
    );
    return rows.map(({ sequence }) => sequence);
  };

  it('gives every entry its place by itself, without gaps, whoever writes at once', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => scim.createUser(`user ${index}`)));
    await expect.poll(sequences, { timeout: 15_000, interval: 50 }).not.toContain(null);
    const found = await sequences();
    expect(found).toEqual(found.map((_, index) => index + 1));
    const { valid, verified, head } = await verify();
    expect([valid, verified, head!.sequence]).toEqual([true, found.length, found.length]);
  });

  it('is in the order of what has happened to each', async () => {
    const { id } = await scim.createUser('ann');
    for (let round = 0; round < 20; round++) {
      await scim.patch(`/Users/${id}`, { op: 'replace', path: 'title', value: `T${round}` });
    }
    await sealAll();
    const history = [...(await admin.get(`audit-events?targetId=${id}&limit=200`)).body.items].reverse();
    const order = history.map((event) => event['sequence'] as number);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(history.map((event) => (event['changes'] as { after: unknown }[])[0]!.after).slice(1)).toEqual(
      Array.from({ length: 20 }, (_, round) => `T${round}`),
    );
  });

  // SQLite counts no rows; its plans have no choice there.
  if (engine.name !== 'SQLite') {
    it('is read where it is looked at, however long it is', async () => {
      const now = Date.now();
      await writePast(
        app,
        Array.from({ length: 3_000 }, (_, index) => ({ time: now - 3_000 + index })),
      );
      await sealAll();
      const repository = app.nest.get(SealRepository, { strict: false });
      /** Rows that the server has read for it. */
      const read = (look: () => Promise<unknown>): Promise<number> =>
        unit.write(async () => {
          await unit.execute('FLUSH LOCAL STATUS');
          await look();
          const counters = await unit.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Handler_read%'");
          return counters.reduce((sum, { Value }) => sum + Number(Value), 0);
        });
      expect(await read(() => repository.unsealed(1, 500))).toBeLessThan(50);
      expect(await read(() => repository.sealed(1, 1_000, 100))).toBeLessThan(250);
      expect(await read(() => repository.sealed(1, 2_900, 100))).toBeLessThan(250);
    });
  }

  it('is held to the end that was written down elsewhere: an older state is found out', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rollcall-anchor-')), 'anchors');
    const anchored = await startTestApp({ engine, env: { JOURNAL_ANCHOR_FILE: file } });
    try {
      const { admin: ada, scim: idp } = await connect(anchored);
      const own = anchored.nest.get(UnitOfWork, { strict: false });
      const seal = () => anchored.nest.get(Sealer, { strict: false }).seal(1);
      await seal();
      const [older] = await own.read(() =>
        own.query<Record<string, Parameter>>('SELECT * FROM journal_heads WHERE tenant_id = 1'),
      );
      await idp.createUser('ann');
      await seal();
      await anchored.nest.get(JournalAnchor, { strict: false }).beforeApplicationShutdown();
      expect(readFileSync(file, 'utf8')).toMatch(/^\S+Z 1 \d+:[0-9a-f]{64} [0-9a-f]{64}\n$/);
      expect((await ada.get('audit-events/verification')).body['valid']).toBe(true);
      await own.write(async () => {
        const last = older!['sequence']!;
        await own.execute('DELETE FROM journal_entries WHERE tenant_id = 1 AND sequence > ?', [last]);
        await own.execute('UPDATE journal_heads SET sequence = ?, chain = ?, seal = ? WHERE tenant_id = 1', [
          last,
          older!['chain']!,
          older!['seal']!,
        ]);
      });
      expect((await ada.get('audit-events/verification')).body['broken']).toEqual({
        sequence: Number(older!['sequence']) + 1,
        reason: 'truncated',
      });
    } finally {
      await anchored.close();
      rmSync(dirname(file), { recursive: true });
    }
  });
});
