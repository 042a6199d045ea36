import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminClient } from '../../support/admin-client.js';
import { Directory } from '../../support/directory.js';
import { engines } from '../../support/engines.js';
import { connect, CORE_GROUP, type ScimClient } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe.each(engines())('Members by PATCH (RFC 7644 §3.5.2) on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let ids: string[];
  let count = 0;
  const name = (): string => `Group ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
    ids = [];
    for (const userName of ['ann', 'bob', 'cleo', 'dan']) ids.push((await scim.createUser(userName)).id);
  });
  afterAll(() => app.close());

  const add = (...values: string[]) => ({
    op: 'add',
    path: 'members',
    value: values.map((value) => ({ value })),
  });
  const members = async (id: string): Promise<string[]> => (await scim.membersOf(id)).sort();
  const historyOf = async (id: string) =>
    [...(await admin.get(`audit-events?targetId=${id}`)).body.items].reverse();

  it('answers 204 without body, or what is asked for', async () => {
    const { id } = await scim.createGroup(name());
    const silent = await scim.patch(`/Groups/${id}`, add(ids[0]!));
    expect([silent.status, silent.text, silent.headers.get('etag')]).toEqual([204, '', 'W/"2"']);
    const asked = await scim.patch(`/Groups/${id}?attributes=members.value`, add(ids[1]!));
    expect(asked.status).toBe(200);
    expect(asked.body.members.map(({ value }) => value).sort()).toEqual([ids[0], ids[1]].sort());
  });

  it.each<[string, (id: string) => object]>([
    ['a list', (id) => ({ op: 'add', path: 'members', value: [{ value: id }] })],
    ['a null $ref (Entra ID)', (id) => ({ op: 'Add', path: 'members', value: [{ $ref: null, value: id }] })],
    ['one object', (id) => ({ op: 'add', path: 'members', value: { value: id } })],
    ['a bare string', (id) => ({ op: 'add', path: 'members', value: id })],
    ['a list of strings', (id) => ({ op: 'add', path: 'members', value: [id] })],
    ['no path', (id) => ({ op: 'add', value: { members: [{ value: id }] } })],
    ['another case', (id) => ({ op: 'ADD', path: 'Members', value: [{ VALUE: id }] })],
    ['the URN', (id) => ({ op: 'add', path: `${CORE_GROUP}:members`, value: [{ value: id }] })],
    ['a name (Okta)', (id) => ({ op: 'add', path: 'members', value: [{ value: id, display: 'whoever' }] })],
    ['the wrong type', (id) => ({ op: 'add', path: 'members', value: [{ value: id, type: 'Group' }] })],
    ['a $ref of its own', (id) => ({ op: 'add', path: 'members', value: [{ value: id, $ref: '../x' }] })],
    ['a repetition', (id) => ({ op: 'add', path: 'members', value: [{ value: id }, { value: id }] })],
    ['a replacement', (id) => ({ op: 'replace', path: 'members', value: [{ value: id }] })],
  ])('adds by %s, and says itself what the member is', async (_, operation) => {
    const { id } = await scim.createGroup(name());
    expect((await scim.patch(`/Groups/${id}`, operation(ids[0]!))).status).toBe(204);
    const { body } = await scim.get(`/Groups/${id}`);
    const $ref = `http://localhost:${app.port}/scim/v2/Users/${ids[0]}`;
    expect(body.members).toEqual([{ value: ids[0], $ref, type: 'User', display: 'ann' }]);
    expect(body.meta.version).toBe('W/"2"');
  });

  it.each<[string, (ids: string[]) => object, (ids: string[]) => (string | undefined)[]]>([
    ['a filter', ([a]) => ({ op: 'remove', path: `members[value eq "${a}"]` }), ([, b, c]) => [b, c]],
    [
      'a list (Entra ID)',
      ([a]) => ({ op: 'Remove', path: 'members', value: [{ $ref: null, value: a }] }),
      ([, b, c]) => [b, c],
    ],
    ['one object', ([a]) => ({ op: 'remove', path: 'members', value: { value: a } }), ([, b, c]) => [b, c]],
    [
      'a wrapped list (Salesforce)',
      ([a]) => ({ op: 'remove', path: 'members', value: { members: [{ value: a }] } }),
      ([, b, c]) => [b, c],
    ],
    ['an empty list', () => ({ op: 'remove', path: 'members', value: [] }), (all) => all],
    ['no value', () => ({ op: 'remove', path: 'members' }), () => []],
    ['null', () => ({ op: 'remove', path: 'members', value: null }), () => []],
    ['somebody who is no member', () => ({ op: 'remove', path: 'members[value eq "x"]' }), (all) => all],
    [
      'a filter with several',
      ([a, b]) => ({ op: 'remove', path: `members[value eq "${a}" or value eq "${b}"]` }),
      ([, , c]) => [c],
    ],
    [
      'a filter that says no',
      ([a]) => ({ op: 'remove', path: `members[not (value eq "${a}")]` }),
      ([a]) => [a],
    ],
    [
      'a filter on $ref',
      ([a]) => ({
        op: 'remove',
        path: `members[$ref eq "http://localhost:${app.port}/scim/v2/Users/${a}"]`,
      }),
      ([, b, c]) => [b, c],
    ],
    ['a filter on type', () => ({ op: 'remove', path: 'members[type eq "User"]' }), () => []],
    [
      'a filter on display',
      () => ({ op: 'remove', path: 'members[display eq "ANN"]' }),
      ([, b, c]) => [b, c],
    ],
    ['replacing all', ([a]) => ({ op: 'replace', path: 'members', value: [{ value: a }] }), ([a]) => [a]],
    ['replacing all by none', () => ({ op: 'replace', path: 'members', value: [] }), () => []],
    [
      'replacing without path (Okta)',
      ([, b]) => ({ op: 'replace', value: { members: [{ value: b }] } }),
      ([, b]) => [b],
    ],
  ])('removes by %s', async (_, operation, left) => {
    const three = ids.slice(0, 3);
    const { id } = await scim.createGroup(name(), three);
    expect((await scim.patch(`/Groups/${id}`, operation(three))).status).toBe(204);
    expect(await members(id)).toEqual(left(three).sort());
  });

  it('applies several operations in order', async () => {
    const { id } = await scim.createGroup(name(), [ids[0]!]);
    await scim.patch(
      `/Groups/${id}`,
      { op: 'remove', path: `members[value eq "${ids[0]}"]` },
      add(ids[1]!, ids[2]!),
      { op: 'remove', path: 'members', value: [{ value: ids[2] }] },
      { op: 'replace', value: { displayName: `renamed ${id}` } },
    );
    const { body } = await scim.get(`/Groups/${id}`);
    expect(body.members.map(({ value }) => value)).toEqual([ids[1]]);
    expect([body.displayName, body.meta.version]).toEqual([`renamed ${id}`, 'W/"2"']);
  });

  it('changes neither version nor journal when nothing changes', async () => {
    const group = await scim.createGroup(name(), [ids[0]!]);
    const before = (await historyOf(group.id)).length;
    for (const operation of [
      add(ids[0]!),
      { op: 'remove', path: `members[value eq "${ids[3]}"]` },
      { op: 'replace', path: 'members', value: [{ value: ids[0] }] },
      { op: 'replace', value: { id: group.id, displayName: group.displayName } },
    ]) {
      await scim.patch(`/Groups/${group.id}`, operation);
    }
    await scim.patch(`/Groups/${group.id}`, add(ids[2]!), {
      op: 'remove',
      path: `members[value eq "${ids[2]}"]`,
    });
    expect((await scim.get(`/Groups/${group.id}`)).body).toEqual(group);
    expect(await historyOf(group.id)).toHaveLength(before);
  });

  it('is all or nothing when one of the members is unknown', async () => {
    const group = await scim.createGroup(name());
    const answer = await scim.patch(`/Groups/${group.id}`, add(ids[0]!), add('nobody'));
    expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidValue']);
    expect((await scim.get(`/Groups/${group.id}`)).body).toEqual(group);
  });

  it('counts unknown members of whom it cannot name all', async () => {
    const { id } = await scim.createGroup(name());
    const strangers = Array.from({ length: 30 }, (_, index) => `stranger-${index}`);
    const { body } = await scim.patch(`/Groups/${id}`, add(ids[0]!, ...strangers));
    expect(body.detail).toContain('"stranger-0"');
    expect(body.detail).toContain('and 10 more');
    expect(body.detail).not.toContain(ids[0]);
  });

  it.each<[string, object, string]>([
    ['an empty id', { op: 'add', path: 'members', value: [{ value: '' }] }, 'invalidValue'],
    ['no id', { op: 'add', path: 'members', value: [{ display: 'ann' }] }, 'invalidValue'],
    ['a number', { op: 'add', path: 'members', value: [{ value: 7 }] }, 'invalidValue'],
    ['no object', { op: 'add', path: 'members', value: [[]] }, 'invalidValue'],
    ['nothing to add', { op: 'add', path: 'members' }, 'invalidValue'],
    ['part of a member', { op: 'replace', path: 'members.value', value: 'x' }, 'mutability'],
    ['part of one', { op: 'replace', path: 'members[value eq "x"].type', value: 'x' }, 'noTarget'],
    ['part of a member to remove', { op: 'remove', path: 'members[value eq "x"].type' }, 'mutability'],
    ['an unknown part', { op: 'remove', path: 'members[shoeSize eq "x"]' }, 'invalidPath'],
  ])('answers 400 to %s, and changes nothing', async (_, operation, scimType) => {
    const group = await scim.createGroup(name(), [ids[1]!]);
    const answer = await scim.patch(`/Groups/${group.id}`, operation);
    expect([answer.status, answer.body.scimType]).toEqual([400, scimType]);
    expect((await scim.get(`/Groups/${group.id}`)).body).toEqual(group);
  });

  it('answers noTarget for add and replace by a filter', async () => {
    const { id } = await scim.createGroup(name());
    const answer = await scim.patch(`/Groups/${id}`, {
      op: 'add',
      path: 'members[value eq "a"]',
      value: {},
    });
    expect([answer.status, answer.body.scimType]).toEqual([400, 'noTarget']);
  });

  it('writes who came and who went into the journal', async () => {
    const { id } = await scim.createGroup(name(), [ids[0]!]);
    await scim.patch(`/Groups/${id}`, { op: 'replace', path: 'members', value: [{ value: ids[1] }] });
    const history = await historyOf(id);
    expect(history.map(({ action }) => action)).toEqual([
      'group.created',
      'group.member_added',
      'group.member_removed',
      'group.member_added',
    ]);
    expect(history[2]).toMatchObject({
      changes: [{ path: 'members', before: { value: ids[0], type: 'User', display: 'ann' }, after: null }],
    });
  });

  it('nest as deep as they nest: no circle of more than a thousand groups closes', async () => {
    // From the outermost on: what is put in has nothing below it yet, and is looked through at once.
    const directory = new Directory(app);
    const groups = await directory.fill(1_011, () => directory.createGroup({ displayName: name() }));
    const chain = [...groups, ids[0]!];
    for (const [depth, id] of groups.entries()) await scim.patch(`/Groups/${id}`, add(chain[depth + 1]!));
    const circle = await scim.patch(`/Groups/${chain.at(-2)!}`, add(chain[0]!));
    expect([circle.status, circle.body.scimType]).toEqual([400, 'invalidValue']);
    const user = (await scim.get(`/Users/${ids[0]}?attributes=groups`)).body['groups'] as unknown[];
    expect(user.length).toBeGreaterThan(1_010);
  });
});
