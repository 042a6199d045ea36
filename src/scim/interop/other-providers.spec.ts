import { describe, expect, it } from 'vitest';
import { patchGroup, patchUser } from '../../../test/support/patch.js';
import { InvalidValueError, MutabilityError } from '../error.js';

const group = { displayName: 'Guides' };
const user = { userName: 'bjensen' };

describe('What other identity providers send · PATCH', () => {
  it('Salesforce: the members to remove stand under their name once more', () => {
    const { relations, used } = patchGroup(group, [
      { op: 'remove', path: 'members', value: { members: [{ value: 'a' }] } },
    ]);
    expect(relations['members']).toEqual([{ kind: 'remove', ids: ['a'] }]);
    expect(used).toContain('removeWithValue');
  });

  it('one member to remove stands outside a list', () => {
    const { relations } = patchGroup(group, [{ op: 'remove', path: 'members', value: { value: 'a' } }]);
    expect(relations['members']).toEqual([{ kind: 'remove', ids: ['a'] }]);
  });

  it('Keycloak: null in a remove means all, as no value does', () => {
    const { relations } = patchGroup(group, [{ op: 'remove', path: 'members', value: null }]);
    expect(relations['members']).toEqual([{ kind: 'replaceAll', values: [] }]);
    expect(patchGroup(group, [{ op: 'replace', path: 'members', value: null }]).relations).toEqual(relations);
  });

  it('an empty list of members to remove removes none', () => {
    expect(patchGroup(group, [{ op: 'remove', path: 'members', value: [] }]).relations).toEqual({});
  });

  it('OneLogin and Okta spell paths in several cases', () => {
    expect(
      patchGroup(group, [{ op: 'add', path: 'Members', value: [{ value: 'a' }] }]).relations['members'],
    ).toEqual([{ kind: 'add', values: [{ value: 'a' }] }]);
    expect(patchUser(user, [{ op: 'replace', path: 'ACTIVE', value: false }]).document).toEqual({
      ...user,
      active: false,
    });
  });

  it('OneLogin: a manager in a form of its own is passed over', () => {
    const { document } = patchUser(user, [
      { op: 'add', path: 'manager', value: { managerId: '7', displayName: 'Boss' } },
    ]);
    expect(document).toEqual(user);
  });

  it.each(['true', 'TRUE', 'True'])('reads %j as a boolean', (text) => {
    for (const operation of [
      { op: 'replace', path: 'active', value: text },
      { op: 'replace', value: { active: text } },
    ]) {
      expect(patchUser(user, [operation]).document).toEqual({ ...user, active: true });
    }
    const { document } = patchUser({ ...user, emails: [{ value: 'a@example.com', type: 'work' }] }, [
      { op: 'replace', path: 'emails[type eq "work"].primary', value: text },
    ]);
    expect(document['emails']).toEqual([{ value: 'a@example.com', type: 'work', primary: true }]);
  });

  it.each([' true', '1', 'yes', '', 1, [], {}].map((value) => [value]))(
    'refuses %j as a boolean',
    (value) => {
      expect(() => patchUser(user, [{ op: 'replace', path: 'active', value }])).toThrow(InvalidValueError);
    },
  );

  it('leaves a string that looks like a boolean a string', () => {
    const { document } = patchUser(user, [{ op: 'replace', path: 'displayName', value: 'False' }]);
    expect(document['displayName']).toBe('False');
  });

  it("SailPoint: a user's groups are refused as the path and passed over among others", () => {
    expect(() => patchUser(user, [{ op: 'add', path: 'groups', value: [{ value: 'g' }] }])).toThrow(
      MutabilityError,
    );
    const { document, used } = patchUser(user, [
      { op: 'replace', value: { groups: [{ value: 'g' }], title: 'Guide' } },
    ]);
    expect(document).toEqual({ ...user, title: 'Guide' });
    expect(used).toContain('readOnlyIgnored');
  });
});
