import { describe, expect, it } from 'vitest';
import { ENTERPRISE, patch, PATCH_OP, patchGroup, patchUser } from '../../../test/support/patch.js';
import { InvalidPathError, MutabilityError, NoTargetError } from '../error.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import { GROUP } from '../schema/resource-types.js';

const user = { userName: 'adele@contoso.com', active: true };
const group = { displayName: 'Guides' };

function element(document: JsonObject, attribute: string): JsonValue | undefined {
  const elements = document[attribute];
  expect(elements).toHaveLength(1);
  return Array.isArray(elements) ? elements[0] : undefined;
}

describe('What Microsoft Entra ID sends · PATCH /Users', () => {
  it('disables and enables with a string and a capital op', () => {
    const disabled = patchUser(user, [{ op: 'Replace', path: 'active', value: 'False' }]);
    expect(disabled.document).toEqual({ ...user, active: false });
    expect(disabled.used).toEqual(new Set(['operationCase', 'booleanAsString']));
    expect(patchUser(disabled.document, [{ op: 'Replace', path: 'active', value: 'True' }]).document).toEqual(
      user,
    );
  });

  it('replaces many attributes by their paths in one request', () => {
    const { document } = patchUser({ ...user, name: { givenName: 'Adele', middleName: 'A' } }, [
      { op: 'Replace', path: 'displayName', value: 'Pvlo' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'TestBcwqnm@test.microsoft.com' },
      { op: 'Replace', path: 'name.givenName', value: 'Gtfd' },
      { op: 'Replace', path: 'name.familyName', value: 'Pkqf' },
      { op: 'Replace', path: 'externalId', value: 'Eqpj' },
      { op: 'Replace', path: `${ENTERPRISE}:employeeNumber`, value: 'Eqpj' },
    ]);
    expect(document).toEqual({
      ...user,
      displayName: 'Pvlo',
      name: { givenName: 'Gtfd', middleName: 'A', familyName: 'Pkqf' },
      emails: [{ type: 'work', value: 'TestBcwqnm@test.microsoft.com' }],
      externalId: 'Eqpj',
      [ENTERPRISE]: { employeeNumber: 'Eqpj' },
    });
  });

  it.each(['Add', 'Replace'])('creates the work e-mail that %s speaks of beside the others', (op) => {
    const home = { type: 'home', value: 'home@example.com' };
    const { document, used } = patchUser({ ...user, emails: [home] }, [
      { op, path: 'emails[type eq "work"].value', value: 'work@example.com' },
      { op, path: 'emails[type eq "work"].primary', value: 'True' },
    ]);
    expect(document['emails']).toEqual([home, { type: 'work', value: 'work@example.com', primary: true }]);
    expect(used).toContain('createMissingElement');
  });

  it('keeps phones of three types apart, and the number as it is', () => {
    const types = ['mobile', 'fax', 'work'];
    const { document } = patchUser(
      user,
      types.map((type) => ({
        op: 'Replace',
        path: `phoneNumbers[type eq "${type}"].value`,
        value: '55555555555',
      })),
    );
    expect(document['phoneNumbers']).toEqual(types.map((type) => ({ type, value: '55555555555' })));
  });

  it('names sub-attributes with a capital', () => {
    const { document } = patchUser({ ...user, emails: [{ type: 'other', value: 'old@example.com' }] }, [
      { op: 'Replace', path: 'emails[type eq "other"].Value', value: 'new@example.com' },
      { op: 'Replace', path: 'addresses[type eq "other"].Formatted', value: '18/2111' },
    ]);
    expect(document['emails']).toEqual([{ type: 'other', value: 'new@example.com' }]);
    expect(document['addresses']).toEqual([{ type: 'other', formatted: '18/2111' }]);
  });

  it.each(['"True"', 'true'])(
    'selects the primary role by %s, and builds it where there is none',
    (literal) => {
      const operations = [
        { op: 'Add', path: `roles[primary eq ${literal}].display`, value: 'Admin' },
        { op: 'Add', path: `roles[primary eq ${literal}].value`, value: 'admin' },
        { op: 'Add', path: `roles[primary eq ${literal}].type`, value: 'app' },
      ];
      const built = { primary: true, display: 'Admin', value: 'admin', type: 'app' };
      expect(element(patchUser(user, operations).document, 'roles')).toEqual(built);
      const present = { ...user, roles: [{ value: 'guest' }, { value: 'old', primary: true }] };
      expect(patchUser(present, operations).document['roles']).toEqual([{ value: 'guest' }, built]);
    },
  );

  it('sends 36 operations, as add on a minimal user and as replace on a full one', () => {
    const operations = (op: string, suffix: string) =>
      VERBOSE.map(([path, value]) => ({ op, path, value: verbose(value, suffix) }));
    const added = patchUser({ userName: 'minimal' }, operations('add', '1'));
    expect(added.document).toEqual(verboseUser('1'));
    expect(patchUser(added.document, operations('replace', '2')).document).toEqual(verboseUser('2'));
  });

  it('writes paths as keys where there is no path (aadOptscim062020)', () => {
    const { document, used } = patchUser({ ...user, name: { givenName: 'A', middleName: 'M' } }, [
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'TestMhvaes@test.microsoft.com' },
      {
        op: 'replace',
        value: {
          displayName: 'Bjfe',
          'name.givenName': 'Kkom',
          'name.familyName': 'Unua',
          [`${ENTERPRISE}:employeeNumber`]: 'Aklq',
        },
      },
    ]);
    expect(document).toEqual({
      ...user,
      name: { givenName: 'Kkom', middleName: 'M', familyName: 'Unua' },
      emails: [{ type: 'work', value: 'TestMhvaes@test.microsoft.com' }],
      displayName: 'Bjfe',
      [ENTERPRISE]: { employeeNumber: 'Aklq' },
    });
    expect(used).toContain('dottedKey');
  });

  describe('the manager', () => {
    const MANAGER = '2c2f6fb8-254f-492e-b7fe-c09c5a61c8a2';
    const managed = { ...user, [ENTERPRISE]: { manager: { value: MANAGER } } };

    it.each([
      ['a string', `${ENTERPRISE}:manager`, MANAGER],
      ['an object', `${ENTERPRISE}:manager`, { value: MANAGER }],
      ['the sub-attribute', `${ENTERPRISE}:manager.value`, MANAGER],
      ['a string after a dot for the colon', `${ENTERPRISE}.manager`, MANAGER],
      ['a list at the unqualified path', 'manager', [{ value: MANAGER }]],
    ])('comes as %s', (_, path, value) => {
      for (const op of ['add', 'Add', 'replace', 'Replace']) {
        expect(patchUser(user, [{ op, path, value }]).document).toEqual(managed);
        expect(
          patchUser({ ...user, [ENTERPRISE]: { manager: { value: 'old', $ref: '../Users/old' } } }, [
            { op, path, value },
          ]).document,
        ).toEqual(managed);
      }
    });

    it.each([
      ['an object with an empty value', { value: '' }],
      ['an empty string', ''],
      ['null', null],
    ])('goes by %s', (_, value) => {
      expect(patchUser(managed, [{ op: 'replace', path: `${ENTERPRISE}:manager`, value }]).document).toEqual(
        user,
      );
    });
  });

  it('changes the userName with a path and without', () => {
    for (const operation of [
      { op: 'Replace', path: 'userName', value: 'burdette@beer.co.uk' },
      { op: 'replace', value: { userName: 'burdette@beer.co.uk' } },
    ]) {
      expect(patchUser(user, [operation]).document).toEqual({ ...user, userName: 'burdette@beer.co.uk' });
    }
  });

  it('wraps a string in a list of objects', () => {
    const { document } = patchUser(user, [
      { op: 'Replace', path: 'displayName', value: [{ $ref: null, value: 'User x' }] },
    ]);
    expect(document).toEqual({ ...user, displayName: 'User x' });
  });

  it('removes with a value, which is never set', () => {
    const { document } = patchUser(
      { ...user, name: { givenName: 'x' }, emails: [{ type: 'work', value: 'old@example.org' }] },
      [
        { op: 'Remove', path: 'emails[type eq "work"].value', value: 'updated@example.org' },
        { op: 'Remove', path: 'name', value: { givenName: 'x' } },
      ],
    );
    expect(document).toEqual(user);
  });

  it('removes of a list only what it lists', () => {
    const emails = [
      { type: 'work', value: 'a@example.org' },
      { type: 'home', value: 'b@example.org' },
    ];
    const remove = (value: JsonValue) =>
      patchUser({ ...user, emails }, [{ op: 'Remove', path: 'emails', value }]).document['emails'];
    expect(remove([{ value: 'a@example.org' }])).toEqual([emails[1]]);
    expect(remove([{ type: 'home', value: 'a@example.org' }])).toEqual(emails);
    expect(remove([])).toEqual(emails);
  });

  it('passes over what Rollcall does not keep, and does the rest', () => {
    const { document, used } = patchUser(user, [
      { op: 'Add', path: 'shoeSize', value: '7' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:acme:2.0:User:badge', value: '7' },
      { op: 'Add', path: 'emails[type eq "work"].shoeSize', value: '7' },
      { op: 'Add', value: { 'http://schemas.example.com/ext': { badge: 7 }, 'a key': 1, title: 'Guide' } },
    ]);
    expect(document).toEqual({ ...user, title: 'Guide' });
    expect(used).toContain('unknownAttributeIgnored');
  });

  it('names a part of an attribute in the object of an extension', () => {
    const operation = { op: 'add', path: ENTERPRISE, value: { 'manager.value': '7', department: 'Tours' } };
    const { document, used } = patchUser(user, [operation]);
    expect(document).toEqual({ ...user, [ENTERPRISE]: { manager: { value: '7' }, department: 'Tours' } });
    expect(used).toEqual(new Set(['dottedKey']));
    expect(() => patchUser(user, [operation], 'strict')).toThrow(InvalidPathError);
  });

  it('is told when it removes what is required', () => {
    expect(() => patchUser(user, [{ op: 'remove', path: 'userName' }])).toThrow(MutabilityError);
  });
});

