import { Injectable } from '@nestjs/common';
import type { Change } from '../journal/journal-entry.js';
import { Journal } from '../journal/journal.js';
import { DerivedMemberships } from '../mappings/derived-memberships.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import {
  absentMembers,
  applyPatch,
  GROUP,
  type Conformance,
  type PatchOperation,
  type RelationChange,
  type ResourceDocument,
  type ResourceType,
  type ValidatedResource,
} from '../scim/index.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import { compareDocuments } from './changes.js';
import { Matching } from './matching.js';
import { MEMBER_PAGE, MemberRepository } from './member.repository.js';
import { MembershipChanges, type MembershipDelta } from './membership-changes.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceWriter, textOf, unknown, type ResourceKind } from './resource-writer.js';
import type {
  CreateOptions,
  Reference,
  StoredResource,
  Visibility,
  WriteOptions,
} from './stored-resource.js';

const KIND = {
  nameAttribute: 'displayName',
  display: (document: ResourceDocument) => textOf(document, 'displayName'),
};

/** What a group becomes. */
type Next = (
  current: StoredResource,
  resourceType: ResourceType,
) => {
  readonly document: ResourceDocument;
  readonly members?: readonly RelationChange[];
};

/** What becomes of the members of a group that an IdP takes over. */
const FORMER_MEMBERS_GO: RelationChange = { kind: 'replaceAll', values: [] };

