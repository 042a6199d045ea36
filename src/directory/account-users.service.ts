import { Injectable } from '@nestjs/common';
import { readDate } from '../admin-api/date-time.js';
import { idOf, readPage } from '../admin-api/list-cursor.js';
import { ProblemError } from '../admin-api/problem.js';
import { AccessService } from '../identity/access.service.js';
import { hashPassword } from '../identity/password.js';
import { AccountService } from '../identity/account.service.js';
import { Invitations } from '../identity/invitations/invitations.js';
import type { Principal } from '../identity/principal.js';
import { currentTenantId } from '../operations/request-context.js';
import { OrganizationService } from '../organizations/organization.service.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import {
  ForbiddenError,
  GROUP,
  UniquenessError,
  USER,
  validateResource,
  type ResourceType,
} from '../scim/index.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import { AccountUsersRepository, type AccountUserFilter } from './account-users.repository.js';
import type { StoredResource } from './stored-resource.js';
import {
  changedFields,
  newDocument,
  patchOf,
  present,
  STRICT,
  type UserDetails,
} from './user-presentation.js';
import { VisibleResources } from './visible-resources.js';
import { UserDirectory } from './user-directory.js';
import type { NewUserDto, UserChangesDto, UserDto, UserListDto, UserQueryDto } from './users.dto.js';

/** What the IdP manages: it would be overwritten at its next sync. */
const MANAGED_FIELDS = ['userName', 'email', 'givenName', 'familyName', 'displayName'] as const;
/** What decides on who gets into the account. */
const PRIVILEGED_FIELDS = ['userName', 'email', 'active', 'roles', 'password'] as const;

