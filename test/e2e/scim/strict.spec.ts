import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../support/engines.js';
import {
  connect,
  CORE_GROUP,
  CORE_USER,
  ENTERPRISE,
  PATCH_OP,
  type ScimClient,
} from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** `conformance: "strict"`: no deviation from the RFC is understood. What tolerance does is proved elsewhere. */
describe.each(engines().slice(0, 1))('A strict connection', (engine) => {
  let app: TestApp;
  let scim: ScimClient;
  let id: string;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    const connected = await connect(app);
    ({ scim } = connected);
    ({ id } = await scim.createUser('someone'));
    await connected.admin.patch('scim/connection', { conformance: 'strict' });
  });
  afterAll(() => app.close());

  it.each<[string, object]>([
    ['an unknown attribute', { shoeSize: 7 }],
    ['an unknown sub-attribute', { name: { shoeSize: '7' } }],
    ['an unknown schema', { schemas: [CORE_USER, 'urn:example:other'] }],
    ['no schemas', { schemas: undefined }],
    ['a boolean as a string', { active: 'True' }],
    ['one value where a list belongs', { emails: { value: 'a@b.c' } }],
    ['a list where one value belongs', { title: ['T'] }],
    ['a manager as a string', { [ENTERPRISE]: { manager: 'm' } }],
    ['an extension attribute without its URN', { department: 'D' }],
  ])('answers 400 to %s in a body', async (_, change) => {
    const answer = await scim.post('/Users', { schemas: [CORE_USER], userName: 'strict', ...change });
    expect([answer.status, ['invalidValue', 'invalidSyntax'].includes(answer.body.scimType!)]).toEqual([
      400,
      true,
    ]);
  });

  it.each<[string, object]>([
    ['no path', { op: 'replace', value: { active: false } }],
    ['an unknown path', { op: 'add', path: 'shoeSize', value: '7' }],
    ['a capital op', { op: 'Replace', path: 'title', value: 'T' }],
    ['a remove with a value', { op: 'remove', path: 'emails', value: [{ value: 'a' }] }],
    [
      'a value filter that selects nothing',
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'a' },
    ],
    ['a dot after the URN', { op: 'add', path: `${ENTERPRISE}.department`, value: 'D' }],
  ])('answers 400 to a PATCH with %s', async (_, operation) => {
    expect((await scim.patch(`/Users/${id}`, operation)).status).toBe(400);
  });

  it('answers 400 to a PATCH without its schema, and to what a filter has beyond the grammar', async () => {
    const operations = [{ op: 'replace', path: 'title', value: 'T' }];
    expect((await scim.send('PATCH', `/Users/${id}`, { Operations: operations })).status).toBe(400);
    expect(
      (await scim.send('PATCH', `/Users/${id}`, { schemas: [PATCH_OP], Operations: operations })).status,
    ).toBe(200);
    for (const filter of ['emails[type eq "work"].value eq "x"', 'active eq "True"', 'department eq "D"']) {
      expect((await scim.filter('Users', filter)).body.scimType).toBe('invalidFilter');
    }
  });

  it.each(['sortBy', 'attributes', 'excludedAttributes'])(
    'answers 400 to an unknown attribute in %s',
    async (name) => {
      for (const attribute of ['shoeSize', 'name.shoeSize', 'department']) {
        for (const path of name === 'sortBy' ? ['/Users'] : ['/Users', `/Users/${id}`]) {
          const answer = await scim.get(`${path}?${name}=${attribute}`);
          expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidValue']);
        }
      }
      expect((await scim.get(`/Users?${name}=${ENTERPRISE}:department`)).status).toBe(200);
    },
  );

  it('knows the attributes of all types in a search of all', async () => {
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] };
    const asked = { ...search, sortBy: 'userName', attributes: ['userName', 'members'] };
    expect((await scim.post('/.search', asked)).status).toBe(200);
    expect((await scim.post('/.search', { ...asked, attributes: ['shoeSize'] })).status).toBe(400);
  });

  it('clears the members of a group whose PUT has none (RFC 7644 §3.5.1)', async () => {
    const group = await scim.createGroup('Strict', [id]);
    const body = { schemas: [CORE_GROUP], displayName: 'Strict' };
    expect((await scim.put(`/Groups/${group.id}`, body)).body.members).toEqual([]);
  });
});
