import { Injectable } from '@nestjs/common';
import { idOf, readPage, type Page, type PageRequest } from '../admin-api/list-cursor.js';
import { assertAllKnown } from '../admin-api/ids.js';
import { ProblemError } from '../admin-api/problem.js';
import { AccessService } from '../identity/access.service.js';
import type { Person } from '../identity/access.repository.js';
import { Journal } from '../journal/journal.js';
import type { Change } from '../journal/journal-entry.js';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UniqueViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { NotFoundError, UniquenessError } from '../scim/index.js';
import {
  OrganizationRepository,
  type Organization,
  type OrganizationMember,
  type OrganizationOfUser,
} from './organization.repository.js';
import { entry, memberEntry } from './organization-entries.js';
import { OrganizationMemberRepository, type Membership } from './organization-member.repository.js';
import { RuleReasonsRepository, type RuleReason } from './rule-reasons.repository.js';

/** Who belongs to an organization, and by which rules. */
export interface MemberWithReasons extends OrganizationMember {
  readonly rules: readonly RuleReason[];
}

/** Organizations that one user belongs to by hand: as many as one request can name. */
export const MOST_ORGANIZATIONS = 1_000;

/** What people belong to beside groups: departments, subsidiaries, projects of an application. */
@Injectable()
export class OrganizationService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: OrganizationRepository,
    private readonly members: OrganizationMemberRepository,
    private readonly reasons: RuleReasonsRepository,
    private readonly access: AccessService,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
  ) {}

  /** In order of creation. @throws InvalidInputError for a cursor of another list */
  list({ q, ...page }: PageRequest & { readonly q?: string }): Promise<Page<Organization>> {
    const among = currentContext().scope?.organizationIds;
    return this.page('organizations', { q, among }, page, (after = '', limit) =>
      this.repository.list(currentTenantId(), { after, text: q, among }, limit),
    );
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<Organization> {
    const organization = await this.unit.read(() => this.repository.find(currentTenantId(), id));
    if (!organization || !isSeen(id)) throw unknown();
    return organization;
  }

  /** @throws UniquenessError when the name is taken, in whatever case */
  create(name: string): Promise<Organization> {
    const now = Date.now();
    const organization = { id: uuidv7(now), name, createdAt: now, updatedAt: now };
    return this.unique(organization.name, async () => {
      await this.repository.insert(currentTenantId(), organization);
      await this.record('organization.created', organization, [
        { path: 'name', before: null, after: organization.name },
      ]);
      return organization;
    });
  }

  /** @throws NotFoundError, UniquenessError when the name is taken, in whatever case, ProblemError `externally_managed` */
  rename(id: string, name: string): Promise<Organization> {
    return this.unique(name, async () => {
      const current = await this.lock(id);
      if (current.name !== name) await this.assertNotKept(id);
      return this.giveName(current, name);
    });
  }

  /** As `rename`, also of an organization that is kept for a group. Part of a write. */
  async giveName(current: Organization, name: string): Promise<Organization> {
    if (current.name === name) return current;
    const renamed = { ...current, name, updatedAt: Date.now() };
    await this.repository.update(currentTenantId(), renamed);
    await this.record('organization.updated', renamed, [{ path: 'name', before: current.name, after: name }]);
    return renamed;
  }

  /** Its members stay users, and rules that lead to it lead nowhere. @throws NotFoundError, ProblemError `externally_managed` */
  delete(id: string): Promise<void> {
    return this.unit.write(async () => {
      const organization = await this.lock(id);
      await this.assertNotKept(id);
      await this.repository.delete(currentTenantId(), id);
      await this.record('organization.deleted', organization, [
        { path: 'name', before: organization.name, after: null },
      ]);
    });
  }

  /** By its name, whatever the case. Part of a unit of work. */
  findByName(name: string): Promise<Organization | undefined> {
    return this.repository.findByName(currentTenantId(), name);
  }

  /** Whether it is that of a group which the IdP has pushed. Part of a unit of work. */
  isKept(id: string): Promise<boolean> {
    return this.repository.isKept(currentTenantId(), id);
  }

  /** In order of the users' creation. @throws NotFoundError, InvalidInputError for a cursor of another list */
  listMembers(
    id: string,
    { includeInvited = false, ...page }: PageRequest & { readonly includeInvited?: boolean },
  ): Promise<Page<MemberWithReasons>> {
    return this.unit.read(async () => {
      await this.retrieve(id);
      const query = { id, includeInvited };
      const { items, ...rest } = await this.page('organization members', query, page, (after = '', limit) =>
        this.repository.listMembers(currentTenantId(), id, { after, includeInvited }, limit),
      );
      const ids = items.map((member) => member.id);
      const rules = await this.reasons.reasonsOf(currentTenantId(), ids, id);
      const withReasons = items.map((member) => ({
        ...member,
        rules: rules.filter(({ userId }) => userId === member.id),
      }));
      return { items: withReasons, ...rest };
    });
  }

  /**
   * Lets the user belong to it by hand, whatever rules say of it.
   * @param role what they are in it; undefined leaves it as it is, null leaves it to rules
   * @throws NotFoundError for an unknown organization or user, ProblemError `too_many_organizations`
   */
  addMember(id: string, userId: string, role?: string | null): Promise<void> {
    return this.unit.write(async () => {
      const person = await this.lockPerson(userId);
      const organization = await this.lock(id);
      const before = await this.members.find(currentTenantId(), id, userId);
      const fresh = { organizationId: id, userId, givenRole: null, byRule: false, ruleRole: null };
      const after: Membership = {
        ...(before ?? fresh),
        byHand: true,
        ...(role !== undefined && { givenRole: role }),
      };
      if (before) await this.members.update(currentTenantId(), after);
      else await this.members.insert(currentTenantId(), [after], Date.now());
      if ((await this.members.countByHand(currentTenantId(), userId)) > MOST_ORGANIZATIONS) throw tooMany();
      await this.recordMember(organization, person, before, after);
    });
  }

  /** By hand. @throws NotFoundError also when the user does not belong to it, ProblemError `mapped` where a rule alone says so */
  removeMember(id: string, userId: string): Promise<void> {
    return this.unit.write(async () => {
      const person = await this.lockPerson(userId);
      const organization = await this.lock(id);
      const before = await this.members.find(currentTenantId(), id, userId);
      if (!before) throw new NotFoundError('The user does not belong to this organization');
      if (!before.byHand) throw mapped(organization);
      const after = before.byRule ? { ...before, byHand: false, givenRole: null } : undefined;
      if (after) await this.members.update(currentTenantId(), after);
      else await this.members.delete(currentTenantId(), id, [userId]);
      await this.recordMember(organization, person, before, after);
    });
  }

  /** The organizations of each of the users, in order of name; who has none is missing. */
  async organizationsOf(userIds: readonly string[]): Promise<Map<string, OrganizationOfUser[]>> {
    const all = await this.unit.read(() => this.repository.organizationsOf(currentTenantId(), userIds));
    return new Map([...all].map(([userId, some]) => [userId, some.filter(({ id }) => isSeen(id))]));
  }

  /** The mapping rules that each of the users has something by, in their order. */
  rulesOf(userIds: readonly string[]): Promise<RuleReason[]> {
    return this.unit.read(() => this.reasons.reasonsOf(currentTenantId(), userIds));
  }

  /**
   * Makes the user belong to exactly these.
   * @throws InvalidInputError that names each unknown one, ProblemError `mapped` where a rule says that there are others
   */
  setOf(userId: string, ids: readonly string[]): Promise<void> {
    return this.unit.write(async () => {
      await this.lockPerson(userId);
      await this.assertExist(ids);
      const all = await this.repository.organizationsOf(currentTenantId(), [userId]);
      const present = (all.get(userId) ?? []).map(({ id }) => id);
      for (const id of present) if (!ids.includes(id)) await this.removeMember(id, userId);
      for (const id of ids) if (!present.includes(id)) await this.addMember(id, userId);
    });
  }

  /** Lets a user belong to these too, by hand. @throws InvalidInputError that names each unknown one */
  addTo(userId: string, ids: readonly string[]): Promise<void> {
    return this.unit.write(async () => {
      await this.lockPerson(userId);
      await this.assertExist(ids);
      for (const id of ids) await this.addMember(id, userId);
    });
  }

  /** @throws InvalidInputError that names each unknown one */
  async assertExist(ids: readonly string[]): Promise<void> {
    assertAllKnown('organizations', ids, await this.known(ids));
  }

  /** Those of the ids that are organizations. */
  known(ids: readonly string[]): Promise<Set<string>> {
    return this.unit.read(() => this.repository.knownOf(currentTenantId(), ids));
  }

  /** To be called in the write that deletes the user, whose row it has locked: their memberships go with it. */
  async beforeDeleting(user: Pick<Person, 'id' | 'display'>): Promise<void> {
    const left = (await this.repository.organizationsOf(currentTenantId(), [user.id])).get(user.id) ?? [];
    await this.journal.record(
      ...left.map((organization) => {
        const before = {
          value: user.id,
          display: user.display,
          ...(organization.role !== null && { role: organization.role }),
        };
        return entry('organization.member_removed', organization, [{ path: 'members', before, after: null }]);
      }),
    );
  }

  private page<T extends { readonly id: string }>(
    name: string,
    query: object,
    request: PageRequest,
    load: (after: string | undefined, limit: number) => Promise<T[]>,
  ): Promise<Page<T>> {
    const list = { name, tenantId: currentTenantId(), query };
    return this.unit.read(() => readPage(this.cursors, list, request, load, idOf));
  }

  /** Before the organization, as all do: who belongs where is settled for one user at a time. */
  private lockPerson(userId: string): Promise<Person> {
    return this.access.retrieve(userId, { lock: true });
  }

  private async lock(id: string): Promise<Organization> {
    const organization = await this.repository.find(currentTenantId(), id, { lock: true });
    if (!organization) throw unknown();
    return organization;
  }

  private async unique<T>(name: string, write: () => Promise<T>): Promise<T> {
    try {
      return await this.unit.write(write);
    } catch (error) {
      if (error instanceof UniqueViolation && error.index === 'organizations_name') {
        throw new UniquenessError(`There is an organization named "${name}" already`);
      }
      throw error;
    }
  }

  private async recordMember(
    organization: Organization,
    person: Person,
    before: Membership | undefined,
    after: Membership | undefined,
  ): Promise<void> {
    const made = memberEntry(organization, person, before, after);
    if (made) await this.journal.record(made);
  }

  /** @throws ProblemError */
  private async assertNotKept(id: string): Promise<void> {
    if (!(await this.isKept(id))) return;
    throw new ProblemError(
      409,
      'externally_managed',
      'It is the organization of a group that the identity provider pushes: rename or delete the group there',
      [{ path: 'name', message: 'is managed by the identity provider' }],
    );
  }

  private record(action: string, organization: Organization, changes: readonly Change[]): Promise<void> {
    return this.journal.record(entry(action, organization, changes));
  }
}

/** A limited access token sees the organizations that it is limited to. */
function isSeen(id: string): boolean {
  return currentContext().scope?.organizationIds.includes(id) ?? true;
}

function tooMany(): ProblemError {
  const detail = `A user belongs to ${MOST_ORGANIZATIONS.toLocaleString('en')} organizations at most`;
  return new ProblemError(409, 'too_many_organizations', detail);
}

function mapped({ name }: Organization): ProblemError {
  const detail = `A mapping rule leads to "${name}": change the rule, or what it is about`;
  return new ProblemError(409, 'mapped', detail, [
    { path: 'organizations', message: 'follow from a mapping rule' },
  ]);
}

function unknown(): NotFoundError {
  return new NotFoundError('There is no such organization');
}
