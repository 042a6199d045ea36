import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidValueError } from '../error.js';
import type { Conformance, ToleranceName } from '../interop/tolerance.js';
import { GROUP, USER } from '../schema/resource-types.js';
import { parseProjection } from './projection.js';
import type { JsonObject } from './resource.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const RESOURCE: JsonObject = {
  schemas: [CORE, ENTERPRISE],
  id: '2819c223',
  externalId: 'bjensen',
  userName: 'bjensen',
  name: { familyName: 'Jensen', givenName: 'Barbara' },
  emails: [{ value: 'a@example.com', type: 'work' }, { type: 'home' }],
  groups: [],
  [ENTERPRISE]: { department: 'Tours', manager: { value: '7', displayName: 'John' } },
  meta: { resourceType: 'User', version: 'W/"1"' },
};
const STRICT: Conformance = { mode: 'strict', used: () => undefined };
const project = (attributes?: string, excluded?: string): JsonObject =>
  parseProjection({ attributes, excludedAttributes: excluded }, USER).apply(RESOURCE);

describe('Which attributes are answered (RFC 7644 §3.9)', () => {
  it('are all, where nothing is asked for', () => {
    for (const nothing of [undefined, '', ' ']) expect(project(nothing, nothing)).toEqual(RESOURCE);
  });

  it.each<[attributes: string, expected: JsonObject]>([
    ['userName', { userName: 'bjensen' }],
    ['USERNAME', { userName: 'bjensen' }],
    [`${CORE}:userName`, { userName: 'bjensen' }],
    ['name.familyName', { name: { familyName: 'Jensen' } }],
    ['name.familyName, name', { name: RESOURCE['name']! }],
    ['name,name.familyName', { name: RESOURCE['name']! }],
    ['emails.value', { emails: [{ value: 'a@example.com' }] }],
    ['groups', { groups: [] }],
    ['meta.version', { meta: { version: 'W/"1"' } }],
    [`${ENTERPRISE}:department`, { [ENTERPRISE]: { department: 'Tours' } }],
    [`${ENTERPRISE}:manager.value`, { [ENTERPRISE]: { manager: { value: '7' } } }],
    [ENTERPRISE, { [ENTERPRISE]: RESOURCE[ENTERPRISE]! }],
    ['shoeSize', {}],
    ['name.shoeSize', {}],
    ['name.', {}],
    [',,', {}],
    ['id', {}],
    ['externalId', { externalId: 'bjensen' }],
  ])('attributes=%s answers these, beside what is always answered', (attributes, expected) => {
    expect(project(attributes)).toEqual({ schemas: RESOURCE['schemas'], id: '2819c223', ...expected });
  });

  it('attributes of the core schema’s URN are its own', () => {
    const { schemas, id, userName, name, emails, groups } = RESOURCE as Record<string, JsonObject>;
    expect(project(CORE)).toEqual({ schemas, id, userName, name, emails, groups });
  });

  it.each<[excluded: string, gone: string[]]>([
    ['name', ['name']],
    ['emails,meta', ['emails', 'meta']],
    [ENTERPRISE, [ENTERPRISE]],
    ['id', []],
    ['schemas,ID', []],
    ['shoeSize', []],
  ])('excludedAttributes=%s answers all others; what is always answered stays', (excluded, gone) => {
    const expected = Object.fromEntries(Object.entries(RESOURCE).filter(([name]) => !gone.includes(name)));
    expect(project(undefined, excluded)).toEqual(expected);
  });

  it('leaves out sub-attributes, and elements of which nothing is left', () => {
    expect(project(undefined, 'name.givenName,emails.type')).toMatchObject({
      name: { familyName: 'Jensen' },
      emails: [{ value: 'a@example.com' }],
    });
  });

  it('says in advance whether members are read', () => {
    const includes = (attributes?: string, excluded?: string): boolean =>
      parseProjection({ attributes, excludedAttributes: excluded }, GROUP).includes('members');
    expect([
      includes(),
      includes('members.value'),
      includes('displayName'),
      includes(undefined, 'members'),
    ]).toEqual([true, true, false, false]);
  });

  it.each<[asked: { attributes?: string; excludedAttributes?: string }]>([
    [{ attributes: 'userName,shoeSize' }],
    [{ attributes: 'name.shoeSize' }],
    [{ excludedAttributes: 'members' }],
    [{ excludedAttributes: 'urn:example:Shoes' }],
  ])('refuses a name that is none when strict, and else passes over it and counts it: %j', (asked) => {
    expect(() => parseProjection(asked, USER, { conformance: STRICT })).toThrow(InvalidValueError);
    const used: ToleranceName[] = [];
    parseProjection(asked, USER, { conformance: { mode: 'tolerant', used: (name) => used.push(name) } });
    expect(used).toEqual(['unknownAttributeIgnored']);
  });

  it('knows the names of all types that are asked for', () => {
    const options = { conformance: STRICT, otherTypes: [GROUP] };
    expect(parseProjection({ attributes: 'userName, members' }, USER, options).includes('userName')).toBe(
      true,
    );
    expect(() => parseProjection({ attributes: 'shoeSize' }, USER, options)).toThrow(InvalidValueError);
  });

  it('never answers a password, and always an id and schemas, whatever is asked', () => {
    const names = fc.subarray([
      'password',
      'id',
      'schemas',
      'userName',
      'name',
      'name.givenName',
      'meta',
      ENTERPRISE,
      'x',
    ]);
    fc.assert(
      fc.property(names, names, (attributes, excluded) => {
        const asked = { attributes: attributes.join(), excludedAttributes: excluded.join() };
        const answered = parseProjection(asked, USER).apply({
          ...RESOURCE,
          password: 'x',
        });
        expect(answered).not.toHaveProperty('password');
        expect(answered).toMatchObject({ id: '2819c223', schemas: RESOURCE['schemas'] });
        for (const [name, value] of Object.entries(answered)) {
          if (name !== 'name') expect(value).toEqual(RESOURCE[name]);
        }
      }),
    );
  });
});
