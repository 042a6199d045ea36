import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../resource/resource.js';
import { resourceTypeResource, schemaResource, serviceProviderConfig } from './discovery.js';
import { ENTERPRISE_USER_SCHEMA } from './enterprise-user.js';
import { GROUP_SCHEMA } from './group.js';
import { GROUP, USER } from './resource-types.js';
import { USER_SCHEMA } from './user.js';

const BASE = 'https://example.com/scim/v2';

/** RFC 7643 §2.2: what an attribute is where nothing else is said. */
const DEFAULTS = {
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
};

/** What RFC 7643 §4, §8.7.1 and its verified errata say beyond the defaults; references are exact (§2.3.7). */
const BEYOND: Readonly<Record<string, Partial<typeof DEFAULTS>>> = {
  'User.userName': { required: true, uniqueness: 'server' },
  'User.name': { type: 'complex' },
  'User.profileUrl': { type: 'reference', caseExact: true },
  'User.active': { type: 'boolean' },
  'User.password': { mutability: 'writeOnly', returned: 'never', caseExact: true },
  'User.photos.value': { type: 'reference', caseExact: true },
  'User.groups': { type: 'complex', multiValued: true, mutability: 'readOnly' },
  'User.groups.value': { mutability: 'readOnly', caseExact: true },
  'User.groups.$ref': { type: 'reference', mutability: 'readOnly', caseExact: true },
  'User.groups.display': { mutability: 'readOnly' },
  'User.groups.type': { mutability: 'readOnly' },
  'User.x509Certificates.value': { type: 'binary', caseExact: true },
  'Group.displayName': { required: true, uniqueness: 'server' },
  'Group.members': { type: 'complex', multiValued: true },
  'Group.members.value': { mutability: 'immutable', caseExact: true },
  'Group.members.$ref': { type: 'reference', mutability: 'immutable', caseExact: true },
  'Group.members.type': { mutability: 'immutable' },
  'Group.members.display': { mutability: 'readOnly' },
  'EnterpriseUser.manager': { type: 'complex' },
  'EnterpriseUser.manager.value': { caseExact: true },
  'EnterpriseUser.manager.$ref': { type: 'reference', caseExact: true },
  'EnterpriseUser.manager.displayName': { mutability: 'readOnly' },
};
const PLURAL = [
  'emails',
  'phoneNumbers',
  'ims',
  'photos',
  'addresses',
  'entitlements',
  'roles',
  'x509Certificates',
];
/** Multi-valued attributes have the sub-attributes of §2.4. */
function beyond(path: string): Partial<typeof DEFAULTS> {
  const [, plural, sub] = /^User\.(\w+)(?:\.(\w+))?$/.exec(path) ?? [];
  if (PLURAL.includes(plural ?? '') && sub === undefined) return { type: 'complex', multiValued: true };
  return sub === 'primary' ? { type: 'boolean' } : (BEYOND[path] ?? {});
}

/** The attributes that RFC 7643 §4.1 to §4.3 names, in its order. */
const NAMES = {
  User: [
    ['userName', 'name', 'displayName', 'nickName', 'profileUrl', 'title', 'userType', 'preferredLanguage'],
    [
      'locale',
      'timezone',
      'active',
      'password',
      'emails',
      'phoneNumbers',
      'ims',
      'photos',
      'addresses',
      'groups',
    ],
    ['entitlements', 'roles', 'x509Certificates'],
  ].flat(),
  Group: ['displayName', 'members'],
  EnterpriseUser: ['employeeNumber', 'costCenter', 'organization', 'division', 'department', 'manager'],
};

interface Described extends JsonObject {
  name: string;
}

describe('Schemas (RFC 7643 §7)', () => {
  it.each([USER_SCHEMA, GROUP_SCHEMA, ENTERPRISE_USER_SCHEMA])(
    '$name has the characteristics of RFC 7643',
    (schema) => {
      const described = schemaResource(schema, BASE);
      expect(described).toMatchObject({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
        id: schema.id,
        name: schema.name,
        meta: { resourceType: 'Schema', location: `${BASE}/Schemas/${schema.id}` },
      });
      const attributes = described['attributes'] as Described[];
      expect(attributes.map(({ name }) => name)).toEqual(NAMES[schema.name as keyof typeof NAMES]);
      const check = (attribute: Described, path: string): void => {
        expect(attribute, path).toMatchObject({ ...DEFAULTS, ...beyond(path) });
        expect(attribute['description'], path).toMatch(/\S/);
        for (const sub of (attribute['subAttributes'] ?? []) as Described[])
          check(sub, `${path}.${sub.name}`);
      };
      for (const attribute of attributes) check(attribute, `${schema.name}.${attribute.name}`);
    },
  );
});

describe('Resource types (RFC 7643 §6)', () => {
  it('name their endpoints, schemas and extensions', () => {
    expect(resourceTypeResource(USER, BASE)).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      schema: USER_SCHEMA.id,
      schemaExtensions: [{ schema: ENTERPRISE_USER_SCHEMA.id, required: false }],
      meta: { resourceType: 'ResourceType', location: `${BASE}/ResourceTypes/User` },
    });
    expect(resourceTypeResource(GROUP, BASE)).toMatchObject({ endpoint: '/Groups', schemaExtensions: [] });
  });
});

describe('The service provider’s configuration (RFC 7643 §5, RFC 9865 §4)', () => {
  it('says what works', () => {
    const config = serviceProviderConfig({
      baseUrl: BASE,
      documentationUri: 'https://x/docs',
      cursorTimeout: 600,
    });
    expect(config).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 1_000 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      pagination: { cursor: true, index: true, defaultPaginationMethod: 'index', cursorTimeout: 600 },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
    });
  });
});
