import { describe, expect, it } from 'vitest';
import { InvalidFilterError } from '../error.js';
import type { Conformance, ToleranceName } from '../interop/tolerance.js';
import { GROUP, USER } from '../schema/resource-types.js';
import type { ResourceType } from '../schema/attribute.js';
import { parseFilter, type ParseOptions } from './parse-filter.js';
import { printFilter } from './print-filter.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The filter as it is understood, written in full. */
function understood(text: string, resourceType: ResourceType = USER, options?: ParseOptions): string {
  return printFilter(parseFilter(text, resourceType, options));
}

function refusal(text: string, resourceType: ResourceType = USER, options?: ParseOptions): string {
  try {
    parseFilter(text, resourceType, options);
  } catch (error) {
    if (error instanceof InvalidFilterError) return error.detail;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

function conformance(mode: Conformance['mode']): Conformance & { uses: ToleranceName[] } {
  const uses: ToleranceName[] = [];
  return { mode, uses, used: (tolerance) => uses.push(tolerance) };
}

describe('filters · RFC 7644 §3.4.2.2', () => {
  it.each([
    'userName eq "bjensen"',
    'name.familyName co "O\'Malley"',
    'userName sw "J"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
    'title pr',
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'meta.lastModified ge "2011-05-13T04:42:34Z"',
    'meta.lastModified lt "2011-05-13T04:42:34Z"',
    'meta.lastModified le "2011-05-13T04:42:34Z"',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    'userType eq "Employee" and (emails.type eq "work")',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
  ])("reads the RFC's own example: %s", (text) => {
    expect(() => parseFilter(text, USER)).not.toThrow();
  });

  it('binds "not" before "and" before "or"', () => {
    expect(understood('title pr or nickName pr and not (locale pr)')).toBe(
      'title pr or (nickName pr and not (locale pr))',
    );
    expect(understood('(title pr or nickName pr) and locale pr')).toBe(
      '(title pr or nickName pr) and locale pr',
    );
  });

  it('reads a chain of one operator as one, however it is grouped', () => {
    const flat = parseFilter('title pr and nickName pr and locale pr', USER);
    expect(parseFilter('title pr and (nickName pr and locale pr)', USER)).toEqual(flat);
    expect(parseFilter('((title pr and nickName pr)) and locale pr', USER)).toEqual(flat);
  });

  it('takes attribute names, URNs, operators and keywords in any case', () => {
    expect(understood('USERNAME EQ "x" AND Not(Name.FAMILYname Pr)')).toBe(
      'userName eq "x" and not (name.familyName pr)',
    );
    expect(understood(`${ENTERPRISE.toUpperCase()}:EmployeeNumber eq "701984"`)).toBe(
      `${ENTERPRISE}:employeeNumber eq "701984"`,
    );
  });

  it.each(['not (title pr)', 'not(title pr)', 'NOT  ( title pr )'])(
    'takes "not" with space or without: %s',
    (text) => {
      expect(understood(text)).toBe('not (title pr)');
    },
  );

  it('compares the value of a complex attribute that is named alone', () => {
    expect(understood('emails co "example.com"')).toBe('emails.value co "example.com"');
    expect(understood('members eq "x"', GROUP)).toBe('members.value eq "x"');
    expect(refusal('addresses eq "x"')).toContain('addresses is complex');
    expect(refusal('meta gt "x"')).toContain('meta is complex');
    expect(understood('addresses pr')).toBe('addresses pr');
  });

  it('reads a comparison with null as a question for presence', () => {
    expect(understood('title eq null')).toBe('not (title pr)');
    expect(understood('name ne null')).toBe('name pr');
    expect(refusal('title gt null')).toContain('eq and ne');
  });

  it('reads all escapes of a JSON string', () => {
    expect(parseFilter(String.raw`title eq "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`, USER)).toMatchObject({
      value: '"\\/\b\f\n\r\té😀',
    });
    expect(understood(String.raw`meta.version eq "W/\"1\""`)).toBe(String.raw`meta.version eq "W/\"1\""`);
  });

  it.each([
    [
      'year 1 and seven digits of a fraction',
      '0001-01-03T00:00:00.0000000Z',
      Date.parse('0001-01-03T00:00:00Z'),
    ],
    ['an offset', '2011-05-13T06:42:34+02:00', Date.parse('2011-05-13T04:42:34Z')],
    ['no zone, which is UTC', '2011-05-13T04:42:34', Date.parse('2011-05-13T04:42:34Z')],
    ['what is finer than a millisecond', '1970-01-01T00:00:00.0005Z', 0.5],
  ])('reads a dateTime with %s', (_, text, time) => {
    expect(parseFilter(`meta.created gt "${text}"`, USER)).toMatchObject({ value: time });
  });

  it('answers names of other resource types as absent where the search is over several (§3.4.2.1)', () => {
    const absent = { otherTypes: [USER, GROUP] };
    expect(understood('displayName eq "x" or userName eq "x"', GROUP, absent)).toBe('displayName eq "x"');
    expect(understood('displayName eq "x" or emails[type eq "work"]', GROUP, absent)).toBe(
      'displayName eq "x"',
    );
    expect(refusal('userName eq', GROUP, absent)).toContain('value');
    expect(refusal('displayName eq "x" or shoeSize eq "x"', GROUP, absent)).toContain('no such attribute');
  });
});

describe('what identity providers send beyond the grammar', () => {
  it.each([
    ['emails[type eq "work"].value eq "x"', 'emails[type eq "work" and value eq "x"]'],
    ['emails[type eq "work"] eq "x"', 'emails[type eq "work" and value eq "x"]'],
    ['emails[type eq "work"].value ne "x"', 'emails[type eq "work" and value ne "x"]'],
    [
      'emails[type eq "work" or primary eq true].value pr',
      'emails[(type eq "work" or primary eq true) and value pr]',
    ],
    [
      'not (emails[type eq "work"].value eq "x") and title pr',
      'not (emails[type eq "work" and value eq "x"]) and title pr',
    ],
  ])('Entra ID compares what a value path found: %s', (text, meaning) => {
    const tolerant = conformance('tolerant');
    expect(understood(text, USER, { conformance: tolerant })).toBe(meaning);
    expect(tolerant.uses).toEqual(['valuePathComparison']);
    expect(refusal(text, USER, { conformance: conformance('strict') })).toContain('after a value path');
  });

  it('Entra ID names extension attributes without their URN', () => {
    const tolerant = conformance('tolerant');
    expect(understood('id eq "u" and manager eq "m"', USER, { conformance: tolerant })).toBe(
      `id eq "u" and ${ENTERPRISE}:manager.value eq "m"`,
    );
    expect(tolerant.uses).toEqual(['extensionAttributeUnqualified']);
    expect(refusal('manager eq "m"', USER, { conformance: conformance('strict') })).toContain(
      'no such attribute',
    );
  });

  it('Entra ID writes booleans as strings', () => {
    const tolerant = conformance('tolerant');
    expect(understood('roles[primary eq "True"]', USER, { conformance: tolerant })).toBe(
      'roles[primary eq true]',
    );
    expect(tolerant.uses).toEqual(['booleanAsString']);
    expect(refusal('active eq "True"', USER, { conformance: conformance('strict') })).toContain('boolean');
    expect(refusal('active eq "yes"')).toContain('boolean');
  });
});

describe('invalidFilter', () => {
  it.each([
    ['nothing', ''],
    ['white space alone', '   '],
    ['a tab', 'userName\teq "x"'],
    ['a line break', 'userName eq "x"\n'],
    ['an unknown attribute', 'shoeSize eq "x"'],
    ['an unknown sub-attribute', 'name.nick eq "x"'],
    ['a sub-attribute of a simple attribute', 'userName.value eq "x"'],
    ['three names', 'name.familyName.x eq "x"'],
    ['a name of the prototype', '__proto__ pr'],
    ['a name of the prototype below', 'name.constructor pr'],
    ['an operator alone', 'eq'],
    ['an unknown operator', 'userName like "x"'],
    ['no operator', 'userName'],
    ['no value', 'userName eq'],
    ['single quotes', "userName eq 'x'"],
    ['a bare word', 'externalId eq jyoung'],
    ['an open string', 'userName eq "x'],
    ['an open escape', 'userName eq "x\\'],
    ['an unknown escape', String.raw`userName eq "\x41"`],
    ['a control character in a string', 'userName eq "a\u0001b"'],
    ['half a character', String.raw`userName eq "\ud83d"`],
    ['trailing garbage', 'userName eq "x" "y"'],
    ['two filters', 'userName pr title pr'],
    ['an open bracket', '(userName pr'],
    ['a closing bracket', 'userName pr)'],
    ['empty brackets', '()'],
    ['an open value path', 'emails[type eq "work"'],
    ['an empty value path', 'emails[]'],
    ['a value path in a value path', 'emails[type[value eq "x"]]'],
    ['a foreign name in a value path', 'emails[userName eq "x"]'],
    ['a value path on a simple attribute', 'userName[value eq "x"]'],
    ['a number for a string', 'externalId eq 0'],
    ['a boolean for a string', 'userName eq true'],
    ['a number for a boolean', 'active eq 1'],
    ['order among booleans', 'active gt false'],
    ['part of a boolean', 'active co "tr"'],
    ['part of a dateTime', 'meta.created sw "2011"'],
    ['order among binaries', 'x509Certificates.value gt "AAAA"'],
    ['a dateTime that is none', 'meta.created gt "yesterday"'],
    ['a day that the calendar lacks', 'meta.created gt "2026-02-30T00:00:00Z"'],
    ['a hanging "and"', 'userName pr and'],
    ['a leading "or"', 'or userName pr'],
    ['a password', 'password eq "x"'],
    ['a password in another case', 'PassWord sw "x"'],
  ])('is the answer to %s', (_, text) => {
    expect(refusal(text)).toMatch(/filter/i);
  });

  it('says where, and does not repeat what was sent', () => {
    expect(refusal('userName eq "x" and <script> eq "y"')).toBe(
      'there is no such attribute (at character 21 of the filter)',
    );
  });

  it('accepts 16 levels and refuses 17', () => {
    const nested = (levels: number) => `${'('.repeat(levels)}title pr${')'.repeat(levels)}`;
    expect(understood(nested(16))).toBe('title pr');
    expect(refusal(nested(17))).toContain('16 levels');
    expect(refusal(`${'('.repeat(16)}emails[type pr]${')'.repeat(16)}`)).toContain('16 levels');
  });

  it('accepts 200 terms and refuses 201', () => {
    const chain = (terms: number) => Array.from({ length: terms }, () => 'title pr').join(' or ');
    expect(() => parseFilter(chain(200), USER)).not.toThrow();
    expect(refusal(chain(201))).toContain('200 terms');
  });

  it('accepts 10,000 characters and refuses 10,001', () => {
    const long = (length: number) => `title eq "${'x'.repeat(length - 'title eq ""'.length)}"`;
    expect(() => parseFilter(long(10_000), USER)).not.toThrow();
    expect(refusal(long(10_001))).toContain('10000 characters');
  });
});