describe('What Microsoft Entra ID sends · PATCH /Groups', () => {
  it('renames with a path and without', () => {
    for (const operation of [
      { op: 'Replace', path: 'displayName', value: 'WUZP' },
      { op: 'replace', value: { displayName: 'WUZP' } },
    ]) {
      expect(patchGroup(group, [operation]).document).toEqual({ displayName: 'WUZP' });
    }
    expect(patchGroup(group, [{ op: 'replace', value: { externalId: '663f' } }]).document).toEqual({
      ...group,
      externalId: '663f',
    });
  });

  it('adds members, each with a null $ref', () => {
    const { relations } = patchGroup(group, [
      {
        op: 'Add',
        path: 'members',
        value: [
          { $ref: null, value: 'f648f8d5ea4e4cd38e9c' },
          { $ref: null, value: 'u1091' },
        ],
      },
    ]);
    expect(relations['members']).toEqual([
      { kind: 'add', values: [{ value: 'f648f8d5ea4e4cd38e9c' }, { value: 'u1091' }] },
    ]);
  });

  it('adds a member that is a bare string, with an id beside the operations', () => {
    const body = {
      id: 'g',
      Operations: [{ op: 'add', path: 'members', value: 'string id 1' }],
      schemas: [PATCH_OP],
    };
    expect(patch(GROUP, group, body).relations['members']).toEqual([
      { kind: 'add', values: [{ value: 'string id 1' }] },
    ]);
  });

  it('removes the members that a value lists, and no others', () => {
    const { relations, used } = patchGroup(group, [
      {
        op: 'Remove',
        path: 'members',
        value: [{ $ref: null, value: 'f648f8d5ea4e4cd38e9c' }, { value: 'u1091' }],
      },
    ]);
    expect(relations['members']).toEqual([{ kind: 'remove', ids: ['f648f8d5ea4e4cd38e9c', 'u1091'] }]);
    expect(used).toContain('removeWithValue');
  });

  it('removes a member by a filter (aadOptscim062020), and all by no value', () => {
    expect(
      patchGroup(group, [{ op: 'remove', path: 'members[value eq "7f4bc1a3"]' }]).relations['members'],
    ).toEqual([{ kind: 'remove', ids: ['7f4bc1a3'] }]);
    expect(patchGroup(group, [{ op: 'remove', path: 'members' }]).relations['members']).toEqual([
      { kind: 'replaceAll', values: [] },
    ]);
  });

  it('is told that members are not created by a filter', () => {
    for (const op of ['Add', 'Replace']) {
      const operation = { op, path: 'members[value eq "a"]', value: { value: 'a' } };
      expect(() => patchGroup(group, [operation])).toThrow(NoTargetError);
    }
  });
});

