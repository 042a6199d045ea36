import {
  CORE_GROUP,
  CORE_USER,
  ENTERPRISE,
  type ScimBody,
  type ScimClient,
  type ScimResponse,
} from '../support/scim-client.js';
import { atOnce, type Person, type Source, type Team } from './source.js';

type Dialect = 'default' | 'aadOptscim062020';

/**
 * Microsoft Entra ID as it calls (learn.microsoft.com, "use SCIM to provision users and groups"): it looks for each
 * by its name, creates or patches it, and sends members as changes to what it believes is there.
 */
export class Entra {
  private readonly users = new Map<string, string>();
  private readonly groups = new Map<string, string>();
  private readonly sent = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly scim: ScimClient,
    private readonly source: Source,
    private readonly dialect: Dialect,
  ) {}

  /** One cycle: users, then groups, then memberships. */
  async synchronize(): Promise<void> {
    await atOnce(this.source.people.values(), (person) => this.synchronizeUser(person));
    await atOnce(this.source.teams.values(), (team) => this.synchronizeGroup(team));
    const changes = [...this.source.teams.values()].flatMap((team) => this.memberOperations(team));
    await atOnce(changes, async ([path, operation]) =>
      this.expect(await this.scim.patch(path, operation), 204),
    );
    for (const team of this.source.teams.values()) this.sent.set(team.key, new Set(team.members));
  }

  /** Thirty days after a soft deletion. */
  async purge(person: Person): Promise<void> {
    this.expect(await this.scim.delete(`/Users/${this.users.get(person.key)!}`), 204);
    this.users.delete(person.key);
    this.source.people.delete(person.key);
    for (const { members } of this.source.teams.values()) members.delete(person.key);
    for (const [key, members] of this.sent)
      this.sent.set(key, new Set([...members].filter((one) => one !== person.key)));
  }

  async dissolve(team: Team): Promise<void> {
    this.expect(await this.scim.delete(`/Groups/${this.groups.get(team.key)!}`), 204);
    this.groups.delete(team.key);
    this.source.teams.delete(team.key);
  }

  private async synchronizeUser(person: Person): Promise<void> {
    const id = this.users.get(person.key) ?? (await this.match('Users', `externalId eq "${person.key}"`))?.id;
    if (id === undefined) {
      if (person.assigned && person.enabled) await this.create(person);
      return;
    }
    this.users.set(person.key, id);
    this.expect(await this.scim.get(`/Users/${id}`), 200);
    const active = person.enabled && person.assigned;
    this.expect(await this.scim.patch(`/Users/${id}`, ...this.userOperations(person, active)), 200);
  }

  private async create(person: Person): Promise<void> {
    const answer = await this.scim.post('/Users', {
      schemas: [CORE_USER, ENTERPRISE],
      externalId: person.key,
      userName: person.userName,
      active: this.dialect === 'default' ? 'True' : true,
      displayName: null,
      emails: [{ primary: true, type: 'work', value: person.userName }],
      meta: { resourceType: 'User' },
      name: { formatted: null, familyName: person.familyName, givenName: person.givenName },
      roles: [{ primary: 'True', value: 'User' }],
      [ENTERPRISE]: { department: person.department },
    });
    this.expect(answer, 201);
    this.users.set(person.key, answer.body.id);
  }

  private userOperations(person: Person, active: boolean): object[] {
    if (this.dialect === 'default') {
      return [
        { op: 'Replace', path: 'active', value: active ? 'True' : 'False' },
        { op: 'Replace', path: 'userName', value: person.userName },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: person.userName },
        { op: 'Add', path: 'name.familyName', value: person.familyName },
        { op: 'Replace', path: `${ENTERPRISE}:department`, value: person.department },
      ];
    }
    return [
      { op: 'replace', path: 'emails[type eq "work"].value', value: person.userName },
      {
        op: 'replace',
        value: {
          active,
          userName: person.userName,
          'name.familyName': person.familyName,
          [`${ENTERPRISE}:department`]: person.department,
        },
      },
    ];
  }

  private async synchronizeGroup(team: Team): Promise<void> {
    const known = this.groups.get(team.key);
    if (known === undefined) {
      const found = await this.match(
        'Groups',
        `displayName eq "${team.name}"`,
        '&excludedAttributes=members',
      );
      const answer = await this.scim.post('/Groups', {
        schemas: [CORE_GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
        externalId: team.key,
        displayName: team.name,
        meta: { resourceType: 'Group' },
      });
      if (found) throw new Error(`${team.name} is there before it is created`);
      this.expect(answer, 201);
      this.groups.set(team.key, answer.body.id);
      return;
    }
    this.expect(await this.scim.get(`/Groups/${known}?excludedAttributes=members`), 200);
    this.expect(
      await this.scim.patch(`/Groups/${known}`, { op: 'Replace', path: 'displayName', value: team.name }),
      204,
    );
  }

  /** One operation a member, as Entra sends them; `[path, operation]`. */
  private memberOperations(team: Team): [string, object][] {
    const path = `/Groups/${this.groups.get(team.key)!}`;
    const before = this.sent.get(team.key) ?? new Set();
    const [add, remove] = this.dialect === 'default' ? ['Add', 'Remove'] : ['add', 'remove'];
    const came = [...team.members].filter((key) => !before.has(key) && this.users.has(key));
    const went = [...before].filter((key) => !team.members.has(key) && this.users.has(key));
    return [
      ...came.map((key): [string, object] => [
        path,
        { op: add, path: 'members', value: [{ $ref: null, value: this.users.get(key) }] },
      ]),
      ...went.map((key): [string, object] => [
        path,
        this.dialect === 'default'
          ? { op: remove, path: 'members', value: [{ $ref: null, value: this.users.get(key) }] }
          : { op: remove, path: `members[value eq "${this.users.get(key)!}"]` },
      ]),
    ];
  }

  private async match(type: 'Users' | 'Groups', filter: string, rest = ''): Promise<ScimBody | undefined> {
    const answer = await this.scim.filter(type, filter, rest);
    this.expect(answer, 200);
    return answer.body.Resources[0];
  }

  private expect(answer: ScimResponse, status: number): void {
    if (answer.status !== status) throw new Error(`Entra ID is answered ${answer.status}: ${answer.text}`);
  }
}
