import { measure } from './client.mjs';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const DEPARTMENTS = ['Engineering', 'Sales', 'Finance', 'Support', 'Legal'];

export function person(index) {
  const userName = `user-${index}@example.com`;
  return {
    schemas: [CORE, ENTERPRISE],
    userName,
    externalId: `external-${index}`,
    active: true,
    displayName: `Given ${index} Family`,
    name: { formatted: `Given ${index} Family`, givenName: `Given ${index}`, familyName: 'Family' },
    title: 'Specialist',
    preferredLanguage: 'en-US',
    emails: [{ value: userName, type: 'work', primary: true }],
    phoneNumbers: [{ value: `+1 555 ${1_000_000 + index}`, type: 'work' }],
    [ENTERPRISE]: {
      employeeNumber: String(index),
      department: DEPARTMENTS[index % 5],
      organization: 'Contoso',
    },
  };
}

/** The users of a run, and what is done with them. Every answer is checked. */
export class Load {
  ids = [];

  constructor(client) {
    this.client = client;
  }

  create = async (index) => {
    const { id, userName } = await this.client.send('POST', '/Users', 201, person(index));
    check(userName === person(index).userName, 'the user who was created');
    this.ids[index] = id;
  };

  /** Users up to so many, 16 at a time. */
  async growTo(size) {
    const start = this.ids.length;
    return measure(size - start, 16, (index) => this.create(start + index));
  }

  find = async (filter, index) => {
    const list = await this.client.send('GET', `/Users?filter=${encodeURIComponent(filter)}`, 200);
    check(list.totalResults === 1 && list.Resources[0].id === this.ids[index], filter);
  };
  findByUserName = (index) => this.find(`userName eq "${person(index).userName.toUpperCase()}"`, index);
  findByExternalId = (index) => this.find(`externalId eq "external-${index}"`, index);

  retrieve = async (index) => {
    check(
      (await this.client.send('GET', `/Users/${this.ids[index]}`, 200)).id === this.ids[index],
      'the user',
    );
  };

  patch = async (index, round) => {
    const operations = [
      { op: 'replace', path: 'name.familyName', value: `Family ${round}` },
      { op: 'replace', path: 'title', value: `Title ${round}` },
    ];
    const body = { schemas: [PATCH], Operations: operations };
    const { title } = await this.client.send('PATCH', `/Users/${this.ids[index]}`, 200, body);
    check(title === `Title ${round}`, 'the title');
  };

  replace = async (index, round) => {
    const body = { ...person(index), nickName: `Nick ${round}` };
    const { nickName } = await this.client.send('PUT', `/Users/${this.ids[index]}`, 200, body);
    check(nickName === `Nick ${round}`, 'the nickname');
  };

  page = async (query) => {
    const list = await this.client.send('GET', `/Users?count=100${query}`, 200);
    check(list.Resources.length > 0, 'a page');
    return list;
  };

  complexFilter = async (index) => {
    const filter =
      `active eq true and (emails[type eq "work" and value co "user-${index}"] or name.familyName sw "Nobody")` +
      ` and not (title pr and department eq "Legal")`;
    await this.client.send('GET', `/Users?count=20&filter=${encodeURIComponent(filter)}`, 200);
  };

  async createGroup(displayName) {
    return (await this.client.send('POST', '/Groups', 201, { schemas: [GROUP], displayName })).id;
  }

  async changeMembers(groupId, operation) {
    const body = { schemas: [PATCH], Operations: [operation] };
    check(
      (await this.client.send('PATCH', `/Groups/${groupId}`, 204, body)) === undefined,
      'an answer without body',
    );
  }
  addMembers(groupId, ids) {
    return this.changeMembers(groupId, {
      op: 'add',
      path: 'members',
      value: ids.map((value) => ({ value })),
    });
  }
  removeMember(groupId, id) {
    return this.changeMembers(groupId, { op: 'remove', path: `members[value eq "${id}"]` });
  }
}

function check(holds, what) {
  if (!holds) throw new Error(`A wrong answer: ${what}`);
}