/** The Microsoft SCIM Validator's verbose update: path and value; `*` is where the text differs between users. */
const VERBOSE: readonly (readonly [string, string | boolean])[] = [
  ['active', true],
  ['displayName', 'ONVCXGG*'],
  ['title', 'HSCX*'],
  ['emails[type eq "work"].value', 'cara*@hamill.ca'],
  ['emails[type eq "work"].primary', true],
  ['preferredLanguage', 'pa-Guru-*'],
  ['name.givenName', 'Aurelia*'],
  ['name.familyName', 'Nels*'],
  ['name.formatted', 'Hoyt*'],
  ['name.middleName', 'Rosamond*'],
  ['name.honorificPrefix', 'Lindsey*'],
  ['name.honorificSuffix', 'Armando*'],
  ['addresses[type eq "work"].formatted', 'NIEHQ*'],
  ['addresses[type eq "work"].streetAddress', '25480 Funk Via*'],
  ['addresses[type eq "work"].locality', 'QBIT*'],
  ['addresses[type eq "work"].region', 'XTZJ*'],
  ['addresses[type eq "work"].postalCode', 'gk2 3sg*'],
  ['addresses[type eq "work"].primary', true],
  ['addresses[type eq "work"].country', 'Timor-Leste*'],
  ['phoneNumbers[type eq "work"].value', '13-797-0459*'],
  ['phoneNumbers[type eq "work"].primary', true],
  ['phoneNumbers[type eq "mobile"].value', '13-797-0459*'],
  ['phoneNumbers[type eq "fax"].value', '13-797-0459*'],
  [`${ENTERPRISE}:employeeNumber`, 'HHXO*'],
  [`${ENTERPRISE}:department`, 'CTHM*'],
  [`${ENTERPRISE}:costCenter`, 'QXMX*'],
  [`${ENTERPRISE}:organization`, 'GDLJ*'],
  [`${ENTERPRISE}:division`, 'PIQM*'],
  ['roles[primary eq "True"].display', 'NKMR*'],
  ['roles[primary eq "True"].value', 'GZZQ*'],
  ['roles[primary eq "True"].type', 'VXSU*'],
  ['userType', 'BIUX*'],
  ['nickName', 'ATSZ*'],
  ['locale', 'RGQD*'],
  ['timezone', 'America/Belem*'],
  ['profileUrl', 'QTNU*'],
];

