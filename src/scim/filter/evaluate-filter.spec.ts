import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../resource/resource.js';
import { ENTERPRISE_USER } from '../schema/enterprise-user.js';
import { USER } from '../schema/resource-types.js';
import { matches } from './evaluate-filter.js';
import { parseFilter } from './parse-filter.js';

const ID = '2819c223-7f76-453a-919d-413861904646';

const BARBARA: JsonObject = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_USER],
  id: ID,
  externalId: 'Bjensen',
  userName: 'bjensen@example.com',
  name: { familyName: 'Nguyễn', givenName: 'Barbara' },
  title: '50%_off ',
  active: false,
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  groups: [{ value: 'e9e30dba', display: 'Tour Guides', type: 'direct' }],
  [ENTERPRISE_USER]: { employeeNumber: '701984', manager: { value: '26118915' } },
  meta: { resourceType: 'User', created: '2010-01-23T04:56:22.5Z', version: 'W/"3"' },
};

function holds(filter: string): boolean {
  return matches(parseFilter(filter, USER), BARBARA);
}

describe('comparison · RFC 7644 §3.4.2.2, Table 3', () => {
  it.each([
    'userName eq "BJENSEN@example.com"',
    'userName co "JENSEN"',
    'userName sw "bj"',
    'userName ew ".COM"',
    'userName gt "a"',
    'userName ge "bjensen@example.com"',
    'userName lt "c"',
    'userName le "bjensen@example.com"',
    'userName co ""',
    'active eq false',
    'meta.created gt "2010-01-23T04:56:22Z"',
    'meta.created eq "2010-01-23T05:56:22.500+01:00"',
    'meta.version eq "W/\\"3\\""',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    `id eq "${ID}"`,
    'manager eq "26118915"',
    'groups.display sw "tour"',
  ])('holds: %s', (filter) => {
    expect(holds(filter)).toBe(true);
  });

  it.each([
    'externalId eq "bjensen"',
    `id eq "${ID.toUpperCase()}"`,
    'name.familyName eq "Nguyen"',
    'title eq "50%_off"',
    'title eq "50xxoff "',
    'userName gt "bjensen@example.com"',
    'meta.created lt "2010-01-23T04:56:22.4999999Z"',
  ])('does not hold: %s', (filter) => {
    expect(holds(filter)).toBe(false);
  });

  it('takes composed and decomposed characters for the same', () => {
    expect(holds(`name.familyName eq "${'NGUYỄN'.normalize('NFD')}"`)).toBe(true);
  });
});

describe('absent attributes', () => {
  it.each([
    'nickName ne "x"',
    'not (nickName pr)',
    'nickName eq null',
    'not (nickName eq "x")',
    'photos ne "x"',
  ])('are not equal to anything: %s', (filter) => {
    expect(holds(filter)).toBe(true);
  });

  it.each(['nickName eq "x"', 'nickName co ""', 'nickName le "x"', 'nickName pr', 'photos[value ne "x"]'])(
    'have no value that satisfies anything: %s',
    (filter) => {
      expect(holds(filter)).toBe(false);
    },
  );

  it('false is a value', () => {
    expect(holds('active pr')).toBe(true);
  });
});

describe('multi-valued attributes', () => {
  it('satisfy a comparison when some value does', () => {
    expect(holds('emails co "jensen.org"')).toBe(true);
    expect(holds('emails.type eq "work" and emails.value eq "babs@jensen.org"')).toBe(true);
  });

  it('satisfy a value path when one element satisfies it whole', () => {
    expect(holds('emails[type eq "home" and value sw "babs"]')).toBe(true);
    expect(holds('emails[type eq "work" and value sw "babs"]')).toBe(false);
    expect(holds('emails[type eq "work"].value eq "bjensen@example.com"')).toBe(true);
  });

  it('are "ne" when no value is equal; an element is when its own is not', () => {
    expect(holds('emails ne "babs@jensen.org"')).toBe(false);
    expect(holds('emails[value ne "babs@jensen.org"]')).toBe(true);
    expect(holds('emails[not (primary eq true)]')).toBe(true);
  });

  it('are present when they have an element', () => {
    expect(holds('emails pr and emails.primary pr and not (addresses pr)')).toBe(true);
    expect(holds('emails[type eq "home" and primary pr]')).toBe(false);
  });
});
