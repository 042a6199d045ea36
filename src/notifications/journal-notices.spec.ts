import { describe, expect, it } from 'vitest';
import { noticesOf } from './journal-notices.js';
import type { NoteworthyEntry } from './news.repository.js';

function entry(action: string, target: string, changes: NoteworthyEntry['changes'] = []): NoteworthyEntry {
  const actor = { actorType: 'user', actor: 'ada', ip: null };
  return { time: 0, action, ...actor, targetId: target, target, changes };
}

const granted = (target: string, role: string): NoteworthyEntry =>
  entry('role.granted', target, [{ path: 'roles', before: null, after: role }]);

function headingsOf(
  entries: readonly NoteworthyEntry[],
  weighty: readonly [string, string][] = [],
): string[] {
  return noticesOf(entries, new Map(weighty)).map(({ letter }) => letter.heading);
}

describe('Of what the journal says, administrators are told', () => {
  it('in one mail of a secret and the one that it voids, and of one that is voided alone', () => {
    const [voided, issued] = [entry('scim_secret.voided', 'rcs_one'), entry('scim_secret.issued', 'rcs_two')];
    expect(headingsOf([voided, issued])).toEqual(['A SCIM secret was issued']);
    expect(headingsOf([issued, voided])).toEqual(['A SCIM secret was issued', 'The SCIM secret was voided']);
  });

  it('in one mail of all roles that change together, of ten by name', () => {
    const entries = Array.from({ length: 12 }, (_, index) => granted(`person ${index}`, 'administrator'));
    const [notice, ...rest] = noticesOf(entries, new Map());
    expect(rest).toEqual([]);
    expect(notice!.letter.heading).toBe('12 changes of roles and administrators');
    expect(notice!.letter.facts).toHaveLength(12);
    expect(notice!.letter.facts).toContainEqual([
      'Change',
      'person 9 has the role administrator now, by ada',
    ]);
    expect(notice!.letter.facts).toContainEqual(['And', '2 more']);
  });

  it('of mapping rules that give a weighty role, or do so no more', () => {
    const rule = (action: string, before: string | null, after: string | null) =>
      entry(action, 'Crew', [
        { path: 'groupId', before: null, after: 'g1' },
        { path: 'role', before, after },
      ]);
    expect(headingsOf([rule('mapping.created', null, 'administrator')])).toEqual([
      'The mapping rule Crew gives the role administrator now',
    ]);
    expect(headingsOf([rule('mapping.updated', 'user_manager', 'member')])).toEqual([
      'The mapping rule Crew does not give the role user_manager any more',
    ]);
    expect(
      headingsOf([rule('mapping.created', null, 'member'), rule('mapping.deleted', null, null)]),
    ).toEqual([]);
  });

  it('of no everyday matter: other roles, people who come and go, other settings', () => {
    const name = [{ path: 'name', before: 'Okta', after: 'Entra' }];
    expect(
      headingsOf([
        granted('somebody', 'member'),
        entry('user.deactivated', 'somebody'),
        entry('connection.updated', 'Okta', name),
      ]),
    ).toEqual([]);
    expect(headingsOf([entry('user.deleted', 'boss')], [['boss', 'administrator']])).toEqual([
      'boss (administrator) was deleted',
    ]);
  });

  it('of settings that decide on who may sign in, with what they were and are', () => {
    const changes = [
      { path: 'ssoEnforced', before: false, after: true },
      { path: 'assignableRoles', before: ['member'], after: [] },
      { path: 'name', before: 'Okta', after: 'Entra' },
    ];
    const [notice] = noticesOf([entry('connection.updated', 'Okta', changes)], new Map());
    expect(notice!.letter.facts!.slice(0, -1)).toEqual([
      ['Change', 'Single sign-on enforced: no → yes, by ada'],
      ['Change', 'Roles that the identity provider may give: member → none, by ada'],
    ]);
  });

  it('of no others: what an invitation says is an everyday matter', () => {
    const changes = [{ path: 'text', before: null, after: 'Welcome' }];
    expect(noticesOf([entry('settings.updated', 'Invitations', changes)], new Map())).toEqual([]);
  });

  it('of another client secret, which is not shown', () => {
    const [notice] = noticesOf([entry('settings.updated', 'Single sign-on')], new Map());
    expect(notice!.letter.facts![0]).toEqual(['Change', 'Single sign-on was saved anew, by ada']);
  });

  it('why a webhook is disabled', () => {
    const because = (reason: string) =>
      noticesOf(
        [entry('webhook.disabled', 'The wiki', [{ path: 'disabledReason', before: null, after: reason }])],
        new Map(),
      )[0]!.letter.paragraphs[0];
    expect(because('gone')).toContain('gone for good');
    expect(because('failing')).toContain('has not taken anything');
  });
});
