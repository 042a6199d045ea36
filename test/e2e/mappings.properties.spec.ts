import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DerivedMemberships } from '../../src/mappings/derived-memberships.js';
import type { AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { allItems } from '../support/jobs.js';
import { history, replay } from '../support/journal-replay.js';
import { connect, CORE_GROUP, ENTERPRISE, type ScimBody, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What is done: which kind of change, and to which of the things there are. */
interface Act {
  readonly kind: (typeof KINDS)[number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const KINDS = [
  'add',
  'add',
  'add',
  'remove',
  'remove',
  'replace',
  'nest',
  'nest',
  'unnest',
  'push',
  'deleteGroup',
  'department',
  'department',
  'activity',
  'deleteUser',
  'mapGroup',
  'mapGroup',
  'mapFilter',
  'changeRule',
  'moveRule',
  'deleteRule',
  'byHand',
  'notByHand',
  'deleteOrganization',
] as const;

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), a: fc.nat(99), b: fc.nat(99), c: fc.nat(99) }),
  { minLength: 6, maxLength: 14 },
);
const ROLES = [null, 'member', 'auditor'] as const;

describe.each(engines())('What follows from mapping rules on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let worlds = 0;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  it('is what the rules say of who is there, whatever has happened, and at the same time', async () => {
    const settings = { organizationProvisioning: fc.boolean() };
    const derived: unknown = app.nest.get(DerivedMemberships, { strict: false });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(acts, acts, acts),
        fc.record(settings),
        fc.nat(3),
        async (lanes, connection, most) => {
          // More than these at once are left to a job.
          (derived as { mostAtOnce: number }).mostAtOnce = most;
          await admin.patch('scim/connection', connection);
          const world = new World(`world ${worlds++}`, admin, scim);
          await world.begin();
          await Promise.all(lanes.map((lane) => world.live(lane)));
          await world.settle();
          await world.expectAllFollows(connection.organizationProvisioning);
          await world.end();
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('stands in the journal, one change after the other', async () => {
    const told = replay(await history(admin));
    for (const { id } of await allItems(admin, 'organizations')) {
      const members = (await allItems(admin, `organizations/${id}/members`)).map((member) => member.id);
      expect(told.get(id)?.members, id).toEqual(members.sort());
    }
    for (const user of await allItems(admin, 'users')) {
      if (user.id !== admin.user!.id) expect(told.get(user.id)?.roles, user.id).toEqual(user['roles']);
    }
  });
});

/** Some users, groups and organizations among which all kinds of things happen. */
class World {
  private readonly users: string[] = [];
  private readonly groups: string[] = [];
  private readonly organizations: string[] = [];

  constructor(
    private readonly name: string,
    private readonly admin: AdminClient,
    private readonly scim: ScimClient,
  ) {}

  async begin(): Promise<void> {
    for (let index = 0; index < 4; index++) {
      const department = this.department(index);
      const user = await this.scim.createUser(`${this.name} user ${index}`, { [ENTERPRISE]: { department } });
      this.users.push(user.id);
      await this.push();
    }
    for (let index = 0; index < 2; index++) {
      const { body } = await this.admin.post('organizations', { name: `${this.name} organization ${index}` });
      this.organizations.push(body.id);
    }
  }

  /** One after the other, as one client does. Nothing that is done breaks anything. */
  async live(lane: readonly Act[]): Promise<void> {
    for (const act of lane) {
      const status = await this.do(act);
      expect(status, JSON.stringify(act)).toBeLessThan(500);
    }
  }

  /** Until no job is under way. */
  async settle(): Promise<void> {
    const running = async () =>
      (await this.admin.get('jobs?limit=5')).body.items.filter((job) => job['state'] === 'running').length;
    await expect.poll(running, { timeout: 60_000, interval: 20 }).toBe(0);
    const failed = (await this.admin.get('jobs?limit=5')).body.items.filter(
      (job) => job['state'] === 'failed',
    );
    expect(failed).toEqual([]);
  }