/** Users as administrators see and change them. */
@Injectable()
export class AccountUsersService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly users: UserDirectory,
    private readonly repository: AccountUsersRepository,
    private readonly access: AccessService,
    private readonly accounts: AccountService,
    private readonly organizations: OrganizationService,
    private readonly invitations: Invitations,
    private readonly visible: VisibleResources,
    private readonly schemas: TenantSchemas,
    private readonly cursors: SealedCursor,
  ) {}

  /** A page in order of creation. @throws InvalidInputError for a cursor of another list */
  list({ limit, cursor, include, ...query }: UserQueryDto): Promise<UserListDto> {
    return this.unit.read(async () => {
      const { scope } = this.visible;
      const list = { name: 'users', tenantId: currentTenantId(), query: { ...query, scope } };
      const load = (after: string | undefined, most: number) =>
        this.repository.list(currentTenantId(), { ...toFilter(query), scope, after }, most);
      const page = await readPage(this.cursors, list, { limit, cursor }, load, idOf);
      const details = await this.details(page.items);
      const scim = await this.scimType(include);
      return { ...page, items: page.items.map((user) => present(user, details(user.id), scim)) };
    });
  }

  /** @throws NotFoundError */
  retrieve(id: string, include?: 'scim'): Promise<UserDto> {
    return this.unit.read(async () => {
      const user = await this.users.retrieve(id, 'all');
      await this.visible.assertSees(USER.id, id);
      return this.show(user, include);
    });
  }

  /** @throws UniquenessError when the userName is taken, ForbiddenError for a role that the caller may not give */
  create(caller: Principal, user: NewUserDto): Promise<UserDto> {
    return this.add(caller, user, (created) => this.show(created));
  }

  /** As `create`, for those who look at nothing of it: a file has many users. */
  createUnseen(caller: Principal, user: NewUserDto): Promise<void> {
    return this.add(caller, user, () => Promise.resolve());
  }

  /** Finds out, without creating anybody, whether `create` would. @throws what it would throw */
  assertCreatable(caller: Principal, user: NewUserDto): Promise<void> {
    return this.unit.read(async () => {
      const { roles = [], organizations = [], userName } = user;
      await this.assertMayCreate(caller, roles, user.organizations);
      await this.access.assertRolesExist(roles);
      await this.organizations.assertExist(organizations);
      validateResource(newDocument(user), USER, STRICT);
      const [namesake] = await this.repository.list(currentTenantId(), { userName }, 1);
      if (namesake) throw new UniquenessError(`Another User has the userName "${userName}"`);
    });
  }

  /**
   * Changes the fields that are given, all or none.
   * @throws NotFoundError, UniquenessError, ForbiddenError, ProblemError `externally_managed`
   */
  async update(caller: Principal, id: string, changes: UserChangesDto): Promise<UserDto> {
    const hash = changes.password === undefined ? undefined : await hashPassword(changes.password);
    return this.unit.write(async () => {
      const current = await this.users.retrieve(id, 'all', { lock: true });
      await this.assertMayUpdate(caller, current, changes);
      const changed = await this.changeDocument(current, changes);
      if (changes.roles) await this.access.setRoles(id, changes.roles);
      if (changes.organizations) await this.organizations.setOf(id, changes.organizations);
      if (hash !== undefined) await this.accounts.changePassword(changed, hash);
      return this.show(changed);
    });
  }

  /** @throws NotFoundError, ForbiddenError for the last administrator or an account beyond the caller's rights */
  delete(caller: Principal, id: string): Promise<void> {
    return this.unit.write(async () => {
      await this.users.retrieve(id, 'all', { lock: true });
      await this.access.assertMayChange(caller, id);
      await this.users.delete(id, { visibility: 'all' });
    });
  }

  /** @param show what the same write answers */
  private async add<T>(
    caller: Principal,
    { password, roles = [], organizations, ...fields }: NewUserDto,
    show: (created: StoredResource) => Promise<T>,
  ): Promise<T> {
    await this.assertMayCreate(caller, roles, organizations);
    const user = validateResource(newDocument(fields), USER, STRICT);
    const hash = password === undefined ? undefined : await hashPassword(password);
    return this.unit.write(async () => {
      const created = await this.users.create(user, { externallyManaged: false, visibility: 'all' });
      await this.access.setRoles(created.id, roles);
      if (organizations) await this.organizations.addTo(created.id, organizations);
      if (hash !== undefined) await this.accounts.setPassword(created.id, hash);
      return show(created);
    });
  }

  private async assertMayCreate(
    caller: Principal,
    roles: readonly string[],
    organizations: readonly string[] | undefined,
  ): Promise<void> {
    for (const role of roles) await this.access.assertMayGive(caller, role);
    if (organizations) assertMayChangeOrganizations(caller);
  }

  private async assertMayUpdate(
    caller: Principal,
    current: StoredResource,
    changes: UserChangesDto,
  ): Promise<void> {
    await this.access.assertMayGiveTo(caller, current.id, changes.roles ?? []);
    if (changes.roles) await this.access.assertLeavesMapped(current.id, changes.roles);
    if (changes.organizations) assertMayChangeOrganizations(caller);
    if (PRIVILEGED_FIELDS.some((field) => changes[field] !== undefined)) {
      await this.access.assertMayChange(caller, current.id);
    }
    if (!current.externallyManaged) return;
    const managed = changedFields(current.document, changes, MANAGED_FIELDS);
    if (managed.length === 0) return;
    throw new ProblemError(
      409,
      'externally_managed',
      `The identity provider manages ${managed.join(', ')}: change it there`,
      managed.map((path) => ({ path, message: 'is managed by the identity provider' })),
    );
  }

  private changeDocument(current: StoredResource, changes: UserChangesDto): Promise<StoredResource> {
    const operations = patchOf(current.document, changes);
    if (operations.length === 0) return Promise.resolve(current);
    return this.users.modify(current.id, operations, { visibility: 'all', conformance: STRICT });
  }

  private async show(user: StoredResource, include?: 'scim'): Promise<UserDto> {
    const details = await this.details([user]);
    return present(user, details(user.id), await this.scimType(include));
  }

  private async scimType(include: 'scim' | undefined): Promise<ResourceType | undefined> {
    return include && (await this.schemas.load()).user;
  }

  private async details(users: readonly StoredResource[]): Promise<(id: string) => UserDetails> {
    const ids = users.map(({ id }) => id);
    const roles = await this.access.rolesOfAll(ids);
    const groups = await this.users.groupsOf(users, 'all');
    const seen = await this.visible.among(GROUP.id, [...new Set(groups.map(({ groupId }) => groupId))]);
    const organizations = await this.organizations.organizationsOf(ids);
    const given = await this.access.sourcesOfAll(ids);
    const rules = await this.organizations.rulesOf(ids);
    const signIns = await this.repository.lastSignIns(currentTenantId(), ids);
    const invitations = await this.invitations.of(ids);
    return (id) => ({
      roles: roles.get(id) ?? [],
      groups: groups.filter(({ userId, groupId }) => userId === id && seen.has(groupId)),
      organizations: organizations.get(id) ?? [],
      given: given.filter(({ userId }) => userId === id),
      rules: rules.filter(({ userId }) => userId === id),
      lastSignInAt: signIns.get(id) ?? null,
      invitation: invitations.get(id),
    });
  }
}

function assertMayChangeOrganizations({ permissions }: Principal): void {
  if (permissions.includes('organizations:write')) return;
  throw new ForbiddenError('Who belongs to organizations needs the permission organizations:write');
}

function toFilter(query: Omit<UserQueryDto, 'limit' | 'cursor' | 'include'>): AccountUserFilter {
  const { status, updatedSince, q, ...rest } = query;
  return {
    ...rest,
    ...(status && { active: status !== 'inactive' }),
    ...(status && status !== 'inactive' && { expected: status === 'invited' }),
    ...(updatedSince && { updatedSince: readDate(updatedSince) }),
    text: q,
  };
}
