import { Injectable } from '@nestjs/common';
import { AccessService } from '../../identity/access.service.js';
import { Invitations } from '../../identity/invitations/invitations.js';
import type { Rights } from '../../identity/principal.js';
import type { Change } from '../../journal/journal-entry.js';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { OrganizationService } from '../../organizations/organization.service.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { NotFoundError, type ResourceDocument } from '../../scim/index.js';
import type { Reference, StoredResource } from '../stored-resource.js';
import { RetainedUserRepository, type RetainedUser } from './retained-user.repository.js';

/** Milliseconds for which a user whom the IdP has deleted is kept. */
export const KEPT_FOR = 30 * 86_400_000;

/** What stands in the entry of a deletion beside the attributes, and in that of a return. */
export const RETAINED: Change = { path: 'retained', before: null, after: true };
export const RETURNED: Change = { path: 'retained', before: true, after: null };

/** Users whom the IdP has deleted: out of everybody's way, and not lost yet. */
@Injectable()
export class RetainedUsers {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: RetainedUserRepository,
    private readonly access: AccessService,
    private readonly organizations: OrganizationService,
    private readonly invitations: Invitations,
    private readonly journal: Journal,
  ) {}

  /** Part of the write that deletes the user, whom it has locked. @param groups of which they are a direct member */
  async keep(user: StoredResource, groups: readonly Reference[]): Promise<void> {
    const { id, version, createdAt, document, display, active, externallyManaged } = user;
    const all = (await this.organizations.organizationsOf([id])).get(id) ?? [];
    const organizations = all.filter(({ byHand }) => byHand);
    const belongings = {
      groups: groups.map((group) => group.id),
      organizations: organizations.map((organization) => organization.id),
      organizationRoles: Object.fromEntries(
        organizations.flatMap(({ id: of, givenRole }) => (givenRole === null ? [] : [[of, givenRole]])),
      ),
      roles: await this.access.grantsOf(id),
      isExpected: await this.invitations.isExpected(id),
    };
    await this.repository.insert(
      currentTenantId(),
      {
        ...{ id, version, createdAt, document, display, active, externallyManaged },
        deletedAt: Date.now(),
        belongings,
      },
      externalIdOf(document),
    );
  }

  /** Whether the user is kept; of this tenant. */
  async has(id: string): Promise<boolean> {
    return (await this.unit.read(() => this.repository.find(currentTenantId(), id))) !== undefined;
  }

  /** Gives them out for good: whoever asks brings them back, or loses them. Part of a write. @throws NotFoundError */
  async take(id: string): Promise<RetainedUser> {
    const user = await this.takeIfThere(id);
    if (!user) throw new NotFoundError('No such user is retained');
    return user;
  }

  /** The one whom the IdP creates again, if there is one, as `take` does. Part of a write. */
  async takeSame(document: ResourceDocument): Promise<RetainedUser | undefined> {
    const externalId = externalIdOf(document);
    if (externalId === undefined) return undefined;
    const id = await this.repository.findByExternalId(currentTenantId(), externalId);
    return id === undefined ? undefined : this.takeIfThere(id);
  }

  /** Removes one for good. @throws NotFoundError, ForbiddenError for who could do what the caller may not */
  remove(caller: Rights, id: string): Promise<void> {
    return this.unit.write(async () => {
      const user = await this.take(id);
      await this.access.assertMayChangeHolders(
        caller,
        user.belongings.roles.map(({ role }) => role),
      );
      await this.record([user]);
    });
  }

  /** Removes some of those who were deleted before a time, in milliseconds since the epoch. @returns how many */
  removeOlder(before: number, limit: number): Promise<number> {
    return this.unit.write(async () => {
      const users = await this.repository.lockOlder(currentTenantId(), before, limit);
      if (users.length === 0) return 0;
      await this.repository.delete(
        currentTenantId(),
        users.map(({ id }) => id),
      );
      await this.record(users);
      return users.length;
    });
  }

  /** Who comes back is local from now on; part of the write that ends the connection. */
  release(): Promise<void> {
    return this.repository.release(currentTenantId());
  }

  /** Whom the IdP manages comes back inactive from now on; part of the write that ends the connection. */
  deactivate(): Promise<void> {
    return this.repository.deactivate(currentTenantId());
  }

  /** Of several who ask for the same one at the same moment, one gets them. */
  private async takeIfThere(id: string): Promise<RetainedUser | undefined> {
    const user = await this.repository.find(currentTenantId(), id, { lock: true });
    if (user) await this.repository.delete(currentTenantId(), [id]);
    return user;
  }

  private record(users: readonly Pick<RetainedUser, 'id' | 'display'>[]): Promise<void> {
    return this.journal.record(
      ...users.map(({ id, display }) => ({
        action: 'user.purged',
        target: { type: 'user' as const, id, display },
        changes: [RETURNED],
      })),
    );
  }
}

function externalIdOf({ externalId }: ResourceDocument): string | undefined {
  return typeof externalId === 'string' ? externalId : undefined;
}
