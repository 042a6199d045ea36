import { describe, expect, it } from 'vitest';
import { ENTERPRISE, OWN_ID, patchGroup, patchUser } from '../../../test/support/patch.js';
import { InvalidValueError, MutabilityError, NoTargetError } from '../error.js';

const work = { type: 'work', streetAddress: '1 Old Street', locality: 'Hollywood', primary: true };
const home = { type: 'home', streetAddress: '2 Home Street' };

describe('PATCH replace · RFC 7644 §3.5.2.3', () => {
  it("replaces all members (the RFC's first example)", () => {
    const { relations } = patchGroup({ displayName: 'Tour Guides' }, [
      {
        op: 'replace',
        path: 'members',
        value: [
          { display: 'Babs Jensen', $ref: 'https://example.com/v2/Users/2819c223...', value: '2819c223' },
          { display: 'James Smith', $ref: 'https://example.com/v2/Users/08e1d05d...', value: '08e1d05d' },
        ],
      },
    ]);
    expect(relations['members']).toEqual([
      { kind: 'replaceAll', values: [{ value: '2819c223' }, { value: '08e1d05d' }] },
    ]);
  });

  it("replaces the work address (the RFC's second example)", () => {
    const value = {
      type: 'work',
      streetAddress: '911 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
      primary: true,
    };
    const { document } = patchUser({ userName: 'bjensen', addresses: [home, work] }, [
      { op: 'replace', path: 'addresses[type eq "work"]', value },
    ]);
    expect(document['addresses']).toEqual([home, value]);
  });

  it("replaces a sub-attribute of the work address (the RFC's third example)", () => {
    const { document } = patchUser({ userName: 'bjensen', addresses: [home, work] }, [
      { op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1010 Broadway Ave' },
    ]);
    expect(document['addresses']).toEqual([home, { ...work, streetAddress: '1010 Broadway Ave' }]);
  });

  it("replaces several attributes without path (the RFC's fourth example)", () => {
    const { document } = patchUser(
      { userName: 'bjensen', nickName: 'B', emails: [{ value: 'old@example.com' }] },
      [
        {
          op: 'replace',
          value: {
            emails: [
              { value: 'bjensen@example.com', type: 'work', primary: true },
              { value: 'babs@jensen.org', type: 'home' },
            ],
            nickname: 'Babs',
          },
        },
      ],
    );
    expect(document).toEqual({
      userName: 'bjensen',
      nickName: 'Babs',
      emails: [
        { value: 'bjensen@example.com', type: 'work', primary: true },
        { value: 'babs@jensen.org', type: 'home' },
      ],
    });
  });

  it('acts as add where there is no value', () => {
    const { document } = patchUser({ userName: 'bjensen' }, [
      { op: 'replace', path: 'title', value: 'Guide' },
      { op: 'replace', path: 'name.familyName', value: 'Jensen' },
    ]);
    expect(document).toEqual({ userName: 'bjensen', title: 'Guide', name: { familyName: 'Jensen' } });
  });

  it('replaces those sub-attributes of a complex attribute that are named', () => {
    const { document } = patchUser(
      { userName: 'bjensen', name: { givenName: 'B', familyName: 'Old', middleName: 'J' } },
      [{ op: 'replace', path: 'name', value: { familyName: 'New', middleName: null } }],
    );
    expect(document['name']).toEqual({ givenName: 'B', familyName: 'New' });
  });

  it('keeps in a replaced element what the filter says of it', () => {
    const { document } = patchUser(
      { userName: 'bjensen', emails: [{ type: 'work', value: 'old@example.com', display: 'O' }] },
      [{ op: 'replace', path: 'emails[type eq "work"]', value: { value: 'new@example.com' } }],
    );
    expect(document['emails']).toEqual([{ type: 'work', value: 'new@example.com' }]);
  });

  it('changes all elements that the filter selects, and none beside them', () => {
    const { document } = patchUser(
      { userName: 'bjensen', addresses: [work, home, { type: 'work', locality: 'Oslo' }] },
      [{ op: 'replace', path: 'addresses[TYPE eq "WORK"].Country', value: 'US' }],
    );
    expect(document['addresses']).toEqual([
      { ...work, country: 'US' },
      home,
      { type: 'work', locality: 'Oslo', country: 'US' },
    ]);
  });

  it('ends the primary of the others when an element becomes it (§3.5.2)', () => {
    const { document } = patchUser({ userName: 'bjensen', addresses: [work, home] }, [
      { op: 'replace', path: 'addresses[type eq "home"].primary', value: true },
    ]);
    expect(document['addresses']).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ]);
  });

  it('lets the last of several primaries win', () => {
    const { document } = patchUser({ userName: 'bjensen' }, [
      {
        op: 'replace',
        path: 'emails',
        value: [
          { value: 'a@example.com', primary: true },
          { value: 'b@example.com', primary: true },
        ],
      },
    ]);
    expect(document['emails']).toEqual([
      { value: 'a@example.com', primary: false },
      { value: 'b@example.com', primary: true },
    ]);
  });

  it('clears what is replaced by null or an empty list (RFC 7643 §2.5)', () => {
    const document = {
      userName: 'bjensen',
      title: 'Guide',
      name: { givenName: 'B' },
      emails: [{ value: 'a@example.com', type: 'work' }],
      [ENTERPRISE]: { department: 'Tours' },
    };
    const { document: left } = patchUser(document, [
      { op: 'replace', path: 'title', value: null },
      { op: 'replace', path: 'name.givenName', value: null },
      { op: 'replace', path: 'emails', value: [] },
      { op: 'replace', value: { [ENTERPRISE]: null } },
    ]);
    expect(left).toEqual({ userName: 'bjensen' });
    expect(
      patchUser(document, [{ op: 'replace', path: 'emails[type eq "work"].value', value: null }]).document,
    ).toEqual({
      ...left,
      title: 'Guide',
      name: { givenName: 'B' },
      [ENTERPRISE]: { department: 'Tours' },
    });
  });

  it('creates nothing for null', () => {
    const operation = { op: 'replace', path: 'emails[type eq "work"].value', value: null };
    expect(patchUser({ userName: 'bjensen' }, [operation]).document).toEqual({ userName: 'bjensen' });
  });

  it('checks a password and keeps it nowhere', () => {
    expect(
      patchUser({ userName: 'bjensen' }, [{ op: 'replace', path: 'password', value: 's3cret' }]).document,
    ).toEqual({
      userName: 'bjensen',
    });
    expect(() => patchUser({ userName: 'bjensen' }, [{ op: 'replace', path: 'password', value: 7 }])).toThrow(
      InvalidValueError,
    );
  });

  it('answers noTarget when strict and the filter selects nothing', () => {
    const operation = { op: 'replace', path: 'emails[type eq "work"].value', value: 'a@example.com' };
    expect(() => patchUser({ userName: 'bjensen' }, [operation], 'strict')).toThrow(NoTargetError);
  });

  it('answers noTarget for a member selected by a filter', () => {
    const operation = { op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } };
    expect(() => patchGroup({ displayName: 'G' }, [operation])).toThrow(NoTargetError);
  });

  it('answers mutability for a sub-attribute of members', () => {
    const operation = { op: 'replace', path: 'members.value', value: 'b' };
    expect(() => patchGroup({ displayName: 'G' }, [operation])).toThrow(MutabilityError);
  });

  it('lets a read-only path repeat what is, and say nothing else', () => {
    const document = { userName: 'bjensen' };
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE];
    expect(patchUser(document, [{ op: 'replace', path: 'id', value: OWN_ID }]).document).toEqual(document);
    expect(patchUser(document, [{ op: 'replace', path: 'schemas', value: schemas }]).document).toEqual(
      document,
    );
    for (const [path, value] of [
      ['id', 'another'],
      ['meta.created', '2020-01-01T00:00:00Z'],
      ['groups', [{ value: 'g' }]],
      [`${ENTERPRISE}:manager.displayName`, 'Boss'],
      ['schemas', ['urn:example:unknown']],
      ['schemas', []],
    ] as const) {
      expect(() => patchUser(document, [{ op: 'replace', path, value: value as string }]), path).toThrow(
        MutabilityError,
      );
    }
  });
});
