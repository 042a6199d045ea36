import { Injectable } from '@nestjs/common';
import type { Person } from '../identity/access.repository.js';
import { Journal } from '../journal/journal.js';
import type { Change } from '../journal/journal-entry.js';
import { currentTenantId } from '../operations/request-context.js';
import { OrganizationRepository, type Organization } from './organization.repository.js';
import { memberEntry } from './organization-entries.js';
import { OrganizationMemberRepository, type Membership } from './organization-member.repository.js';

/** What rules say of a user and an organization, where it differs from what is written. */
export interface DerivedMember {
  readonly person: Pick<Person, 'id' | 'display'>;
  readonly organization: Pick<Organization, 'id' | 'name'>;
  readonly before: Membership | undefined;
  /** Undefined where no rule leads there. */
  readonly wanted: { readonly role: string | null } | undefined;
  /** Names the rule, for the journal. */
  readonly because: Change;
}

/** Memberships of organizations that follow from mapping rules. Parts of writes that have locked the users. */
@Injectable()
export class DerivedMembers {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly members: OrganizationMemberRepository,
    private readonly journal: Journal,
  ) {}

  /** Those of the organizations that are there, kept from being deleted until the unit of work ends. */
  findOrganizations(ids: readonly string[]): Promise<Pick<Organization, 'id' | 'name'>[]> {
    return this.organizations.findAll(currentTenantId(), ids);
  }

  findOf(userIds: readonly string[], organizationIds: readonly string[]): Promise<Membership[]> {
    return this.members.findAll(currentTenantId(), organizationIds, userIds);
  }

  async apply(changes: readonly DerivedMember[]): Promise<void> {
    if (changes.length === 0) return;
    const tenantId = currentTenantId();
    const made = changes.map((change) => ({ ...change, after: afterOf(change) }));
    const come = made.flatMap(({ before, after }) => (!before && after ? [after] : []));
    await this.members.insert(tenantId, come, Date.now());
    for (const { before, after } of made) if (before && after) await this.members.update(tenantId, after);
    const gone = made.flatMap(({ before, after }) => (before && !after ? [before] : []));
    for (const id of new Set(gone.map(({ organizationId }) => organizationId))) {
      const userIds = gone.filter(({ organizationId }) => organizationId === id).map(({ userId }) => userId);
      await this.members.delete(tenantId, id, userIds);
    }
    const entries = made.map(({ organization, person, before, after, because }) =>
      memberEntry(organization, person, before, after, because),
    );
    await this.journal.record(...entries.filter((entry) => entry !== undefined));
  }
}

function afterOf({ person, organization, before, wanted }: DerivedMember): Membership | undefined {
  const reasons = { byRule: wanted !== undefined, ruleRole: wanted?.role ?? null };
  if (before) return reasons.byRule || before.byHand ? { ...before, ...reasons } : undefined;
  const ids = { organizationId: organization.id, userId: person.id };
  return wanted && { ...ids, byHand: false, givenRole: null, ...reasons };
}