/** The domain service for groups and memberships. */
@Injectable()
export class GroupDirectory {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly resources: ResourceRepository,
    private readonly writer: ResourceWriter,
    private readonly members: MemberRepository,
    private readonly memberships: MembershipChanges,
    private readonly matches: Matching,
    private readonly derived: DerivedMemberships,
    private readonly schemas: TenantSchemas,
    private readonly journal: Journal,
  ) {}

  /**
   * Creates a group. An existing one of the name that the IdP matches is taken over and becomes what is said.
   * @throws UniquenessError when the displayName is taken, InvalidValueError that names unknown members
   */
  create(group: ValidatedResource, options: CreateOptions): Promise<StoredResource> {
    return this.unit.write(async () => {
      const match = await this.matches.findGroup(group.document, options);
      if (match) {
        const members = [{ kind: 'add', values: group.relations['members'] ?? [] }] as const;
        const { visibility } = options;
        return this.change(match.id, { visibility, takesOver: true }, () => ({
          document: group.document,
          members,
        }));
      }
      const created = await this.writer.create(await this.kind(), group.document, options);
      await this.recordChange('group.created', created, compareDocuments({}, created.document));
      await this.derived.afterGroup(created);
      const values = group.relations['members'] ?? [];
      const { added } = await this.changeMembers(created, [{ kind: 'add', values }], options.visibility);
      if (added.length > 0) await this.resources.countMembers(currentTenantId(), created.id, added.length);
      return created;
    });
  }

  /** With `lock` nobody else changes the group until the unit of work ends. @throws NotFoundError */
  async retrieve(id: string, visibility: Visibility, options?: { lock: boolean }): Promise<StoredResource> {
    const group = await this.unit.read(() =>
      this.resources.find(currentTenantId(), GROUP.id, id, visibility, options),
    );
    if (!group) throw unknown(GROUP.id, id);
    return group;
  }

  /** The group's direct members in order of id, a page at a time: a group of any size is read in bounded memory. */
  async *listMembers(groupId: string, visibility: Visibility): AsyncGenerator<Reference[]> {
    for (let after = ''; ;) {
      const page = await this.unit.read(() =>
        this.members.listMembers(currentTenantId(), groupId, after, MEMBER_PAGE, { visibility }),
      );
      if (page.length > 0) yield page;
      if (page.length < MEMBER_PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  /**
   * Replaces the document and, where the body names members, the members (PUT, RFC 7644 §3.5.1).
   * What a body without `members` means is for the conformance to say.
   */
  replace(
    id: string,
    group: ValidatedResource,
    options: WriteOptions & { readonly conformance: Conformance },
  ): Promise<StoredResource> {
    return this.change(id, options, () => {
      const values = group.relations['members'] ?? absentMembers(options.conformance);
      return { document: group.document, members: values && [{ kind: 'replaceAll', values }] };
    });
  }

  /** Applies a PATCH (RFC 7644 §3.5.2), all of it or nothing, without reading the members. */
  modify(
    id: string,
    operations: readonly PatchOperation[],
    options: WriteOptions & { readonly conformance: Conformance },
  ): Promise<StoredResource> {
    const { conformance } = options;
    return this.change(id, options, ({ document }, resourceType) => {
      const result = applyPatch({ document, id, resourceType, operations, conformance });
      return { document: result.document, members: result.relations['members'] };
    });
  }

  /** Changes the members alone. @returns the group in its next version, or as it was where nothing came or went */
  changeMembership(
    id: string,
    members: readonly RelationChange[],
    options: WriteOptions,
  ): Promise<StoredResource> {
    return this.change(id, options, ({ document }) => ({ document, members }));
  }

  /** Makes it what it was: the document, and the members by what has changed since. @throws as `replace` */
  restore(
    id: string,
    then: { readonly document: ResourceDocument; readonly members: readonly RelationChange[] },
    options: WriteOptions,
  ): Promise<StoredResource> {
    return this.change(id, options, () => then);
  }

  /** Deletes the group; its members stay. @throws NotFoundError */
  delete(id: string, options: WriteOptions): Promise<void> {
    return this.unit.write(async () => {
      const tenantId = currentTenantId();
      const { group } = await this.lock(id, options);
      const parents = await this.members.lockGroupsOf(tenantId, id);
      for (const parent of parents) {
        await this.resources.touch(tenantId, parent.id, Date.now(), -1);
        await this.recordMembers(parent, { added: [], removed: [toReference(group)] });
      }
      const settle = await this.derived.beforeGroupDeletion(group);
      await this.resources.delete(tenantId, id);
      await this.recordChange('group.deleted', group, compareDocuments(group.document, {}));
      await settle();
    });
  }

  private change(id: string, options: WriteOptions, next: Next): Promise<StoredResource> {
    return this.unit.write(async () => {
      const { group, isNew } = await this.lock(id, options);
      const changed = await this.write(group, isNew, options, next);
      return options.drifts && changed !== group ? this.writer.markDrift(changed) : changed;
    });
  }

  private async write(
    current: StoredResource,
    isNew: boolean,
    { visibility }: WriteOptions,
    next: Next,
  ): Promise<StoredResource> {
    const kind = await this.kind();
    const { document, members: stated } = next(current, kind.resourceType);
    // Of a group that is taken over, those remain whom the IdP sends.
    const members = isNew ? [FORMER_MEMBERS_GO, ...(stated ?? [])] : stated;
    const changed = await this.writer.update(kind, current, document);
    if (changed.display !== current.display && !changed.externallyManaged) {
      await this.derived.assertMayHandOver(changed.id);
    }
    if (changed !== current) {
      await this.recordChange('group.updated', changed, compareDocuments(current.document, document));
    }
    await this.derived.afterGroup(changed);
    if (!members) return changed;
    const { added, removed } = await this.changeMembers(changed, members, visibility);
    if (added.length + removed.length === 0) return changed;
    return this.countChange(current, changed, added.length - removed.length);
  }

  /** Members have changed: one version with the document's change, if there was one. */
  private async countChange(
    current: StoredResource,
    changed: StoredResource,
    members: number,
  ): Promise<StoredResource> {
    const { id, version, lastModifiedAt } = current;
    if (changed !== current) {
      if (members !== 0) await this.resources.countMembers(currentTenantId(), id, members);
      return changed;
    }
    const now = Math.max(Date.now(), lastModifiedAt);
    await this.resources.touch(currentTenantId(), id, now, members);
    return { ...current, version: version + 1, lastModifiedAt: now };
  }

  /** `isNew` to the IdP, which has just taken it over. */
  private async lock(
    id: string,
    { visibility, precondition, takesOver }: WriteOptions,
  ): Promise<{ group: StoredResource; isNew: boolean }> {
    const found = await this.writer.lock(GROUP.id, id, visibility, precondition);
    if (takesOver && !found.externallyManaged) await this.derived.assertMayHandOver(id);
    const group = takesOver ? await this.matches.takeOver(found) : found;
    return { group, isNew: group.externallyManaged && !found.externallyManaged };
  }

  private async kind(): Promise<ResourceKind> {
    const { group } = await this.schemas.load();
    return { ...KIND, resourceType: group };
  }

  private async changeMembers(
    group: StoredResource,
    changes: readonly RelationChange[],
    visibility: Visibility,
  ): Promise<MembershipDelta> {
    const delta = await this.memberships.apply(group.id, changes, visibility);
    await this.recordMembers(group, delta);
    await this.derived.afterMembers(group.id, delta);
    return delta;
  }

  private recordChange(action: string, group: StoredResource, changes: readonly Change[]): Promise<void> {
    return this.journal.record({ action, target: target(group), changes });
  }

  /** One entry for what came and one for what went; large changes in several, so that no entry grows without bound. */
  private async recordMembers(group: { id: string; display: string }, delta: MembershipDelta): Promise<void> {
    const removed = delta.removed.map((member) => ({ path: 'members', before: shown(member), after: null }));
    const added = delta.added.map((member) => ({ path: 'members', before: null, after: shown(member) }));
    for (const changes of slices(removed)) {
      await this.journal.record({ action: 'group.member_removed', target: target(group), changes });
    }
    for (const changes of slices(added)) {
      await this.journal.record({ action: 'group.member_added', target: target(group), changes });
    }
  }
}

function toReference({ id, resourceType, display }: StoredResource): Reference {
  return { id, resourceType, display };
}

function target(group: { id: string; display: string }) {
  return { type: 'group' as const, id: group.id, display: group.display };
}

function shown({ id, resourceType, display }: Reference) {
  return { value: id, type: resourceType, display };
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += MEMBER_PAGE)
    yield items.slice(start, start + MEMBER_PAGE);
}
