import fc from 'fast-check';
import type { JsonValue } from '../../src/scim/index.js';
import type { AdminClient } from './admin-client.js';
import { CORE_GROUP, CORE_USER, PATCH_OP, type ScimClient } from './scim-client.js';

/** Whom a command means: one of those there are, whatever their number. */
type Which = number;

export type Command =
  | { readonly kind: 'createUser'; readonly managed: boolean; readonly name: number; readonly value: string }
  | {
      readonly kind: 'setAttribute';
      readonly user: Which;
      readonly path: Path;
      readonly value: string | null;
    }
  | { readonly kind: 'renameUser'; readonly user: Which; readonly name: number }
  | {
      readonly kind: 'replaceUser';
      readonly user: Which;
      readonly name: number;
      readonly value: string | null;
    }
  | { readonly kind: 'setActive'; readonly user: Which; readonly active: boolean }
  | { readonly kind: 'setRoles'; readonly user: Which; readonly roles: readonly string[] }
  | { readonly kind: 'deleteUser'; readonly user: Which }
  | {
      readonly kind: 'createGroup';
      readonly managed: boolean;
      readonly name: number;
      readonly users: readonly Which[];
    }
  | { readonly kind: 'renameGroup'; readonly group: Which; readonly name: number }
  | {
      readonly kind: 'changeMembers';
      readonly group: Which;
      readonly how: How;
      readonly users: readonly Which[];
    }
  | { readonly kind: 'addStranger'; readonly group: Which }
  | { readonly kind: 'deleteGroup'; readonly group: Which }
  | { readonly kind: 'createOrganization'; readonly name: number }
  | {
      readonly kind: 'setBelonging';
      readonly organization: Which;
      readonly user: Which;
      readonly belongs: boolean;
    }
  | { readonly kind: 'deleteOrganization'; readonly organization: Which };

/** By what they are about; who belongs to an organization is told of the organization. */
type GroupCommand = Extract<Command, { readonly group: Which }>;
type UserCommand = Exclude<Extract<Command, { readonly user: Which }>, { readonly organization: Which }>;

type Path = 'displayName' | 'familyName';
type How = 'add' | 'remove' | 'replace';