  async expectAllFollows(organizationProvisioning: boolean): Promise<void> {
    const groups = await this.everyGroup();
    const rules = await allItems(this.admin, 'mappings');
    const pushed = rules.filter((rule) => rule['automatic'] === true).map((rule) => rule['groupId']);
    if (organizationProvisioning) expect(pushed.sort()).toEqual([...groups.keys()].sort());
    else expect(pushed).toEqual([]);
    const there = new Set((await allItems(this.admin, 'organizations')).map(({ id }) => id));
    for (const id of this.users) {
      const { status, body } = await this.admin.get(`users/${id}?include=scim`);
      if (status === 404) continue;
      const mine = rules.filter((rule) => this.isAbout(rule, body, groups));
      expect(organizationsOf(body)).toEqual(expectedOrganizations(body, mine, there));
      expect(rolesOf(body)).toEqual(expectedRoles(mine));
    }
  }

  /** Rules of one world would be about people of the next one. */
  async end(): Promise<void> {
    for (const { id, automatic } of await allItems(this.admin, 'mappings')) {
      if (automatic !== true) await this.admin.delete(`mappings/${id}`);
    }
    for (const id of this.groups) await this.scim.delete(`/Groups/${id}`);
    await this.settle();
  }

  private async do({ kind, a, b, c }: Act): Promise<number> {
    const [user, group] = [pick(this.users, a), pick(this.groups, b)];
    switch (kind) {
      case 'add':
        return this.members(group, { op: 'add', path: 'members', value: [{ value: user }] });
      case 'remove':
        return this.members(group, { op: 'remove', path: `members[value eq "${user}"]` });
      case 'replace':
        return this.members(group, {
          op: 'replace',
          path: 'members',
          value: this.users.filter((_, index) => ((c >> index) & 1) === 1).map((value) => ({ value })),
        });
      case 'nest':
        return this.members(group, { op: 'add', path: 'members', value: [{ value: pick(this.groups, c) }] });
      case 'unnest':
        return this.members(group, { op: 'remove', path: `members[value eq "${pick(this.groups, c)}"]` });
      case 'push':
        return this.push(user);
      case 'deleteGroup':
        return a % 3 === 0 ? (await this.scim.delete(`/Groups/${group}`)).status : 0;
      case 'department':
        return this.user(user, {
          op: 'replace',
          path: `${ENTERPRISE}:department`,
          value: this.department(c),
        });
      case 'activity':
        return this.user(user, { op: 'replace', path: 'active', value: c % 2 === 0 });
      case 'deleteUser':
        return b % 4 === 0 ? (await this.scim.delete(`/Users/${user}`)).status : 0;
      case 'byHand':
      case 'notByHand':
        return this.byHand(kind === 'byHand' ? 'PUT' : 'DELETE', pick(this.organizations, c), user);
      case 'deleteOrganization':
        if (a % 4 !== 0) return 0;
        return (await this.admin.delete(`organizations/${pick(this.organizations, c)}`)).status;
      case 'mapGroup':
      case 'mapFilter':
      case 'changeRule':
      case 'moveRule':
      case 'deleteRule':
        return this.doToRules(kind, a, b, c);
    }
  }

  private async doToRules(kind: string, a: number, b: number, c: number): Promise<number> {
    const target = this.target(c);
    if (kind === 'mapGroup') return this.map({ groupId: pick(this.groups, b), ...target });
    if (kind === 'mapFilter') return this.map({ filter: this.filter(b), ...target });
    const own = (await allItems(this.admin, 'mappings')).filter((rule) => rule['automatic'] !== true);
    if (own.length === 0) return 0;
    const { id } = pick(own, a);
    if (kind === 'deleteRule') return (await this.admin.delete(`mappings/${id}`)).status;
    if (kind === 'moveRule')
      return (await this.admin.patch(`mappings/${id}`, { position: 1 + (c % 4) })).status;
    const source =
      b % 2 === 0
        ? { groupId: pick(this.groups, b), filter: null }
        : { groupId: null, filter: this.filter(b) };
    return (await this.admin.patch(`mappings/${id}`, { ...source, ...target })).status;
  }

  private async map(rule: object): Promise<number> {
    return (await this.admin.post('mappings', rule)).status;
  }
  private async push(...members: string[]): Promise<number> {
    const name = `${this.name} group ${this.groups.length} ${Math.random()}`;
    const { status, body } = await this.scim.post('/Groups', {
      schemas: [CORE_GROUP],
      displayName: name,
      members: members.map((value) => ({ value })),
    });
    if (status === 201) this.groups.push(body.id);
    return status;
  }
  private async members(group: string, operation: object): Promise<number> {
    return (await this.scim.patch(`/Groups/${group}`, operation)).status;
  }
  private async user(id: string, operation: object): Promise<number> {
    return (await this.scim.patch(`/Users/${id}`, operation)).status;
  }
  private async byHand(method: string, organization: string, user: string): Promise<number> {
    return (await this.admin.send(method, `organizations/${organization}/members/${user}`)).status;
  }

