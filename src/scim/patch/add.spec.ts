import { describe, expect, it } from 'vitest';
import { ENTERPRISE, patchGroup, patchUser } from '../../../test/support/patch.js';
import { InvalidPathError, InvalidValueError, MutabilityError, NoTargetError } from '../error.js';

const babs = { userName: 'bjensen' };

describe('PATCH add · RFC 7644 §3.5.2.1', () => {
  it("adds a member (the RFC's first example)", () => {
    const { relations } = patchGroup({ displayName: 'Tour Guides' }, [
      {
        op: 'add',
        path: 'members',
        value: [
          {
            display: 'Babs Jensen',
            $ref: 'https://example.com/v2/Users/2819c223...413861904646',
            value: '2819c223-7f76-453a-919d-413861904646',
          },
        ],
      },
    ]);
    expect(relations['members']).toEqual([
      { kind: 'add', values: [{ value: '2819c223-7f76-453a-919d-413861904646' }] },
    ]);
  });

  it("adds several attributes without path (the RFC's second example)", () => {
    const { document } = patchUser(babs, [
      {
        op: 'add',
        value: { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickname: 'Babs' },
      },
    ]);
    expect(document).toEqual({
      userName: 'bjensen',
      emails: [{ value: 'babs@jensen.org', type: 'home' }],
      nickName: 'Babs',
    });
  });

  it('sets a single-valued attribute, whether or not it has a value', () => {
    const operation = { op: 'add', path: 'nickName', value: 'Babs' };
    expect(patchUser(babs, [operation]).document).toEqual({ ...babs, nickName: 'Babs' });
    expect(patchUser({ ...babs, nickName: 'B' }, [operation]).document).toEqual({
      ...babs,
      nickName: 'Babs',
    });
  });

  it('adds sub-attributes to a complex attribute', () => {
    const { document } = patchUser({ ...babs, name: { givenName: 'Barbara' } }, [
      { op: 'add', path: 'name', value: { familyName: 'Jensen' } },
    ]);
    expect(document['name']).toEqual({ givenName: 'Barbara', familyName: 'Jensen' });
  });

  it('appends to a multi-valued attribute', () => {
    const { document } = patchUser({ ...babs, emails: [{ value: 'a@example.com', type: 'work' }] }, [
      { op: 'add', path: 'emails', value: [{ value: 'b@example.com', type: 'home' }] },
    ]);
    expect(document['emails']).toEqual([
      { value: 'a@example.com', type: 'work' },
      { value: 'b@example.com', type: 'home' },
    ]);
  });

  it('changes nothing when the value is there already', () => {
    const document = { ...babs, emails: [{ value: 'a@example.com', type: 'work' }] };
    const operation = { op: 'add', path: 'emails', value: [{ type: 'work', value: 'a@example.com' }] };
    expect(patchUser(document, [operation]).document).toEqual(document);
  });

  it('completes the element that has the same type and value', () => {
    const { document } = patchUser({ ...babs, emails: [{ value: 'a@example.com', type: 'work' }] }, [
      { op: 'add', path: 'emails', value: { value: 'a@example.com', type: 'work', display: 'A' } },
    ]);
    expect(document['emails']).toEqual([{ value: 'a@example.com', type: 'work', display: 'A' }]);
  });

  it('completes the elements that a value filter selects', () => {
    const { document } = patchUser(
      { ...babs, addresses: [{ type: 'work', locality: 'Oslo' }, { type: 'home' }] },
      [{ op: 'add', path: 'addresses[type eq "work"]', value: { country: 'NO' } }],
    );
    expect(document['addresses']).toEqual([
      { type: 'work', locality: 'Oslo', country: 'NO' },
      { type: 'home' },
    ]);
  });

  it('reaches extension attributes by their URN', () => {
    const { document } = patchUser(babs, [
      { op: 'add', path: `${ENTERPRISE}:department`, value: 'Tours' },
      { op: 'add', path: ENTERPRISE, value: { costCenter: '4130' } },
      { op: 'add', value: { [ENTERPRISE]: { division: 'Parks' } } },
    ]);
    expect(document[ENTERPRISE]).toEqual({ department: 'Tours', costCenter: '4130', division: 'Parks' });
  });

  it('adds nothing when null or an empty list is added', () => {
    const document = { ...babs, emails: [{ value: 'a@example.com' }] };
    expect(patchUser(document, [{ op: 'add', path: 'emails', value: null }]).document).toEqual(document);
    expect(patchUser(document, [{ op: 'add', path: 'emails', value: [] }]).document).toEqual(document);
  });

  it('leaves one primary when another becomes it', () => {
    const { document } = patchUser({ ...babs, emails: [{ value: 'a@example.com', primary: true }] }, [
      { op: 'add', path: 'emails', value: [{ value: 'b@example.com', primary: true }] },
    ]);
    expect(document['emails']).toEqual([
      { value: 'a@example.com', primary: false },
      { value: 'b@example.com', primary: true },
    ]);
  });

  it.each([
    ['a value is missing', { op: 'add', path: 'nickName' }, InvalidValueError],
    ['a value without path is no object', { op: 'add', value: 'Babs' }, InvalidValueError],
    ['the value has the wrong type', { op: 'add', path: 'externalId', value: 7 }, InvalidValueError],
    ['the path is malformed', { op: 'add', path: 'emails[type eq "work"', value: 'x' }, InvalidPathError],
    [
      'a value filter stands after a single-valued attribute',
      { op: 'add', path: 'name[givenName eq "a"]', value: {} },
      InvalidPathError,
    ],
    ['the path is read-only', { op: 'add', path: 'groups', value: [{ value: 'g' }] }, MutabilityError],
    [
      'the filter selects nothing and says not what to create',
      { op: 'add', path: 'emails[value co "x"].type', value: 'work' },
      NoTargetError,
    ],
  ])('is refused when %s', (_, operation, error) => {
    expect(() => patchUser(babs, [operation])).toThrow(error);
  });
});
