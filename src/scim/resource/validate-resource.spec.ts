import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidSyntaxError, InvalidValueError } from '../error.js';
import type { Conformance, ToleranceName } from '../interop/tolerance.js';
import { GROUP, USER } from '../schema/resource-types.js';
import type { JsonObject, JsonValue } from './resource.js';
import { validateResource } from './validate-resource.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const STRICT: Conformance = { mode: 'strict', used: () => undefined };

function tolerant(): { conformance: Conformance; used: ToleranceName[] } {
  const used: ToleranceName[] = [];
  return { conformance: { mode: 'tolerant', used: (name) => used.push(name) }, used };
}
const strict = (body: JsonValue) => validateResource(body, USER, STRICT);
const user = (more: JsonObject = {}): JsonObject => ({ schemas: [CORE], userName: 'bjensen', ...more });

/** RFC 7643 §8.3, abridged where it repeats itself. */
const ENTERPRISE_USER = {
  schemas: [CORE, ENTERPRISE],
  id: '2819c223-7f76-453a-919d-413861904646',
  externalId: '701984',
  userName: 'bjensen@example.com',
  name: {
    formatted: 'Ms. Barbara J Jensen, III',
    familyName: 'Jensen',
    givenName: 'Barbara',
    middleName: 'Jane',
    honorificPrefix: 'Ms.',
    honorificSuffix: 'III',
  },
  displayName: 'Babs Jensen',
  nickName: 'Babs',
  profileUrl: 'https://login.example.com/bjensen',
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  addresses: [
    {
      streetAddress: '100 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'USA',
      formatted: '100 Universal City Plaza\nHollywood, CA 91608 USA',
      type: 'work',
      primary: true,
    },
  ],
  phoneNumbers: [{ value: '555-555-5555', type: 'work' }],
  ims: [{ value: 'someaimhandle', type: 'aim' }],
  photos: [{ value: 'https://photos.example.com/profilephoto/72930000000Ccne/F', type: 'photo' }],
  userType: 'Employee',
  title: 'Tour Guide',
  preferredLanguage: 'en-US',
  locale: 'en-US',
  timezone: 'America/Los_Angeles',
  active: true,
  password: 't1meMa$heen',
  groups: [{ value: 'e9e30dba-f08f-4109-8486-d5c6a331660a', display: 'Tour Guides' }],
  x509Certificates: [{ value: 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UE' }],
  [ENTERPRISE]: {
    employeeNumber: '701984',
    costCenter: '4130',
    organization: 'Universal Studios',
    division: 'Theme Park',
    department: 'Tour Operations',
    manager: {
      value: '26118915-6090-4610-87e4-49d8ca9f808d',
      $ref: '../Users/26118915',
      displayName: 'John Smith',
    },
  },
  meta: { resourceType: 'User', version: 'W/"3694e05e9dff591"' },
};

describe('A resource as it is sent (RFC 7643 §3, RFC 7644 §3.3)', () => {
  it('is kept as the RFC’s enterprise user is, without what is readOnly, and without the password', () => {
    const {
      schemas: _,
      id: _id,
      meta: _meta,
      groups: _groups,
      password: _password,
      ...kept
    } = ENTERPRISE_USER;
    const { value, $ref } = kept[ENTERPRISE].manager;
    const expected = { ...kept, [ENTERPRISE]: { ...kept[ENTERPRISE], manager: { value, $ref } } };
    expect(strict(ENTERPRISE_USER as unknown as JsonObject)).toEqual({ document: expected, relations: {} });
  });

  it('of a group says who its members are, and keeps the rest (RFC 7643 §8.4)', () => {
    const group: JsonObject = {
      schemas: [CORE_GROUP],
      id: 'e9e30dba-f08f-4109-8486-d5c6a331660a',
      displayName: 'Tour Guides',
      members: [
        { value: '2819c223', $ref: 'https://example.com/v2/Users/2819c223', display: 'Babs Jensen' },
        { value: '902c246b', type: 'Group' },
      ],
    };
    expect(validateResource(group, GROUP, STRICT)).toEqual({
      document: { displayName: 'Tour Guides' },
      relations: { members: [{ value: '2819c223' }, { value: '902c246b', type: 'Group' }] },
    });
  });

  it('tells no members from an empty list of them', () => {
    const of = (members: JsonObject) =>
      validateResource({ schemas: [CORE_GROUP], displayName: 'x', ...members }, GROUP, STRICT).relations;
    expect([of({}), of({ members: null }), of({ members: [] })]).toEqual([{}, {}, { members: [] }]);
  });

  it('takes null and empty lists for nothing (RFC 7643 §2.5)', () => {
    const { document } = strict(
      user({ title: null, emails: [], name: {}, [ENTERPRISE]: { department: null } }),
    );
    expect(document).toEqual({ userName: 'bjensen' });
  });

  it('has names in any case, and writes them as the schema does (RFC 7643 §2.1)', () => {
    const { document } = strict({
      SCHEMAS: [CORE],
      USERNAME: 'bjensen',
      Name: { FAMILYNAME: 'Jensen' },
      [ENTERPRISE.toUpperCase()]: { DEPARTMENT: 'Tours' },
    });
    expect(document).toEqual({
      userName: 'bjensen',
      name: { familyName: 'Jensen' },
      [ENTERPRISE]: { department: 'Tours' },
    });
  });

  it('has names in ASCII: no other letter is folded to one of theirs', () => {
    const kelvin = { 'nic\u212aName': 'Babs' };
    expect(() => strict(user(kelvin))).toThrow(InvalidSyntaxError);
    const { conformance, used } = tolerant();
    expect(validateResource(user({ ...kelvin, nickName: 'B' }), USER, conformance).document).toEqual({
      userName: 'bjensen',
      nickName: 'B',
    });
    expect(used).toEqual(['unknownAttributeIgnored']);
  });

  it('has an attribute under one spelling; tolerantly, what is said last counts (RFC 7644 §3.10)', () => {
    const twice = { title: 'Guide', [`${CORE}:title`]: 'Lead' };
    expect(() => strict(user(twice))).toThrow(InvalidSyntaxError);
    const { conformance, used } = tolerant();
    const documentOf = (more: JsonObject) => validateResource(user(more), USER, conformance).document;
    expect(documentOf(twice)['title']).toBe('Lead');
    expect(documentOf({ title: 'Guide', [`${CORE}:title`]: null })).not.toHaveProperty('title');
    expect(documentOf({ [`${CORE}:title`]: 'Lead', title: 'Guide' })['title']).toBe('Guide');
    expect(new Set(used)).toEqual(new Set(['dottedKey']));
  });

  it('is the same when what it says is sent again', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            userName: fc.string({
              minLength: 1,
              maxLength: 20,
              unit: fc.constantFrom('a', 'B', '1', 'é', '日'),
            }),
            title: fc.option(fc.string(), { nil: null }),
            active: fc.boolean(),
            emails: fc.array(
              fc.record({
                value: fc.emailAddress(),
                type: fc.constantFrom('work', 'home'),
                primary: fc.boolean(),
              }),
            ),
          },
          { requiredKeys: ['userName'] },
        ),
        (body) => {
          const once = strict(user(body)).document;
          expect(strict({ schemas: [CORE], ...once }).document).toEqual(once);
        },
      ),
    );
  });

  it('has one primary element, the last that says so (RFC 7643 §2.4)', () => {
    const { document } = strict(
      user({
        emails: [
          { value: 'a@example.com', primary: true },
          { value: 'b@example.com', primary: true },
        ],
      }),
    );
    expect(document['emails']).toEqual([
      { value: 'a@example.com', primary: false },
      { value: 'b@example.com', primary: true },
    ]);
  });

  describe('is refused', () => {
    it.each<[what: string, body: JsonValue]>([
      ['as a list', [user()]],
      ['as a text', 'bjensen'],
      ['as null', null],
      ['without schemas', { userName: 'bjensen' }],
      ['with the schema of another type', { schemas: [CORE_GROUP], userName: 'bjensen' }],
      ['with schemas of numbers', user({ schemas: [7] })],
      ['with an unknown attribute', user({ shoeSize: 42 })],
      ['with an unknown sub-attribute', user({ name: { shoeSize: 42 } })],
      ['with an unknown extension', user({ 'urn:example:Shoes': { size: 42 } })],
      ['with a name twice', { ...user(), USERNAME: 'other' }],
      [
        'with a prototype',
        JSON.parse('{"schemas":[],"userName":"x","__proto__":{"admin":true}}') as JsonValue,
      ],
      [
        'with a constructor deep inside',
        user({ name: { givenName: 'x', constructor: { a: 1 } } as JsonObject }),
      ],
    ])('%s: invalidSyntax', (_, body) => {
      expect(() => strict(body)).toThrow(InvalidSyntaxError);
    });

    it.each<[what: string, more: JsonObject, names: string]>([
      ['no userName', { userName: null }, 'userName'],
      ['an empty userName', { userName: ' ' }, 'userName'],
      ['a number as text', { title: 7 }, 'title'],
      ['a text as boolean', { active: 'true' }, 'active'],
      ['a text as list', { emails: 'a@example.com' }, 'emails'],
      ['a text as object', { name: 'Babs' }, 'name'],
      ['a list in an object', { name: { givenName: ['a'] } }, 'name.givenName'],
      ['an element that is none', { emails: [{ value: 'a' }, 7] }, 'emails[1]'],
      ['a wrong sub-attribute', { emails: [{ value: 'a', primary: 'yes' }] }, 'emails[0].primary'],
      ['half a character', { title: '\ud800' }, 'title'],
      ['a control character in userName', { userName: 'a\u0000b' }, 'userName'],
      ['a character without width in userName', { userName: 'a\u200bb' }, 'userName'],
      ['no base64', { x509Certificates: [{ value: '***' }] }, 'x509Certificates[0].value'],
      ['an extension that is no object', { [ENTERPRISE]: 'x' }, ENTERPRISE],
    ])('for %s: invalidValue that names it', (_, more, name) => {
      expect(() => strict(user(more))).toThrow(InvalidValueError);
      expect(() => strict(user(more))).toThrow(name);
    });

    it.each<[attribute: string, limit: number]>([
      ['userName', 512],
      ['externalId', 512],
      ['title', 16_384],
    ])('when %s is longer than %i characters, counted as people do', (attribute, limit) => {
      for (const character of ['a', '🧭']) {
        expect(strict(user({ [attribute]: character.repeat(limit) })).document).toHaveProperty(attribute);
        expect(() => strict(user({ [attribute]: character.repeat(limit + 1) }))).toThrow(
          `longer than ${limit}`,
        );
      }
    });
  });

  it('has base64 with line breaks, and refuses what is none at any length', () => {
    const certificate = (value: string) => user({ x509Certificates: [{ value }] });
    expect(strict(certificate('TWFu\r\nTWE=\n')).document).toHaveProperty('x509Certificates');
    const long = Array.from({ length: 20 }, () => ({ value: `${' '.repeat(16_383)}!` }));
    expect(() => strict(user({ x509Certificates: long }))).toThrow('base64');
  });

  it('trims white space around a userName alone', () => {
    expect(strict(user({ userName: ' bjensen ', title: ' Guide ' })).document).toEqual({
      userName: 'bjensen',
      title: ' Guide ',
    });
  });

  describe('tolerantly', () => {
    it.each<[what: string, body: JsonObject, document: JsonObject, used: ToleranceName[]]>([
      ['no schemas', { userName: 'a' }, { userName: 'a' }, ['missingSchema']],
      [
        'a schema of SCIM 1',
        { schemas: [CORE, 'urn:scim:schemas:core:1.0'], userName: 'a' },
        { userName: 'a' },
        ['unknownSchemaIgnored'],
      ],
      ['an unknown attribute', user({ shoeSize: 42 }), { userName: 'bjensen' }, ['unknownAttributeIgnored']],
      [
        'a boolean as text',
        user({ active: 'False' }),
        { userName: 'bjensen', active: false },
        ['booleanAsString'],
      ],
      [
        'one value for a list',
        user({ emails: { value: 'a' } }),
        { userName: 'bjensen', emails: [{ value: 'a' }] },
        ['singleValueAsList'],
      ],
      [
        'a list for one value',
        user({ title: ['Guide'] }),
        { userName: 'bjensen', title: 'Guide' },
        ['listAsSingleValue'],
      ],
      [
        'a manager as text',
        user({ [ENTERPRISE]: { manager: '7' } }),
        { userName: 'bjensen', [ENTERPRISE]: { manager: { value: '7' } } },
        ['referenceAsString'],
      ],
    ])('is read with %s, which is counted', (_, body, document, names) => {
      const { conformance, used } = tolerant();
      expect(validateResource(body, USER, conformance).document).toEqual(document);
      expect(used).toEqual(names);
    });
  });
});
