import { CORE_GROUP, CORE_USER, type ScimClient, type ScimResponse } from '../support/scim-client.js';
import { atOnce, type Person, type Source, type Team } from './source.js';

/** How the integration updates: apps of the network by PATCH, those of the wizard by PUT alone. */
type Kind = 'network' | 'wizard';

/** Okta as it calls (developer.okta.com, "SCIM 2.0"): a search, then a push of the whole profile; groups are pushed. */
export class Okta {
  private readonly users = new Map<string, string>();
  private readonly groups = new Map<string, string>();

  constructor(
    private readonly scim: ScimClient,
    private readonly source: Source,
    private readonly kind: Kind,
  ) {}

  async synchronize(): Promise<void> {
    await atOnce(this.source.people.values(), (person) => this.pushUser(person));
    await atOnce(this.source.teams.values(), (team) => this.pushGroup(team));
  }

  async dissolve(team: Team): Promise<void> {
    this.expect(await this.scim.delete(`/Groups/${this.groups.get(team.key)!}`), 204);
    this.groups.delete(team.key);
    this.source.teams.delete(team.key);
  }

  private async pushUser(person: Person): Promise<void> {
    const active = person.enabled && person.assigned;
    let id = this.users.get(person.key) ?? (await this.find('Users', `userName eq "${person.userName}"`));
    if (id === undefined) {
      if (!active) return;
      const answer = await this.scim.post(
        '/Users',
        { schemas: [CORE_USER], ...profile(person), groups: [], password: '1mz050nq', active: true },
        { 'Content-Type': 'application/json' },
      );
      this.expect(answer, 201);
      id = answer.body.id;
    }
    this.users.set(person.key, id);
    const present = await this.scim.get(`/Users/${id}`);
    this.expect(present, 200);
    const changed = { ...present.body, ...profile(person), ...(this.kind === 'wizard' && { active }) };
    this.expect(await this.scim.put(`/Users/${id}`, changed), 200);
    if (this.kind === 'network' && present.body.active !== active) {
      this.expect(await this.scim.patch(`/Users/${id}`, { op: 'replace', value: { active } }), 200);
    }
  }

  private async pushGroup(team: Team): Promise<void> {
    let id = this.groups.get(team.key) ?? (await this.find('Groups', `displayName eq "${team.name}"`));
    if (id === undefined) {
      const body = { schemas: [CORE_GROUP], displayName: team.name, members: [] };
      const answer = await this.scim.post('/Groups', body);
      this.expect(answer, 201);
      id = answer.body.id;
    }
    this.groups.set(team.key, id);
    const members = [...team.members].flatMap((key) => {
      const value = this.users.get(key);
      return value === undefined ? [] : [{ value, display: this.source.people.get(key)!.userName }];
    });
    if (this.kind === 'wizard') {
      const body = { schemas: [CORE_GROUP], id, displayName: team.name, members };
      this.expect(await this.scim.put(`/Groups/${id}`, body), 200);
      return;
    }
    const rename = await this.scim.patch(`/Groups/${id}`, {
      op: 'replace',
      value: { id, displayName: team.name },
    });
    this.expect(rename, 204);
    this.expect(
      await this.scim.patch(`/Groups/${id}`, { op: 'replace', path: 'members', value: members }),
      204,
    );
  }

  private async find(type: 'Users' | 'Groups', filter: string): Promise<string | undefined> {
    const answer = await this.scim.filter(type, filter, '&startIndex=1&count=100');
    this.expect(answer, 200);
    return answer.body.Resources[0]?.id;
  }

  private expect(answer: ScimResponse, status: number): void {
    if (answer.status !== status) throw new Error(`Okta is answered ${answer.status}: ${answer.text}`);
  }
}

function profile(person: Person): object {
  return {
    userName: person.userName,
    name: { givenName: person.givenName, familyName: person.familyName },
    emails: [{ primary: true, value: person.userName, type: 'work' }],
    displayName: `${person.givenName} ${person.familyName}`,
    locale: 'en-US',
    externalId: person.key,
  };
}