  private department(index: number): string {
    return `${this.name} ${['A', 'B'][index % 2]!}`;
  }
  private filter(index: number): string {
    const isIn = `${ENTERPRISE}:department eq "${this.department(index)}"`;
    return index % 3 === 0 ? `${isIn} and not (active eq false)` : isIn;
  }
  private target(index: number): Record<string, string | null> {
    const role = pick(ROLES, index);
    const leads = role === null || index % 2 === 0;
    return {
      role,
      organizationId: leads ? pick(this.organizations, index) : null,
      organizationRole: leads && index % 5 < 3 ? `role ${index % 5}` : null,
    };
  }

  private async everyGroup(): Promise<Map<string, ScimBody>> {
    const { body } = await this.scim.get('/Groups?count=1000');
    return new Map(body.Resources.map((group) => [group.id, group]));
  }

  /** As naively as can be: through all groups, and by the words of the filters above. */
  private isAbout(rule: Body, user: Body, groups: ReadonlyMap<string, ScimBody>): boolean {
    const filter = rule['filter'] as string | null;
    if (filter === null) return isBelow(groups, rule['groupId'] as string, user.id, new Set());
    const { department } = (user['scim'] as Record<string, { department: string }>)[ENTERPRISE]!;
    const isIn = filter.startsWith(`${ENTERPRISE}:department eq "${department}"`);
    return isIn && (!filter.includes('active') || user['active'] === true);
  }
}

function isBelow(
  groups: ReadonlyMap<string, ScimBody>,
  group: string,
  user: string,
  seen: Set<string>,
): boolean {
  if (seen.has(group)) return false;
  seen.add(group);
  const members = (groups.get(group)?.members as { value: string }[] | undefined) ?? [];
  return members.some(({ value }) => value === user || isBelow(groups, value, user, seen));
}

interface Shown {
  readonly id: string;
  readonly role: string | null;
  readonly reasons: readonly { readonly type: string; readonly mappingId?: string }[];
}

/** Each with what somebody is in it, and whether by hand. */
function organizationsOf(user: Body): Record<string, unknown> {
  const shown = user['organizations'] as Shown[];
  return Object.fromEntries(shown.map(({ id, role, reasons }) => [id, { role, reasons }]));
}

function expectedOrganizations(user: Body, rules: readonly Body[], there: ReadonlySet<string>) {
  const byHand = (user['organizations'] as Shown[])
    .filter(({ reasons }) => reasons.some(({ type }) => type === 'manual'))
    .map(({ id }) => id);
  const byRule = rules.map((rule) => rule['organizationId'] as string | null).filter((id) => id !== null);
  const ids = [...byHand, ...byRule].filter((id) => there.has(id));
  return Object.fromEntries(
    [...new Set(ids)].map((id) => {
      const mine = rules.filter((rule) => rule['organizationId'] === id);
      const role = mine.map((rule) => rule['organizationRole']).find((one) => one !== null) ?? null;
      const reasons = [
        ...(byHand.includes(id) ? [{ type: 'manual' }] : []),
        ...mine.map((rule) => expect.objectContaining({ type: 'mapping', mappingId: rule.id }) as object),
      ];
      return [id, { role, reasons }];
    }),
  );
}

function rolesOf(user: Body): Record<string, unknown> {
  expect((user['roleReasons'] as { role: string }[]).map(({ role }) => role)).toEqual(user['roles']);
  const shown = user['roleReasons'] as (Pick<Shown, 'reasons'> & { role: string })[];
  return Object.fromEntries(shown.map(({ role, reasons }) => [role, reasons.map((one) => one.mappingId)]));
}

function expectedRoles(rules: readonly Body[]): Record<string, unknown> {
  const roles = rules.map((rule) => rule['role'] as string | null).filter((role) => role !== null);
  return Object.fromEntries(
    [...new Set(roles)].map((role) => [
      role,
      rules.filter((rule) => rule['role'] === role).map(({ id }) => id),
    ]),
  );
}

function pick<T>(all: readonly T[], index: number): T {
  return all[index % all.length]!;
}