const which = fc.nat();
const name = fc.nat({ max: 15 });
const value = fc.constantFrom('A', 'B', 'C');
const users = fc.array(which, { maxLength: 4 });
const command = (kind: Command['kind'], rest: object) =>
  fc.record({ kind: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<Command>;

export const COMMAND: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: command('createUser', { managed: fc.boolean(), name, value }) },
  {
    weight: 5,
    arbitrary: command('setAttribute', {
      user: which,
      path: fc.constantFrom<Path>('displayName', 'familyName'),
      value: fc.option(value),
    }),
  },
  { weight: 2, arbitrary: command('renameUser', { user: which, name }) },
  { weight: 2, arbitrary: command('replaceUser', { user: which, name, value: fc.option(value) }) },
  { weight: 2, arbitrary: command('setActive', { user: which, active: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: command('setRoles', {
      user: which,
      roles: fc.subarray(['auditor', 'member', 'user_manager']),
    }),
  },
  { weight: 2, arbitrary: command('deleteUser', { user: which }) },
  { weight: 2, arbitrary: command('createGroup', { managed: fc.boolean(), name, users }) },
  { weight: 1, arbitrary: command('renameGroup', { group: which, name }) },
  {
    weight: 5,
    arbitrary: command('changeMembers', {
      group: which,
      how: fc.constantFrom<How>('add', 'remove', 'replace'),
      users,
    }),
  },
  { weight: 1, arbitrary: command('addStranger', { group: which }) },
  { weight: 1, arbitrary: command('deleteGroup', { group: which }) },
  { weight: 1, arbitrary: command('createOrganization', { name }) },
  {
    weight: 2,
    arbitrary: command('setBelonging', { organization: which, user: which, belongs: fc.boolean() }),
  },
  { weight: 1, arbitrary: command('deleteOrganization', { organization: which }) },
);

/** A user, group or organization as it must be. */
export interface Thing {
  readonly id: string;
  readonly managed: boolean;
  readonly document: Record<string, JsonValue>;
  readonly roles: readonly string[];
  /** Of a group or organization. */
  readonly members: ReadonlySet<string>;
}

/** What a command must come to. */
interface Outcome {
  readonly status: number;
  /** The entries that it must leave: action and target; `new` is what it creates. */
  readonly entries: readonly (readonly [action: string, target: string])[];
  /** Makes the model what the server must be. @param id of what was created */
  readonly apply?: (id: string) => void;
}

interface Call {
  readonly surface: 'scim' | 'admin';
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const STRANGER = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';
const NOTHING = { status: 200, entries: [] } as const;

/** What some commands must come to, said as plainly as possible, and what they come to. */
export class DirectoryModel {
  readonly users = new Map<string, Thing>();
  readonly groups = new Map<string, Thing>();
  readonly organizations = new Map<string, Thing>();
  /** By request id, the entries that must be there. */
  readonly expected = new Map<string, readonly string[]>();
  /** By request id, the users as they were after it. */
  readonly past: { readonly requestId: string; readonly users: ReadonlyMap<string, Thing> }[] = [];
  /** The ids of users who were deleted. */
  readonly gone: string[] = [];
  private count = 0;

  constructor(
    /** All names begin with it, so that worlds do not meet. */
    private readonly world: string,
    private readonly admin: AdminClient,
    private readonly scim: ScimClient,
  ) {}

  /** Carries the command out on the server and the model. @returns what is wrong with the answer */
  async run(given: Command): Promise<string | undefined> {
    const planned = this.plan(given);
    if (!planned) return undefined;
    const [{ surface, method, path, body }, { status, entries, apply }] = planned;
    const requestId = `${this.world}-${this.count++}`;
    const client = surface === 'scim' ? this.scim : this.admin;
    const answer = await client.send(method, path, body, { 'X-Request-Id': requestId });
    if (answer.status !== status) {
      return `${JSON.stringify(given)} answers ${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`;
    }
    const { id } = answer.body;
    this.expected.set(
      requestId,
      entries.map(([action, target]) => `${action} ${target === 'new' ? id : target}`).sort(),
    );
    apply?.(id);
    this.past.push({ requestId, users: new Map(this.users) });
    return undefined;
  }

  private plan(given: Command): [Call, Outcome] | undefined {
    if (given.kind === 'createUser') return this.createUser(given);
    if (given.kind === 'createGroup') return this.createGroup(given);
    if (given.kind === 'createOrganization') return this.createOrganization(given.name);
    if ('organization' in given) {
      const organization = pick(this.organizations, given.organization);
      return organization && this.planOrganization(given, organization);
    }
    if ('group' in given) {
      const group = pick(this.groups, given.group);
      return group && this.planGroup(given, group);
    }
    const user = pick(this.users, given.user);
    return user && this.planUser(given, user);
  }

  private createUser({
    managed,
    name: index,
    value: given,
  }: Command & { kind: 'createUser' }): [Call, Outcome] {
    const userName = this.nameOf('user', index);
    const document = { userName, active: true, displayName: given };
    const call: Call = managed
      ? {
          surface: 'scim',
          method: 'POST',
          path: '/Users',
          body: { schemas: [CORE_USER], userName, displayName: given },
        }
      : { surface: 'admin', method: 'POST', path: 'users', body: { userName, displayName: given } };
    if (this.isTaken(this.users, 'userName', userName)) return [call, { status: 409, entries: [] }];
    const apply = (id: string) => void this.users.set(id, { ...EMPTY, id, managed, document });
    return [call, { status: 201, entries: [['user.created', 'new']], apply }];
  }

  private planUser(given: UserCommand, user: Thing): [Call, Outcome] | undefined {
    switch (given.kind) {
      case 'setAttribute': {
        const path = given.path === 'familyName' ? 'name.familyName' : given.path;
        const document = without(user.document, path);
        if (given.value !== null) document[path] = given.value;
        const call = user.managed
          ? patch(
              `/Users/${user.id}`,
              given.value === null ? { op: 'remove', path } : { op: 'replace', path, value: given.value },
            )
          : adminPatch(`users/${user.id}`, { [given.path]: given.value });
        return [call, this.changeUser(user, document)];
      }
      case 'renameUser': {
        const userName = this.nameOf('user', given.name);
        const call = user.managed
          ? patch(`/Users/${user.id}`, { op: 'replace', path: 'userName', value: userName })
          : adminPatch(`users/${user.id}`, { userName });
        return [call, this.changeUser(user, { ...user.document, userName })];
      }
      case 'replaceUser': {
        if (!user.managed) return undefined;
        const userName = this.nameOf('user', given.name);
        const title: Record<string, string> = given.value === null ? {} : { title: given.value };
        const document = { userName, active: user.document['active']!, ...title };
        const body = { schemas: [CORE_USER], userName, ...title };
        return [
          { surface: 'scim', method: 'PUT', path: `/Users/${user.id}`, body },
          this.changeUser(user, document),
        ];
      }
      case 'setActive': {
        const call = user.managed
          ? patch(`/Users/${user.id}`, { op: 'replace', path: 'active', value: given.active })
          : adminPatch(`users/${user.id}`, { active: given.active });
        return [call, this.changeUser(user, { ...user.document, active: given.active })];
      }
      case 'setRoles': {
        const granted = given.roles
          .filter((role) => !user.roles.includes(role))
          .map(() => ['role.granted', user.id] as const);
        const revoked = user.roles
          .filter((role) => !given.roles.includes(role))
          .map(() => ['role.revoked', user.id] as const);
        const apply = () => void this.users.set(user.id, { ...user, roles: [...given.roles].sort() });
        return [
          adminPatch(`users/${user.id}`, { roles: given.roles }),
          { status: 200, entries: [...granted, ...revoked], apply },
        ];
      }
      case 'deleteUser': {
        const left = (kind: string, all: ReadonlyMap<string, Thing>) =>
          [...all.values()]
            .filter(({ members }) => members.has(user.id))
            .map(({ id }) => [`${kind}.member_removed`, id] as const);
        const removed = [...left('group', this.groups), ...left('organization', this.organizations)];
        const call: Call = user.managed
          ? { surface: 'scim', method: 'DELETE', path: `/Users/${user.id}` }
          : { surface: 'admin', method: 'DELETE', path: `users/${user.id}` };
        const apply = (): void => {
          this.users.delete(user.id);
          this.gone.push(user.id);
          for (const all of [this.groups, this.organizations]) {
            for (const thing of [...all.values()])
              this.setMembers(
                all,
                thing,
                [...thing.members].filter((id) => id !== user.id),
              );
          }
        };
        return [call, { status: 204, entries: [...removed, ['user.deleted', user.id]], apply }];
      }
    }
  }

  private changeUser(user: Thing, document: Record<string, JsonValue>): Outcome {
    const userName = document['userName'] as string;
    if (this.isTaken(this.users, 'userName', userName, user.id)) return { status: 409, entries: [] };
    if (isSame(document, user.document)) return NOTHING;
    const [was, is] = [user.document['active'], document['active']];
    const action = was === is ? 'user.updated' : is === true ? 'user.reactivated' : 'user.deactivated';
    const apply = () => void this.users.set(user.id, { ...user, document });
    return { status: 200, entries: [[action, user.id]], apply };
  }

  private createGroup({
    managed,
    name: index,
    users: chosen,
  }: Command & { kind: 'createGroup' }): [Call, Outcome] {
    const displayName = this.nameOf('group', index);
    const ids = this.usersOf(chosen, managed);
    const members = ids.map((id) => ({ value: id }));
    const call: Call = managed
      ? {
          surface: 'scim',
          method: 'POST',
          path: '/Groups',
          body: { schemas: [CORE_GROUP], displayName, members },
        }
      : { surface: 'admin', method: 'POST', path: 'groups', body: { displayName, memberIds: ids } };
    if (this.isTaken(this.groups, 'displayName', displayName)) return [call, { status: 409, entries: [] }];
    const apply = (id: string) =>
      void this.groups.set(id, { ...EMPTY, id, managed, document: { displayName }, members: new Set(ids) });
    const added = ids.length === 0 ? [] : [['group.member_added', 'new'] as const];
    return [call, { status: 201, entries: [['group.created', 'new'], ...added], apply }];
  }

  private planGroup(given: GroupCommand, group: Thing): [Call, Outcome] | undefined {
    switch (given.kind) {
      case 'renameGroup': {
        const displayName = this.nameOf('group', given.name);
        const call = group.managed
          ? patch(`/Groups/${group.id}`, { op: 'replace', path: 'displayName', value: displayName })
          : adminPatch(`groups/${group.id}`, { displayName });
        const status = group.managed ? 204 : 200;
        if (this.isTaken(this.groups, 'displayName', displayName, group.id))
          return [call, { status: 409, entries: [] }];
        if (displayName === group.document['displayName']) return [call, { status, entries: [] }];
        const apply = () => void this.groups.set(group.id, { ...group, document: { displayName } });
        return [call, { status, entries: [['group.updated', group.id]], apply }];
      }
      case 'changeMembers':
        return this.changeMembers(group, given.how, this.usersOf(given.users, group.managed));
      case 'addStranger': {
        const call: Call = group.managed
          ? patch(`/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: STRANGER }] })
          : {
              surface: 'admin',
              method: 'POST',
              path: `groups/${group.id}/members`,
              body: { memberIds: [STRANGER] },
            };
        return [call, { status: 400, entries: [] }];
      }
      case 'deleteGroup': {
        const call: Call = group.managed
          ? { surface: 'scim', method: 'DELETE', path: `/Groups/${group.id}` }
          : { surface: 'admin', method: 'DELETE', path: `groups/${group.id}` };
        const apply = () => void this.groups.delete(group.id);
        return [call, { status: 204, entries: [['group.deleted', group.id]], apply }];
      }
    }
  }

  private changeMembers(group: Thing, how: How, ids: readonly string[]): [Call, Outcome] | undefined {
    const came = how === 'remove' ? [] : ids.filter((id) => !group.members.has(id));
    const stays = (id: string) =>
      how === 'add' ? true : how === 'remove' ? !ids.includes(id) : ids.includes(id);
    const went = [...group.members].filter((id) => !stays(id));
    const entries = [
      ...(went.length === 0 ? [] : [['group.member_removed', group.id] as const]),
      ...(came.length === 0 ? [] : [['group.member_added', group.id] as const]),
    ];
    const members = [...group.members].filter(stays).concat(came);
    const outcome = { status: 204, entries, apply: () => this.setMembers(this.groups, group, members) };
    if (group.managed) {
      const value = ids.map((id) => ({ value: id }));
      if (value.length === 0) return undefined;
      return [patch(`/Groups/${group.id}`, { op: how, path: 'members', value }), outcome];
    }
    if (how === 'add' && ids.length > 0) {
      return [
        { surface: 'admin', method: 'POST', path: `groups/${group.id}/members`, body: { memberIds: ids } },
        outcome,
      ];
    }
    const [id] = ids;
    if (how !== 'remove' || id === undefined || ids.length > 1) return undefined;
    const call: Call = { surface: 'admin', method: 'DELETE', path: `groups/${group.id}/members/${id}` };
    return went.length === 0 ? [call, { status: 404, entries: [] }] : [call, outcome];
  }

  private createOrganization(index: number): [Call, Outcome] {
    const given = this.nameOf('organization', index);
    const call: Call = { surface: 'admin', method: 'POST', path: 'organizations', body: { name: given } };
    if (this.isTaken(this.organizations, 'name', given)) return [call, { status: 409, entries: [] }];
    const apply = (id: string) =>
      void this.organizations.set(id, { ...EMPTY, id, managed: false, document: { name: given } });
    return [call, { status: 201, entries: [['organization.created', 'new']], apply }];
  }

  private planOrganization(given: Command, organization: Thing): [Call, Outcome] | undefined {
    const { id, members } = organization;
    if (given.kind === 'deleteOrganization') {
      const apply = () => void this.organizations.delete(id);
      const call: Call = { surface: 'admin', method: 'DELETE', path: `organizations/${id}` };
      return [call, { status: 204, entries: [['organization.deleted', id]], apply }];
    }
    if (given.kind !== 'setBelonging') return undefined;
    const user = pick(this.users, given.user);
    if (!user) return undefined;
    const path = `organizations/${id}/members/${user.id}`;
    const others = [...members].filter((member) => member !== user.id);
    const call: Call = { surface: 'admin', method: given.belongs ? 'PUT' : 'DELETE', path };
    if (members.has(user.id) === given.belongs)
      return [call, { status: given.belongs ? 204 : 404, entries: [] }];
    const action = given.belongs ? 'organization.member_added' : 'organization.member_removed';
    const apply = () =>
      this.setMembers(this.organizations, organization, given.belongs ? [...others, user.id] : others);
    return [call, { status: 204, entries: [[action, id]], apply }];
  }

  private setMembers(all: Map<string, Thing>, thing: Thing, members: readonly string[]): void {
    all.set(thing.id, { ...thing, members: new Set(members) });
  }

  /** Of a managed group, users whom the IdP sees. */
  private usersOf(chosen: readonly Which[], isManaged: boolean): string[] {
    const found = chosen.map((index) => pick(this.users, index)).filter((user) => user !== undefined);
    return [...new Set(found.filter(({ managed }) => managed || !isManaged).map(({ id }) => id))];
  }

  /** Every other one in capitals: names are the same whatever their case. */
  private nameOf(kind: string, index: number): string {
    const text = `${this.world} ${kind} ${index >> 1}`;
    return index % 2 === 0 ? text : text.toUpperCase();
  }

  private isTaken(all: Map<string, Thing>, path: string, given: string, butFor?: string): boolean {
    const folded = given.toLowerCase();
    return [...all.values()].some(
      ({ id, document }) => id !== butFor && String(document[path]).toLowerCase() === folded,
    );
  }
}

const EMPTY = { roles: [], members: new Set<string>() } as const;

function pick(all: ReadonlyMap<string, Thing>, index: Which): Thing | undefined {
  return [...all.values()][index % all.size];
}

function patch(path: string, operation: object): Call {
  return { surface: 'scim', method: 'PATCH', path, body: { schemas: [PATCH_OP], Operations: [operation] } };
}

function adminPatch(path: string, body: object): Call {
  return { surface: 'admin', method: 'PATCH', path, body };
}

function without(document: Record<string, JsonValue>, path: string): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(document).filter(([own]) => own !== path));
}

function isSame(one: Record<string, JsonValue>, other: Record<string, JsonValue>): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
