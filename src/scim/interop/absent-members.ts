import type { Conformance } from './tolerance.js';

/**
 * What a PUT without `members` does to a group's members. RFC 7644 §3.5.1 lets the service provider clear what is left out; Okta
 * renames groups by a PUT, and authors of templates leave out what they do not think of: who loses their members loses their
 * access.
 * @returns undefined where they stay
 */
export function absentMembers(conformance: Conformance): [] | undefined {
  if (conformance.mode === 'strict') return [];
  conformance.used('absentMembersKept');
  return undefined;
}
