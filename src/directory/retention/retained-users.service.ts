import { Injectable } from '@nestjs/common';
import { readPage } from '../../admin-api/list-cursor.js';
import { AccessService } from '../../identity/access.service.js';
import type { Principal } from '../../identity/principal.js';
import { DerivedMemberships } from '../../mappings/derived-memberships.js';
import { currentTenantId } from '../../operations/request-context.js';
import { OrganizationService } from '../../organizations/organization.service.js';
import { SealedCursor } from '../../persistence/sealed-cursor.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { NotFoundError } from '../../scim/index.js';
import { AccountUsersService } from '../account-users.service.js';
import { accountEmail } from '../attribute-values.js';
import { GroupDirectory } from '../group-directory.js';
import { UserDirectory } from '../user-directory.js';
import type { UserDto } from '../users.dto.js';
import {
  RetainedUserRepository,
  type Belongings,
  type RetainedPosition,
  type RetainedUser,
} from './retained-user.repository.js';
import type { RetainedUserDto, RetainedUserListDto, RetainedUserQueryDto } from './retained-users.dto.js';
import { KEPT_FOR, RetainedUsers } from './retained-users.js';

/** Users whom the IdP has deleted, as administrators see them and bring them back. */
@Injectable()
export class RetainedUsersService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: RetainedUserRepository,
    private readonly retained: RetainedUsers,
    private readonly users: UserDirectory,
    private readonly groups: GroupDirectory,
    private readonly accounts: AccountUsersService,
    private readonly access: AccessService,
    private readonly organizations: OrganizationService,
    private readonly derived: DerivedMemberships,
    private readonly cursors: SealedCursor,
  ) {}

  /** A page; those deleted last come first. @throws InvalidInputError for a cursor of another list */
  list(page: RetainedUserQueryDto): Promise<RetainedUserListDto> {
    return this.unit.read(async () => {
      const list = { name: 'retained users', tenantId: currentTenantId(), query: {} };
      const load = (after: string | undefined, most: number) =>
        this.repository.list(currentTenantId(), after === undefined ? undefined : readPosition(after), most);
      const found = await readPage(this.cursors, list, page, load, writePosition);
      return { ...found, items: found.items.map(present) };
    });
  }

  /**
   * Brings a user back as they were, under their id; without a password. Groups, organizations and roles come back as
   * far as they are still there and the caller may give them.
   * @throws NotFoundError, UniquenessError when somebody else has the name by now
   */
  restore(caller: Principal, id: string): Promise<UserDto> {
    return this.unit.write(async () => {
      const retained = await this.retained.take(id);
      await this.users.bringBack(retained);
      await this.giveBack(caller, id, retained.belongings);
      return this.accounts.retrieve(id);
    });
  }

  private async giveBack(
    caller: Principal,
    id: string,
    { roles, groups, organizations, organizationRoles = {} }: Belongings,
  ): Promise<void> {
    // What has followed from mapping rules follows again.
    const given = roles.filter(({ source }) => source !== 'mapping');
    const grantable = await this.access.grantable(
      caller,
      given.map(({ role }) => role),
    );
    for (const { role, source } of given) {
      if (grantable.has(role)) await this.access.grantRole(id, role, source);
    }
    if (caller.permissions.includes('groups:write')) {
      for (const group of [...groups].sort()) await this.join(group, id);
    }
    if (caller.permissions.includes('organizations:write')) {
      const known = await this.organizations.known(organizations);
      for (const one of [...known].sort())
        await this.organizations.addMember(one, id, organizationRoles[one]);
    }
  }

  /** Does nothing where the group is gone, or would give by a rule what the caller may not give. What the IdP has of it is something else, until it writes again. */
  private async join(groupId: string, id: string): Promise<void> {
    if (!(await this.derived.mayChangeMembers(groupId))) return;
    const members = [{ kind: 'add', values: [{ value: id }] }] as const;
    try {
      await this.groups.changeMembership(groupId, members, { visibility: 'all', drifts: true });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
}

function present({ id, document, externallyManaged, belongings, deletedAt }: RetainedUser): RetainedUserDto {
  const { userName, displayName, externalId } = document;
  return {
    id,
    userName: userName as string,
    email: accountEmail(document) ?? null,
    displayName: text(displayName),
    externalId: text(externalId),
    externallyManaged,
    roles: [...new Set(belongings.roles.map(({ role }) => role))],
    deletedAt: new Date(deletedAt).toISOString(),
    keptUntil: new Date(deletedAt + KEPT_FOR).toISOString(),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function writePosition({ deletedAt, id }: RetainedPosition): string {
  return `${deletedAt} ${id}`;
}

function readPosition(position: string): RetainedPosition {
  const [deletedAt, id] = position.split(' ');
  return { deletedAt: Number(deletedAt), id: id! };
}
