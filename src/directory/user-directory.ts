import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/access.service.js';
import { Invitations } from '../identity/invitations/invitations.js';
import type { Change } from '../journal/journal-entry.js';
import { Journal } from '../journal/journal.js';
import { DerivedMemberships } from '../mappings/derived-memberships.js';
import { currentTenantId } from '../operations/request-context.js';
import { OrganizationService } from '../organizations/organization.service.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import {
  applyPatch,
  USER,
  type Conformance,
  type PatchOperation,
  type ResourceDocument,
  type ResourceType,
  type ValidatedResource,
} from '../scim/index.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import { compareDocuments } from './changes.js';
import { Matching } from './matching.js';
import { MemberRepository, type GroupOfUser } from './member.repository.js';
import { ProvisionedRoles } from './provisioned-roles.js';
import type { RetainedUser } from './retention/retained-user.repository.js';
import { RETAINED, RetainedUsers, RETURNED } from './retention/retained-users.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceWriter, textOf, unknown, type Former, type ResourceKind } from './resource-writer.js';
import type { CreateOptions, StoredResource, Visibility, WriteOptions } from './stored-resource.js';
import { inviteeOf } from './user-presentation.js';

const KIND = {
  nameAttribute: 'userName',
  display: (document: ResourceDocument) =>
    textOf(document, document['displayName'] === undefined ? 'userName' : 'displayName'),
};

