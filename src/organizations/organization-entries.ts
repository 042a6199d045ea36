import type { Person } from '../identity/access.repository.js';
import type { Change, Entry } from '../journal/journal-entry.js';
import type { Organization } from './organization.repository.js';
import { roleIn, type Membership } from './organization-member.repository.js';

type Named = Pick<Organization, 'id' | 'name'>;

export function entry(action: string, { id, name }: Named, changes: readonly Change[]): Entry {
  return { action, target: { type: 'organization', id, display: name }, changes };
}

/**
 * What a changed membership says in the journal; undefined where nobody outside would see a difference.
 * @param because names the mapping rule, where it is one
 */
export function memberEntry(
  organization: Named,
  person: Pick<Person, 'id' | 'display'>,
  before: Membership | undefined,
  after: Membership | undefined,
  because?: Change,
): Entry | undefined {
  const [was, is] = [before && shown(person, before), after && shown(person, after)];
  if (!was && !is) return undefined;
  if (was && is && was.role === is.role) return undefined;
  const action = !was ? 'member_added' : is ? 'member_updated' : 'member_removed';
  const change = { path: 'members', before: was ?? null, after: is ?? null };
  return entry(`organization.${action}`, organization, because ? [change, because] : [change]);
}

/** As it is referred to; without a word on the role where there is none. */
function shown(
  { id, display }: Pick<Person, 'id' | 'display'>,
  membership: Membership,
): { value: string; display: string; role?: string } {
  const role = roleIn(membership);
  return { value: id, display, ...(role !== null && { role }) };
}
