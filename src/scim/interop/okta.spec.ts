import { describe, expect, it } from 'vitest';
import { OWN_ID, patch, PATCH_OP, patchGroup, patchUser } from '../../../test/support/patch.js';
import { MutabilityError } from '../error.js';
import { GROUP } from '../schema/resource-types.js';

const user = { userName: 'test.user@okta.local', active: true };
const group = { displayName: 'Test SCIMv2' };

describe('What Okta sends · PATCH', () => {
  it('deactivates and activates without path', () => {
    const { document } = patchUser(user, [{ op: 'replace', value: { active: false } }]);
    expect(document).toEqual({ ...user, active: false });
    expect(patchUser(document, [{ op: 'replace', value: { active: true } }]).document).toEqual(user);
  });

  it("repeats the resource's id among other attributes", () => {
    const { document, used } = patchUser(user, [
      { op: 'replace', value: { id: OWN_ID, displayName: 'Okta Name', active: true } },
    ]);
    expect(document).toEqual({ ...user, displayName: 'Okta Name' });
    expect(used).toEqual(new Set(['readOnlyIgnored']));
  });

  it('is told when the id is that of another', () => {
    expect(() => patchUser(user, [{ op: 'replace', value: { id: 'another', active: true } }])).toThrow(
      MutabilityError,
    );
  });

  it('synchronizes a password, which is kept nowhere', () => {
    expect(patchUser(user, [{ op: 'replace', value: { password: '1mz050nq' } }]).document).toEqual(user);
  });

  it('renames a group to the name that it has', () => {
    const { document, relations } = patchGroup(group, [
      { op: 'replace', value: { id: OWN_ID, displayName: 'Test SCIMv2' } },
    ]);
    expect(document).toEqual(group);
    expect(relations).toEqual({});
  });

  it('removes one member and adds another in one request', () => {
    const { relations } = patchGroup(group, [
      { op: 'remove', path: 'members[value eq "89bb1940-b905-4575-9e7f-6f887cfb368e"]' },
      {
        op: 'add',
        path: 'members',
        value: [{ value: '23a35c27-23d3-4c03-b4c5-6443c09e7173', display: 'test.user@okta.local' }],
      },
    ]);
    expect(relations['members']).toEqual([
      { kind: 'remove', ids: ['89bb1940-b905-4575-9e7f-6f887cfb368e'] },
      { kind: 'add', values: [{ value: '23a35c27-23d3-4c03-b4c5-6443c09e7173' }] },
    ]);
  });

  it('pushes all members, or none', () => {
    const push = (value: { value: string; display: string }[]) =>
      patchGroup(group, [{ op: 'replace', path: 'members', value }]).relations['members'];
    expect(
      push([
        { value: 'a', display: 'a@okta.local' },
        { value: 'b', display: 'b@okta.local' },
      ]),
    ).toEqual([{ kind: 'replaceAll', values: [{ value: 'a' }, { value: 'b' }] }]);
    expect(push([])).toEqual([{ kind: 'replaceAll', values: [] }]);
  });

  it('replaces members, id and name without path and without schemas', () => {
    const body = {
      Operations: [{ op: 'replace', value: { members: [], id: OWN_ID, displayName: 'org-cd1:viewer' } }],
    };
    const { document, relations, used } = patch(GROUP, group, body);
    expect(document).toEqual({ displayName: 'org-cd1:viewer' });
    expect(relations['members']).toEqual([{ kind: 'replaceAll', values: [] }]);
    expect(used).toContain('missingSchema');
  });

  it('needs nothing beyond the RFC for what its test suite sends', () => {
    const body = { schemas: [PATCH_OP], Operations: [{ op: 'replace', value: { displayName: 'G' } }] };
    expect(patch(GROUP, group, body).used).toEqual(new Set());
  });
});
