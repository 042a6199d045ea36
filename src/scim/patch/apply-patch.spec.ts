import { describe, expect, it } from 'vitest';
import { ENTERPRISE, OWN_ID, patchGroup, patchUser } from '../../../test/support/patch.js';
import {
  InvalidPathError,
  InvalidSyntaxError,
  InvalidValueError,
  MutabilityError,
  ScimError,
  TooManyError,
} from '../error.js';
import type { Attribute, ResourceType } from '../schema/attribute.js';
import { attribute } from '../schema/define.js';
import { USER } from '../schema/resource-types.js';
import { applyPatch } from './apply-patch.js';

const babs = { userName: 'bjensen', emails: [{ value: 'a@example.com', type: 'work' }] };

describe('PATCH · RFC 7644 §3.5.2', () => {
  it('applies operations in their order, each to what the former left', () => {
    const { document } = patchUser(babs, [
      { op: 'remove', path: 'externalId' },
      { op: 'add', path: 'externalId', value: '1' },
      { op: 'replace', path: 'externalId', value: '2' },
    ]);
    expect(document).toEqual({ ...babs, externalId: '2' });
  });

  it('lets a required attribute be removed and set again', () => {
    const { document } = patchGroup({ displayName: 'A' }, [
      { op: 'remove', path: 'displayName' },
      { op: 'add', path: 'displayName', value: 'B' },
    ]);
    expect(document).toEqual({ displayName: 'B' });
  });

  it('never touches the document that it is given', () => {
    const document = Object.freeze({
      ...babs,
      emails: Object.freeze([Object.freeze({ ...babs.emails[0]!, primary: true })]) as unknown as [],
      [ENTERPRISE]: Object.freeze({ department: 'Tours' }),
    });
    const before = structuredClone(document);
    patchUser(document, [
      { op: 'add', path: 'emails', value: { value: 'b@example.com', primary: true } },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'c@example.com' },
      { op: 'replace', path: `${ENTERPRISE}:department`, value: 'Parks' },
      { op: 'remove', path: ENTERPRISE },
    ]);
    expect(document).toEqual(before);
  });

  it('answers a document that is equal when nothing changed', () => {
    const { document, relations } = patchUser(babs, [
      { op: 'replace', value: { id: OWN_ID, userName: 'bjensen' } },
    ]);
    expect(document).toEqual(babs);
    expect(relations).toEqual({});
  });

  it('finds attributes, sub-attributes and URNs in any case', () => {
    const { document } = patchUser({ userName: 'bjensen' }, [
      { op: 'replace', path: 'DISPLAYNAME', value: 'Babs' },
      { op: 'replace', path: 'Name.FAMILYNAME', value: 'Jensen' },
      { op: 'replace', path: 'Emails[Type eq "work"].Value', value: 'a@example.com' },
      { op: 'replace', path: `${ENTERPRISE.toUpperCase()}:Department`, value: 'Tours' },
      { op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:user:Title', value: 'Guide' },
      { op: 'replace', value: { NickName: 'B', [ENTERPRISE.toUpperCase()]: { COSTCENTER: '1' } } },
    ]);
    expect(document).toEqual({
      userName: 'bjensen',
      displayName: 'Babs',
      name: { familyName: 'Jensen' },
      emails: [{ type: 'work', value: 'a@example.com' }],
      [ENTERPRISE]: { department: 'Tours', costCenter: '1' },
      title: 'Guide',
      nickName: 'B',
    });
  });

  it('joins operations on single members', () => {
    const add = (value: string) => ({ op: 'add', path: 'members', value: [{ value }] });
    const remove = (value: string) => ({ op: 'remove', path: `members[value eq "${value}"]` });
    const { relations } = patchGroup({ displayName: 'G' }, [
      add('a'),
      add('b'),
      remove('c'),
      remove('d'),
      add('e'),
    ]);
    expect(relations['members']).toEqual([
      { kind: 'add', values: [{ value: 'a' }, { value: 'b' }] },
      { kind: 'remove', ids: ['c', 'd'] },
      { kind: 'add', values: [{ value: 'e' }] },
    ]);
  });

  it('keeps an immutable attribute as it was first set (RFC 7643 §2.2)', () => {
    const patchBadge = (document: { userName: string; badge?: string }, value: string) =>
      applyPatch({
        document,
        id: OWN_ID,
        resourceType: withAttribute(attribute('badge', 'string', 'A badge.', { mutability: 'immutable' })),
        operations: [{ op: 'replace', path: 'badge', value }],
        conformance: { mode: 'tolerant', used: () => undefined },
      });
    expect(patchBadge({ userName: 'b' }, '1').document).toEqual({ userName: 'b', badge: '1' });
    expect(patchBadge({ userName: 'b', badge: '1' }, '1').document).toEqual({ userName: 'b', badge: '1' });
    expect(() => patchBadge({ userName: 'b', badge: '1' }, '2')).toThrow(MutabilityError);
  });

  describe('bad input', () => {
    it.each(['__proto__', 'constructor', 'prototype'])('refuses %s wherever it stands', (name) => {
      const poisoned = JSON.parse(`{"${name}": {"polluted": true}}`) as Record<string, never>;
      const dotted = { [`${name}.polluted`]: 'x' };
      for (const operation of [
        { op: 'add', path: name, value: 'x' },
        { op: 'add', path: `${name}.polluted`, value: 'x' },
        { op: 'add', path: `name.${name}`, value: 'x' },
        { op: 'remove', path: `emails[type eq "work"].${name}` },
        { op: 'add', value: poisoned },
        { op: 'add', value: dotted },
        { op: 'add', path: 'name', value: poisoned },
        { op: 'add', path: 'name', value: dotted },
        { op: 'add', path: 'emails', value: [poisoned] },
        { op: 'add', path: ENTERPRISE, value: poisoned },
        { op: 'add', path: ENTERPRISE, value: dotted },
        { op: 'add', value: { [ENTERPRISE]: poisoned } },
        { op: 'add', path: 'unknown', value: poisoned },
        { op: 'add', value: { unknown: { deeper: [poisoned] } } },
      ]) {
        expect(() => patchUser(babs, [operation]), JSON.stringify(operation)).toThrow(ScimError);
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });

    it('treats the names of inherited members as unknown attributes', () => {
      for (const name of ['toString', 'hasOwnProperty', 'valueOf', 'length', 'then', '$where']) {
        const { document } = patchUser(babs, [
          { op: 'replace', path: name, value: 'x' },
          { op: 'replace', path: `name.${name}`, value: 'x' },
          { op: 'replace', value: { [name]: 'x', name: { [name]: 'x' } } },
          { op: 'add', value: { [ENTERPRISE]: { [name]: 'x' } } },
        ]);
        expect(document).toEqual(babs);
      }
    });

    it('refuses keys that differ only in case', () => {
      for (const operation of [
        { op: 'replace', value: { title: 'a', TITLE: 'b' } },
        { op: 'replace', path: 'name', value: { givenName: 'a', GIVENNAME: 'b' } },
        { op: 'replace', path: ENTERPRISE, value: { department: 'a', DEPARTMENT: 'b' } },
      ]) {
        expect(() => patchUser(babs, [operation])).toThrow(InvalidSyntaxError);
      }
    });

    it('is all or nothing', () => {
      const good = { op: 'replace', path: 'title', value: 'Guide' };
      expect(() => patchUser(babs, [good, { op: 'replace', path: 'active', value: 'yes' }])).toThrow(
        InvalidValueError,
      );
    });
  });

  it('answers tooMany, and soon, when a request compares more values than it may', () => {
    const emails = Array.from({ length: 10_000 }, (_, index) => ({ value: `${index}@example.com` }));
    const terms = Array.from({ length: 150 }, (_, index) => `value eq "${index}"`).join(' or ');
    const operations = Array.from({ length: 100 }, () => ({ op: 'remove', path: `emails[${terms}]` }));
    expect(() => patchUser({ userName: 'u', emails }, operations)).toThrow(TooManyError);
  });

  it('adds a thousand values one by one', () => {
    const operations = Array.from({ length: 1_000 }, (_, index) => ({
      op: 'add',
      path: 'entitlements',
      value: [{ value: String(index) }],
    }));
    expect(patchUser({ userName: 'u' }, operations).document['entitlements']).toHaveLength(1_000);
  });

  describe('strict', () => {
    it.each([
      ['an unknown attribute', { op: 'add', path: 'shoeSize', value: 7 }],
      ['an unknown sub-attribute', { op: 'add', path: 'emails[type eq "work"].shoeSize', value: 7 }],
      ['an operation without path', { op: 'replace', value: { active: false } }],
      ['an extension attribute without its URN', { op: 'replace', path: 'department', value: 'Tours' }],
    ])('refuses %s', (_, operation) => {
      expect(() => patchUser(babs, [operation], 'strict')).toThrow(InvalidPathError);
    });

    it('does all that the RFC has', () => {
      const { document, used } = patchUser(
        babs,
        [
          { op: 'replace', path: 'active', value: false },
          { op: 'replace', path: 'emails[type eq "work"].value', value: 'b@example.com' },
          { op: 'add', path: `${ENTERPRISE}:manager`, value: { value: 'm' } },
        ],
        'strict',
      );
      expect(document).toEqual({
        userName: 'bjensen',
        active: false,
        emails: [{ value: 'b@example.com', type: 'work' }],
        [ENTERPRISE]: { manager: { value: 'm' } },
      });
      expect(used).toEqual(new Set());
    });
  });
});

function withAttribute(added: Attribute): ResourceType {
  return { ...USER, schema: { ...USER.schema, attributes: [...USER.schema.attributes, added] } };
}