function verbose(value: string | boolean, suffix: string): string | boolean {
  return typeof value === 'string' ? value.replace('*', suffix) : value;
}

function verboseUser(suffix: string): JsonObject {
  return JSON.parse(JSON.stringify(VERBOSE_USER).replaceAll('*', suffix)) as JsonObject;
}

const VERBOSE_USER: JsonObject = {
  userName: 'minimal',
  active: true,
  displayName: 'ONVCXGG*',
  title: 'HSCX*',
  emails: [{ type: 'work', value: 'cara*@hamill.ca', primary: true }],
  preferredLanguage: 'pa-Guru-*',
  name: {
    givenName: 'Aurelia*',
    familyName: 'Nels*',
    formatted: 'Hoyt*',
    middleName: 'Rosamond*',
    honorificPrefix: 'Lindsey*',
    honorificSuffix: 'Armando*',
  },
  addresses: [
    {
      type: 'work',
      formatted: 'NIEHQ*',
      streetAddress: '25480 Funk Via*',
      locality: 'QBIT*',
      region: 'XTZJ*',
      postalCode: 'gk2 3sg*',
      primary: true,
      country: 'Timor-Leste*',
    },
  ],
  phoneNumbers: [
    { type: 'work', value: '13-797-0459*', primary: true },
    { type: 'mobile', value: '13-797-0459*' },
    { type: 'fax', value: '13-797-0459*' },
  ],
  [ENTERPRISE]: {
    employeeNumber: 'HHXO*',
    department: 'CTHM*',
    costCenter: 'QXMX*',
    organization: 'GDLJ*',
    division: 'PIQM*',
  },
  roles: [{ primary: true, display: 'NKMR*', value: 'GZZQ*', type: 'VXSU*' }],
  userType: 'BIUX*',
  nickName: 'ATSZ*',
  locale: 'RGQD*',
  timezone: 'America/Belem*',
  profileUrl: 'QTNU*',
};
