import { describe, expect, it } from 'vitest';
import { ENTERPRISE, patchGroup, patchUser } from '../../../test/support/patch.js';
import { InvalidPathError, InvalidValueError, MutabilityError, NoTargetError } from '../error.js';

const guides = { displayName: 'Tour Guides' };
const emails = [
  { value: 'work@example.com', type: 'work', primary: true },
  { value: 'home@example.com', type: 'home' },
];

describe('PATCH remove · RFC 7644 §3.5.2.2', () => {
  it("removes one member (the RFC's first example)", () => {
    const operation = { op: 'remove', path: 'members[value eq "2819c223-7f76-...413861904646"]' };
    expect(patchGroup(guides, [operation]).relations['members']).toEqual([
      { kind: 'remove', ids: ['2819c223-7f76-...413861904646'] },
    ]);
  });

  it("removes all members (the RFC's second example)", () => {
    expect(patchGroup(guides, [{ op: 'remove', path: 'members' }]).relations['members']).toEqual([
      { kind: 'replaceAll', values: [] },
    ]);
  });

  it("removes the element that a filter selects (the RFC's third example)", () => {
    const { document } = patchUser({ userName: 'bjensen', emails }, [
      { op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' },
    ]);
    expect(document['emails']).toEqual([emails[1]]);
  });

  it("removes a member and adds another (the RFC's fourth example)", () => {
    const { relations } = patchGroup(guides, [
      { op: 'remove', path: 'members[value eq "2819c223...919d-413861904646"]' },
      { op: 'add', path: 'members', value: [{ display: 'James Smith', value: '08e1d05d...473d93df9210' }] },
    ]);
    expect(relations['members']).toEqual([
      { kind: 'remove', ids: ['2819c223...919d-413861904646'] },
      { kind: 'add', values: [{ value: '08e1d05d...473d93df9210' }] },
    ]);
  });

  it('leaves the attribute unassigned when no element remains', () => {
    const { document } = patchUser({ userName: 'bjensen', emails }, [
      { op: 'remove', path: 'emails[value pr]' },
    ]);
    expect(document).toEqual({ userName: 'bjensen' });
  });

  it('removes a simple attribute, a complex one, a multi-valued one and a sub-attribute', () => {
    const document = {
      userName: 'bjensen',
      title: 'Guide',
      name: { givenName: 'B', familyName: 'J' },
      emails,
    };
    const left = patchUser(document, [
      { op: 'remove', path: 'title' },
      { op: 'remove', path: 'emails' },
      { op: 'remove', path: 'name.givenName' },
    ]);
    expect(left.document).toEqual({ userName: 'bjensen', name: { familyName: 'J' } });
    expect(patchUser(document, [{ op: 'remove', path: 'name' }]).document).not.toHaveProperty('name');
  });

  it('removes an extension, and an extension that has nothing left', () => {
    const document = { userName: 'bjensen', [ENTERPRISE]: { department: 'Tours' } };
    for (const path of [ENTERPRISE, `${ENTERPRISE}:department`]) {
      expect(patchUser(document, [{ op: 'remove', path }]).document).toEqual({ userName: 'bjensen' });
    }
  });

  it('removes the element whose value is removed: without it there is none', () => {
    const { document } = patchUser({ userName: 'bjensen', emails }, [
      { op: 'remove', path: 'emails[type eq "work"].value' },
    ]);
    expect(document['emails']).toEqual([emails[1]]);
  });

  it('removes another sub-attribute from its element alone', () => {
    const { document } = patchUser({ userName: 'bjensen', emails }, [
      { op: 'remove', path: 'emails[type eq "work"].primary' },
    ]);
    expect(document['emails']).toEqual([{ value: 'work@example.com', type: 'work' }, emails[1]]);
  });

  it('removes what is not there', () => {
    const document = { userName: 'bjensen' };
    for (const path of [
      'title',
      'name',
      'name.givenName',
      'emails',
      'emails[type eq "fax"]',
      'emails.value',
      ENTERPRISE,
    ]) {
      expect(patchUser(document, [{ op: 'remove', path }]).document).toEqual(document);
    }
  });

  it('names several members by one filter', () => {
    const operation = { op: 'remove', path: 'members[value eq "a" or value eq "b"]' };
    expect(patchGroup(guides, [operation]).relations['members']).toEqual([
      { kind: 'remove', ids: ['a', 'b'] },
    ]);
  });

  it('leaves any other filter on members to whoever knows them', () => {
    const { relations } = patchGroup(guides, [{ op: 'remove', path: 'members[type eq "Group"]' }]);
    expect(relations['members']).toMatchObject([{ kind: 'removeMatching', filter: { kind: 'comparison' } }]);
  });

  it('answers noTarget when remove has no path', () => {
    expect(() => patchUser({ userName: 'bjensen' }, [{ op: 'remove' }])).toThrow(NoTargetError);
    expect(() => patchUser({ userName: 'bjensen' }, [{ op: 'remove', value: { title: 'x' } }])).toThrow(
      NoTargetError,
    );
  });

  it.each([
    ['a required attribute', { op: 'remove', path: 'userName' }],
    ['the id', { op: 'remove', path: 'id' }],
    ['meta', { op: 'remove', path: 'meta.created' }],
    ['schemas', { op: 'remove', path: 'schemas' }],
    ['a read-only attribute', { op: 'remove', path: 'groups[value eq "g"]' }],
  ])('answers mutability when it would remove %s', (_, operation) => {
    expect(() => patchUser({ userName: 'bjensen' }, [operation])).toThrow(MutabilityError);
  });

  it('answers mutability when a sub-attribute of members would be removed', () => {
    expect(() => patchGroup(guides, [{ op: 'remove', path: 'members.value' }])).toThrow(MutabilityError);
    expect(() => patchGroup(guides, [{ op: 'remove', path: 'members[value eq "a"].type' }])).toThrow(
      MutabilityError,
    );
  });

  it('answers invalidPath for a value filter that is none', () => {
    expect(() => patchGroup(guides, [{ op: 'remove', path: 'members[value]' }])).toThrow(InvalidPathError);
  });

  it('takes no value when strict', () => {
    const operation = { op: 'remove', path: 'members', value: [{ value: 'a' }] };
    expect(() => patchGroup(guides, [operation], 'strict')).toThrow(InvalidValueError);
  });
});
