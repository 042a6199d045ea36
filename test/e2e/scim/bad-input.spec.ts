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

const MEBIBYTE = 1_048_576;

describe.each(engines())('Bad input over SCIM on $name', (engine) => {
  let app: TestApp;
  let scim: ScimClient;
  let id: string;
  let before: string;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
    ({ id } = await scim.createUser('victim', { externalId: 'x' }));
    before = await state();
  });
  afterAll(() => app.close());

  /** Everything that there is. */
  const state = async (): Promise<string> =>
    (await scim.get('/Users')).text + (await scim.get('/Groups')).text;

  it.each<[string, object, string, string]>([
    ['a number as externalId', { externalId: 1 }, 'invalidValue', 'externalId'],
    ['a number as userName', { userName: 7 }, 'invalidValue', 'userName'],
    ['no userName', { userName: undefined }, 'invalidValue', 'userName'],
    ['an empty userName', { userName: '' }, 'invalidValue', 'userName'],
    ['a userName of white space', { userName: ' \t ' }, 'invalidValue', 'userName'],
    ['a zero-width character in userName', { userName: 'admin\u200b' }, 'invalidValue', 'userName'],
    ['a control character in userName', { userName: 'admin\u0000' }, 'invalidValue', 'userName'],
    ['a mark of direction in userName', { userName: '\u202eadmin' }, 'invalidValue', 'userName'],
    ['513 characters in userName', { userName: 'x'.repeat(513) }, 'invalidValue', 'userName'],
    ['513 characters in externalId', { externalId: 'x'.repeat(513) }, 'invalidValue', 'externalId'],
    ['16,385 characters in title', { title: 'x'.repeat(16_385) }, 'invalidValue', 'title'],
    ['half a character', { title: '\ud800' }, 'invalidValue', 'title'],
    ['active as a number', { active: 1 }, 'invalidValue', 'active'],
    ['active as another string', { active: 'yes' }, 'invalidValue', 'active'],
    ['a string where a complex attribute takes an object', { name: 'Babs' }, 'invalidValue', 'name'],
    ['a number among e-mails', { emails: [7] }, 'invalidValue', 'emails[0]'],
    ['a number in an e-mail', { emails: [{ value: 7 }] }, 'invalidValue', 'emails[0].value'],
    ['primary as a number', { emails: [{ value: 'a', primary: 1 }] }, 'invalidValue', 'emails[0].primary'],
    ['an extension that is a string', { [ENTERPRISE]: 'x' }, 'invalidValue', ENTERPRISE],
    ['a number in an extension', { [ENTERPRISE]: { department: 7 } }, 'invalidValue', 'department'],
    [
      'binary that is not base64',
      { x509Certificates: [{ value: '§' }] },
      'invalidValue',
      'x509Certificates[0].value',
    ],
    ['keys that differ in case only', { USERNAME: 'b' }, 'invalidSyntax', 'USERNAME'],
    [
      'deeper keys that differ in case only',
      { name: { givenName: 'a', GIVENNAME: 'b' } },
      'invalidSyntax',
      'GIVENNAME',
    ],
    ['schemas that are no list of strings', { schemas: [7] }, 'invalidSyntax', 'schemas'],
  ])('answers 400 to %s, in POST and PUT alike', async (_, change, scimType, named) => {
    const body = { schemas: [CORE_USER], userName: 'new', ...change };
    for (const answer of [await scim.post('/Users', body), await scim.put(`/Users/${id}`, body)]) {
      expect([answer.status, answer.body.scimType]).toEqual([400, scimType]);
      expect(answer.body.detail).toContain(named);
    }
    expect(await state()).toBe(before);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'answers 400 to the key %s at any depth',
    async (key) => {
      const poison = `{"${key}":{"polluted":true}}`;
      const user = (rest: string) => `{"schemas":["${CORE_USER}"],"userName":"p",${rest}}`;
      for (const body of [
        user(`"${key}":{"polluted":true}`),
        user(`"name":${poison}`),
        user(`"emails":[${poison}]`),
        user(`"unknown":{"a":{"b":[${poison}]}}`),
        user(`"${ENTERPRISE}":${poison}`),
      ]) {
        const answer = await scim.post('/Users', body);
        expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidSyntax']);
      }
      for (const operation of [
        { op: 'add', path: key, value: 'x' },
        { op: 'add', path: `${key}.polluted`, value: 'x' },
        { op: 'add', path: 'name', value: { [`${key}.polluted`]: 'x' } },
      ]) {
        expect((await scim.patch(`/Users/${id}`, operation)).status).toBe(400);
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(await state()).toBe(before);
    },
  );

  it.each<[string, unknown, string]>([
    ['no Operations', { schemas: [PATCH_OP] }, 'invalidSyntax'],
    ['Operations as an object', { schemas: [PATCH_OP], Operations: {} }, 'invalidSyntax'],
    ['an operation that is a string', { schemas: [PATCH_OP], Operations: ['add'] }, 'invalidSyntax'],
    ['no op', { schemas: [PATCH_OP], Operations: [{ path: 'title', value: 'x' }] }, 'invalidSyntax'],
    ['a number as op', { schemas: [PATCH_OP], Operations: [{ op: 1 }] }, 'invalidSyntax'],
    ['merge', { schemas: [PATCH_OP], Operations: [{ op: 'merge', path: 'title' }] }, 'invalidSyntax'],
    ['a number as path', { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 7 }] }, 'invalidSyntax'],
    ['a list', [], 'invalidSyntax'],
    ['null', null, 'invalidSyntax'],
    [
      'a path that is not closed',
      { Operations: [{ op: 'add', path: 'emails[type eq "a"', value: 'x' }] },
      'invalidPath',
    ],
    [
      'a path of 8,000 dots',
      { Operations: [{ op: 'add', path: '.'.repeat(8_000), value: 'x' }] },
      'invalidPath',
    ],
    ['a remove without path', { Operations: [{ op: 'remove' }] }, 'noTarget'],
    ['a removal of userName', { Operations: [{ op: 'remove', path: 'userName' }] }, 'mutability'],
    ['another id', { Operations: [{ op: 'replace', path: 'id', value: 'x' }] }, 'mutability'],
    [
      '1,001 operations',
      { Operations: Array.from({ length: 1_001 }, () => ({ op: 'remove', path: 'title' })) },
      'tooMany',
    ],
  ])('answers 400 to a PATCH with %s', async (_, body, scimType) => {
    const answer = await scim.send('PATCH', `/Users/${id}`, JSON.stringify(body));
    expect([answer.status, answer.body.scimType]).toEqual([400, scimType]);
    expect(answer.body.detail).not.toBe('');
    expect(await state()).toBe(before);
  });

  it.each([
    'userName',
    'userName eq',
    'eq "a"',
    'userName xx "a"',
    'userName eq a',
    "userName eq 'a'",
    'userName eq "a',
    'userName eq "a" and',
    'userName eq "a" userName pr',
    '(userName pr',
    'shoeSize eq "7"',
    'password eq "x"',
    'externalId eq 1',
    'externalId eq true',
    'active eq "perhaps"',
    'active gt true',
    'meta.lastModified gt "soon"',
    'meta.lastModified gt "2026-02-30T25:61:00Z"',
    'name eq "a"',
    ' ',
    '',
    'userName\teq\n"a"',
    '__proto__ eq "a"',
    '('.repeat(17) + 'title pr' + ')'.repeat(17),
    Array.from({ length: 201 }, () => 'title pr').join(' or '),
    '('.repeat(5_000),
  ])('answers 400 invalidFilter to %j', async (filter) => {
    const answer = await scim.post('/Users/.search', { filter });
    expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidFilter']);
    if (filter.length < 1_000) expect((await scim.filter('Users', filter)).status).toBe(400);
  });

  it('takes filters at their bounds: 16 levels, 200 terms, 10,000 characters', async () => {
    for (const filter of [
      '('.repeat(16) + 'title pr' + ')'.repeat(16),
      Array.from({ length: 200 }, () => 'title pr').join(' or '),
      `userName eq "${'x'.repeat(10_000 - 14)}"`,
    ]) {
      expect((await scim.post('/Users/.search', { filter })).status).toBe(200);
    }
    const longer = await scim.post('/Users/.search', { filter: `userName eq "${'x'.repeat(10_000 - 13)}"` });
    expect([longer.status, longer.body.scimType]).toEqual([400, 'invalidFilter']);
  });

  it.each(['%', '_', '\\', "' OR '1'='1", '" or userName pr or "" eq "', 'x%', '%%'])(
    'looks for %j as it stands',
    async (text) => {
      for (const operator of ['eq', 'co', 'sw', 'ew']) {
        const filter = `userName ${operator} ${JSON.stringify(text)}`;
        expect((await scim.filter('Users', filter)).body.totalResults).toBe(0);
      }
    },
  );

  it('answers 413 to a body of more than 1 MiB, and takes 16 MiB for groups', async () => {
    const user = { schemas: [CORE_USER], userName: 'big', title: 'x'.repeat(MEBIBYTE) };
    expect((await scim.post('/Users', user)).status).toBe(413);
    const members = Array.from({ length: 30_000 }, () => ({ value: id, display: 'x'.repeat(30) }));
    const group = await scim.post('/Groups', { schemas: [CORE_GROUP], displayName: 'Big', members });
    expect(group.body.members).toHaveLength(1);
    expect((await scim.post('/Groups', { displayName: 'x'.repeat(16 * MEBIBYTE) })).status).toBe(413);
    await scim.delete(`/Groups/${group.body.id}`);
  });

  it('takes 512 characters in userName and 16,384 elsewhere, also those beyond U+FFFF', async () => {
    const answer = await scim.post('/Users', {
      schemas: [CORE_USER],
      userName: '🍣'.repeat(512),
      externalId: 'é'.repeat(512),
      title: '🍺'.repeat(16_384),
    });
    expect(answer.status).toBe(201);
    const filter = `title eq "${'🍺'.repeat(2_000)}"`;
    expect((await scim.post('/Users/.search', { filter })).body.totalResults).toBe(0);
    expect((await scim.delete(`/Users/${answer.body.id}`)).status).toBe(204);
  });

  it('never takes a number for a string that looks like it', async () => {
    const { id: one } = await scim.createUser('numeric', { externalId: '1abc' });
    for (const filter of ['externalId eq "1"', 'externalId eq "0"', 'userName eq "0"']) {
      expect((await scim.filter('Users', filter)).body.totalResults).toBe(0);
    }
    await scim.delete(`/Users/${one}`);
  });

  it.each([
    ['PATCH', '/Users'],
    ['PUT', '/Groups'],
    ['DELETE', '/Users'],
    ['POST', '/Users/x'],
    ['POST', '/Groups/x'],
    ['GET', '/.search'],
    ['GET', '/Users/.search'],
    ['POST', '/Schemas'],
    ['DELETE', '/ServiceProviderConfig'],
  ])('answers 405 with what is possible to %s %s', async (method, path) => {
    const answer = await scim.send(method, path);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toMatch(/GET|POST/);
    expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
  });

  it('answers 501 for /Bulk and /Me, and 404 for what there is not, each as a SCIM error', async () => {
    for (const [method, path, status] of [
      ['POST', '/Bulk', 501],
      ['GET', '/Me', 501],
      ['GET', '/Nonsense', 404],
      ['GET', '/Users/x/y', 404],
    ] as const) {
      const answer = await scim.send(method, path);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ status: String(status), detail: expect.any(String) });
    }
  });
});