/** The domain service for users: the SCIM surface and the admin API both change users here and nowhere else. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly resources: ResourceRepository,
    private readonly writer: ResourceWriter,
    private readonly members: MemberRepository,
    private readonly matches: Matching,
    private readonly access: AccessService,
    private readonly organizations: OrganizationService,
    private readonly provisionedRoles: ProvisionedRoles,
    private readonly retained: RetainedUsers,
    private readonly derived: DerivedMemberships,
    private readonly invitations: Invitations,
    private readonly schemas: TenantSchemas,
    private readonly journal: Journal,
  ) {}

  /**
   * Creates a user; without a word on `active`, an active one. An existing one whom the IdP matches is taken over
   * and becomes what is said, under its id; so does one who was deleted, is retained and may rejoin.
   * @throws UniquenessError when the userName is taken
   */
  create(user: ValidatedResource, options: CreateOptions): Promise<StoredResource> {
    return this.unit.write(async () => {
      const match = await this.matches.findUser(user.document, options);
      if (match) {
        const { visibility, roles } = options;
        return this.change(match.id, { visibility, roles, takesOver: true }, () => ({
          active: true,
          ...user.document,
        }));
      }
      const { externallyManaged, rejoins } = options;
      const former = rejoins ? await this.retained.takeSame(user.document) : undefined;
      const document = { active: true, ...user.document };
      const created = await this.insert(document, { externallyManaged, former });
      await this.provisionedRoles.follow(created.id, {}, created.document, options.roles);
      if (externallyManaged) await this.invitations.welcome(inviteeOf(created));
      return created;
    });
  }

  /** With `lock` nobody else changes the user until the unit of work ends. @throws NotFoundError */
  async retrieve(id: string, visibility: Visibility, options?: { lock: boolean }): Promise<StoredResource> {
    const user = await this.unit.read(() =>
      this.resources.find(currentTenantId(), USER.id, id, visibility, options),
    );
    if (!user) throw unknown(USER.id, id);
    return user;
  }

  /** The groups that each of the users belongs to, directly or by nesting. */
  groupsOf(users: readonly StoredResource[], visibility: Visibility): Promise<GroupOfUser[]> {
    if (users.length === 0) return Promise.resolve([]);
    const ids = users.map(({ id }) => id);
    return this.unit.read(() => this.members.groupsOf(currentTenantId(), ids, visibility));
  }

  /**
   * Replaces the document (PUT, RFC 7644 §3.5.1). `active` keeps its value where nothing is said of it: IdPs whose
   * mapping leaves it out do not mean to change it.
   */
  replace(id: string, user: ValidatedResource, options: WriteOptions): Promise<StoredResource> {
    return this.change(id, options, () => user.document);
  }

  /** Applies a PATCH (RFC 7644 §3.5.2), all of it or nothing. */
  modify(
    id: string,
    operations: readonly PatchOperation[],
    options: WriteOptions & { readonly conformance: Conformance },
  ): Promise<StoredResource> {
    const { conformance } = options;
    return this.change(id, options, ({ document }, resourceType) => {
      return applyPatch({ document, id, resourceType, operations, conformance }).document;
    });
  }

  /** Makes the document what it was. @throws as `replace` */
  restore(id: string, document: ResourceDocument, options: WriteOptions): Promise<StoredResource> {
    return this.change(id, options, () => document);
  }

  /** Makes a retained user, who was taken from there, one of ours again; part of a write. @throws UniquenessError */
  async bringBack(former: RetainedUser): Promise<StoredResource> {
    const { document, active, externallyManaged, belongings } = former;
    const user = await this.insert({ ...document, active }, { externallyManaged, former });
    if (belongings.isExpected) await this.invitations.expect(user.id);
    return this.writer.markDrift(user);
  }

  /** Deletes the user; groups lose the member. @throws NotFoundError, ForbiddenError for the last administrator */
  delete(id: string, options: WriteOptions): Promise<void> {
    return this.unit.write(async () => {
      const tenantId = currentTenantId();
      const user = await this.lock(id, options);
      await this.access.beforeLosingAccess(id);
      await this.invitations.withdraw(id);
      await this.organizations.beforeDeleting(user);
      const groups = await this.members.lockGroupsOf(tenantId, id);
      if (options.retains) await this.retained.keep(user, groups);
      for (const group of groups) await this.resources.touch(tenantId, group.id, Date.now(), -1);
      await this.resources.delete(tenantId, id);
      await this.journal.record(
        ...groups.map((group) => ({
          action: 'group.member_removed',
          target: { type: 'group' as const, id: group.id, display: group.display },
          changes: [
            { path: 'members', before: { value: id, type: USER.id, display: user.display }, after: null },
          ],
        })),
      );
      const changes = compareDocuments(user.document, {});
      await this.record('user.deleted', user, options.retains ? [...changes, RETAINED] : changes);
    });
  }

  private async insert(
    document: ResourceDocument,
    options: { readonly externallyManaged: boolean; readonly former?: Former },
  ): Promise<StoredResource> {
    const consequence = await this.derived.foresee(undefined, undefined, document);
    const created = await this.writer.create(await this.kind(), document, options);
    const changes = compareDocuments({}, created.document);
    await this.record('user.created', created, options.former ? [...changes, RETURNED] : changes);
    await consequence.apply(created);
    return created;
  }

  private change(
    id: string,
    options: WriteOptions,
    next: (current: StoredResource, resourceType: ResourceType) => ResourceDocument,
  ): Promise<StoredResource> {
    return this.unit.write(async () => {
      const current = await this.lock(id, options);
      const kind = await this.kind();
      const document = { active: current.active, ...next(current, kind.resourceType) };
      if (current.active && !document.active) await this.access.beforeLosingAccess(id);
      const consequence = await this.derived.foresee(id, current.document, document);
      const changed = await this.writer.update(kind, current, document);
      if (changed !== current) {
        const changes = compareDocuments(current.document, document);
        await this.record(actionOf(current, changed), changed, changes);
        await this.invitations.follow(inviteeOf(current), inviteeOf(changed));
      }
      await consequence.apply(changed);
      await this.provisionedRoles.follow(id, current.document, document, options.roles);
      return options.drifts && changed !== current ? this.writer.markDrift(changed) : changed;
    });
  }

  private async kind(): Promise<ResourceKind> {
    const { user } = await this.schemas.load();
    return { ...KIND, resourceType: user };
  }

  private async lock(
    id: string,
    { visibility, precondition, takesOver }: WriteOptions,
  ): Promise<StoredResource> {
    const user = await this.writer.lock(USER.id, id, visibility, precondition);
    return takesOver ? this.matches.takeOver(user) : user;
  }

  private record(action: string, user: StoredResource, changes: readonly Change[]): Promise<void> {
    return this.journal.record({
      action,
      target: { type: 'user', id: user.id, display: user.display },
      changes,
    });
  }
}

function actionOf(before: StoredResource, after: StoredResource): string {
  if (before.active === after.active) return 'user.updated';
  return after.active ? 'user.reactivated' : 'user.deactivated';
}
