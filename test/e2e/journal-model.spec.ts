import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sealer } from '../../src/journal/sealer.js';
import type { AdminClient, Body } from '../support/admin-client.js';
import { COMMAND, DirectoryModel, type Thing } from '../support/directory-model.js';
import { engines } from '../support/engines.js';
import { flat, history, replay, type Event, type ToldThing } from '../support/journal-replay.js';
import { connect, type ScimBody, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Worlds that go on side by side, without meeting, and the commands in each: 10,000 in all, most on the faster engine. */
const ROUNDS = { first: 6, others: 2 };
const WORLDS = 5;
const COMMANDS = 250;
/** Users of each world that are brought back to some earlier time. */
const RESTORED = 3;

const ABOUT = ['user', 'group', 'organization'];

describe.each(engines())('Random commands on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    await admin.patch('scim/connection', { matchUsersBy: 'none' });
  });
  afterAll(() => app.close());

  it('leave each the entries that it must and no other; replayed, the journal tells what is there; and what was can be brought back', async () => {
    let round = 0;
    const commands = fc.array(COMMAND, { minLength: COMMANDS, maxLength: COMMANDS, size: 'max' });
    const worlds = fc.array(commands, { minLength: WORLDS, maxLength: WORLDS, size: 'max' });
    const { seed, errorInstance } = await fc.check(
      fc.asyncProperty(worlds, async (given) => {
        round++;
        const models = given.map((_, world) => new DirectoryModel(`w${round}-${world}`, admin, scim));
        const wrong = await Promise.all(
          given.map(async (some, world) => {
            for (const one of some) {
              const found = await models[world]!.run(one);
              if (found) return found;
            }
            return undefined;
          }),
        );
        expect(wrong.filter(Boolean)).toEqual([]);
        await app.nest.get(Sealer, { strict: false }).seal(1);
        const events = await history(admin);
        for (const model of models) expectEntries(model, events);
        const told = replay(events);
        for (const model of models) await expectState(model, told);
        for (const model of models) await expectWaysBack(model, events);
      }),
      { numRuns: engine.name === 'SQLite' ? ROUNDS.first : ROUNDS.others, endOnFailure: true },
    );
    // Without the commands, which are a thousand: the seed brings them back.
    if (errorInstance) throw new Error(`With the seed ${seed}`, { cause: errorInstance });
  }, 300_000);

  /** A bijection: each command's entries, and no entry without one. */
  function expectEntries(model: DirectoryModel, events: readonly Event[]): void {
    const left = new Map<string, string[]>();
    for (const { requestId, action, target } of events) {
      if (!model.expected.has(requestId) || !ABOUT.includes(target.type)) continue;
      left.set(requestId, [...(left.get(requestId) ?? []), `${action} ${target.id}`]);
    }
    for (const [requestId, expected] of model.expected) {
      expect((left.get(requestId) ?? []).sort(), requestId).toEqual(expected);
    }
  }

  /** The same users, groups and organizations, with the same members and roles, in the model, the journal and the APIs. */
  async function expectState(model: DirectoryModel, told: ReadonlyMap<string, ToldThing>): Promise<void> {
    for (const [id, user] of model.users) {
      expect(told.get(id)).toEqual({ document: user.document, roles: user.roles, members: [] });
      const { body } = await admin.get(`users/${id}?include=scim`);
      expect(flat(body['scim'] as ScimBody)).toEqual(user.document);
      expect(body['roles']).toEqual(user.roles);
      expect(body['externallyManaged']).toBe(user.managed);
    }
    for (const [kind, things] of [
      ['groups', model.groups],
      ['organizations', model.organizations],
    ] as const) {
      for (const [id, thing] of things) await expectMembers(kind, id, thing, told.get(id));
    }
    for (const id of new Set(model.gone)) {
      expect(told.has(id), `${id} is gone`).toBe(false);
      expect((await admin.get(`users/${id}`)).status).toBe(404);
    }
  }

  async function expectMembers(
    kind: 'groups' | 'organizations',
    id: string,
    thing: Thing,
    told: ToldThing | undefined,
  ): Promise<void> {
    const members = [...thing.members].sort();
    expect(told).toEqual({ document: thing.document, roles: [], members });
    const { body } = await admin.get(`${kind}/${id}`);
    const name = kind === 'groups' ? 'displayName' : 'name';
    expect(body[name]).toBe(thing.document[name]);
    const { items } = (await admin.get(`${kind}/${id}/members?limit=200`)).body;
    expect(items.map((member: Body) => member.id).sort()).toEqual(members);
  }

  /** Some users, each brought back to how the model says that they were after some command. */
  async function expectWaysBack(model: DirectoryModel, events: readonly Event[]): Promise<void> {
    const sequences = new Map(events.map(({ requestId, sequence }) => [requestId, sequence]));
    const taken = new Set([...model.users.values()].map(({ document }) => nameOf(document)));
    for (const [id, now] of [...model.users].slice(0, RESTORED)) {
      const then = model.past.find(({ requestId, users }) => users.has(id) && sequences.has(requestId))!;
      const was = then.users.get(id)!;
      const { status } = await admin.post(`users/${id}/restoration`, {
        sequence: sequences.get(then.requestId),
      });
      const isTaken = nameOf(was.document) !== nameOf(now.document) && taken.has(nameOf(was.document));
      expect(status).toBe(isTaken ? 409 : 200);
      const is = isTaken ? now : was;
      const { body } = await admin.get(`users/${id}?include=scim`);
      expect(flat(body['scim'] as ScimBody)).toEqual(is.document);
      expect(body['roles']).toEqual(is.roles);
      taken.delete(nameOf(now.document));
      taken.add(nameOf(is.document));
    }
  }
});

function nameOf(document: Thing['document']): string {
  return String(document['userName']).toLowerCase();
}
