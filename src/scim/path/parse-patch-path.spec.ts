import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidPathError } from '../error.js';
import { printFilter } from '../filter/print-filter.js';
import type { Conformance } from '../interop/tolerance.js';
import type { ResourceType } from '../schema/attribute.js';
import { ENTERPRISE_USER } from '../schema/enterprise-user.js';
import { GROUP, USER } from '../schema/resource-types.js';
import { CORE_USER } from '../schema/user.js';
import { storageName } from './attribute-path.js';
import { parsePatchPath } from './parse-patch-path.js';

const TOLERANT: Conformance = { mode: 'tolerant', used: () => undefined };
/** Milliseconds that only what goes back and forth without end needs, however busy the machine. */
const HANGING = 10_000;
const STRICT: Conformance = { mode: 'strict', used: () => undefined };

/** What the path is understood as: kind, attribute, and value filter where there is one. */
function understood(text: string, resourceType: ResourceType = USER, conformance = TOLERANT): string[] {
  const path = parsePatchPath(text, resourceType, conformance);
  if (path.kind === 'extension') return [path.kind, path.schema.id];
  if (path.kind === 'unknown') return [path.kind, path.text];
  const { filter } = path;
  const inner =
    filter && printFilter({ kind: 'valuePath', path: { ...path.path, subAttribute: undefined }, filter });
  return [path.kind, storageName(path.path), ...(inner === undefined ? [] : [inner])];
}

describe('path of a PATCH operation · RFC 7644 §3.5.2', () => {
  it.each([
    ['members', 'members'],
    ['name.familyName', 'name.familyname'],
    ['NAME.FAMILYNAME', 'name.familyname'],
    [' userName ', 'username'],
    [`${CORE_USER}:userName`, 'username'],
    [`${ENTERPRISE_USER}:manager`, 'enterprise:manager'],
    [`${ENTERPRISE_USER}:manager.value`, 'enterprise:manager.value'],
    [`${ENTERPRISE_USER}.manager`, 'enterprise:manager'],
    ['manager', 'enterprise:manager'],
  ])('%s names an attribute', (text, name) => {
    expect(understood(text, text === 'members' ? GROUP : USER)).toEqual(['attribute', name]);
  });

  it.each([
    ['addresses[type eq "work"]', 'addresses', 'addresses[type eq "work"]'],
    ['members[value eq "2819c223"]', 'members', 'members[value eq "2819c223"]'],
    ['members[value eq "2819c223"].display', 'members.display', 'members[value eq "2819c223"]'],
    [
      'emails[type eq "work" and value ew "example.com"].value',
      'emails.value',
      'emails[type eq "work" and value ew "example.com"]',
    ],
    ['roles[primary eq "True"].value', 'roles.value', 'roles[primary eq true]'],
    ['emails[value eq "a]b\\"]"].type', 'emails.type', 'emails[value eq "a]b\\"]"]'],
    [`${CORE_USER}:emails[type eq "work"].value`, 'emails.value', 'emails[type eq "work"]'],
  ])('%s names what satisfies the value filter', (text, name, filter) => {
    expect(understood(text, text.startsWith('members') ? GROUP : USER)).toEqual(['attribute', name, filter]);
  });

  it('a URN alone names the whole extension', () => {
    expect(understood(ENTERPRISE_USER.toLowerCase())).toEqual(['extension', ENTERPRISE_USER]);
  });

  it.each([
    'shoeSize',
    'shoeSize[type eq "x"].value',
    'emails[type eq "work"].shoeSize',
    'urn:example:2.0:User:x',
    'name.nick',
  ])('%s is unknown: ignored when tolerant, invalidPath when strict', (text) => {
    expect(understood(text)).toEqual(['unknown', text]);
    expect(() => parsePatchPath(text, USER, STRICT)).toThrow(InvalidPathError);
  });
});

describe('invalidPath', () => {
  it.each([
    ['nothing', ''],
    ['white space', '  '],
    ['a slash', '/userName'],
    ['a space', 'user name'],
    ['an empty sub-attribute', 'name.'],
    ['an empty name', '.familyName'],
    ['two dots', 'name..familyName'],
    ['three names', 'name.familyName.x'],
    ['a URN without a name', `${ENTERPRISE_USER}:`],
    ["the core schema's URN, which is the whole resource", CORE_USER],
    ['an open value filter', 'emails[type eq "work"'],
    ['an open string in it', 'emails[type eq "work]'],
    ['an empty value filter', 'emails[]'],
    ['no name before it', '[type eq "work"]'],
    ['an unknown name in it', 'emails[shoeSize eq "work"]'],
    ['a wrong type in it', 'emails[type eq 1]'],
    ['another value filter in it', 'emails[type[value eq "x"]]'],
    ['another value filter after it', 'emails[type eq "work"][type eq "home"]'],
    ['text after it', 'emails[type eq "work"]value'],
    ['two sub-attributes after it', 'emails[type eq "work"].value.x'],
    ['a comparison after it', 'emails[type eq "work"].value eq "x"'],
    ['a value filter on a simple attribute', 'userName[value eq "x"]'],
    ['a value filter on a sub-attribute', 'emails.value[type eq "x"]'],
    ['an open value filter on an unknown attribute', 'shoeSize['],
    ['a prototype', '__proto__'],
    ['a prototype below', 'name.__proto__'],
    ['a prototype in an unknown extension', 'urn:example:2.0:User:constructor'],
    ['a prototype after a value filter', 'emails[type eq "work"].prototype'],
    ['a prototype in a value filter', 'emails[__proto__ eq "work"]'],
    ['more than 10,000 characters', 'x'.repeat(10_001)],
  ])('is the answer to %s', (_, text) => {
    expect(() => parsePatchPath(text, USER, TOLERANT)).toThrow(InvalidPathError);
  });

  it('is the only error that there is', () => {
    const part = fc.constantFrom(
      'emails',
      'name',
      '.',
      ':',
      '[',
      ']',
      'type eq "work"',
      '"',
      '\\',
      ENTERPRISE_USER,
      'urn:',
      ' ',
      '$ref',
    );
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(noise, (text) => {
        try {
          parsePatchPath(text, USER, TOLERANT);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidPathError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['dots', 'a.'.repeat(4_999)],
    ['colons', `urn:${'a:'.repeat(4_990)}[`],
    ['brackets', 'emails['.repeat(1_400)],
    ['quotes', `emails[${'"'.repeat(9_990)}`],
  ])('is refused, however often it goes on: %s', { timeout: HANGING }, (_, text) => {
    expect(() => parsePatchPath(text, USER, TOLERANT)).toThrow(InvalidPathError);
  });
});
