import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { SCIM_BASE } from '../http/surface.js';
import { currentPublicUrl } from '../operations/public-url.js';
import { currentTenantId } from '../operations/request-context.js';
import { ForeignKeyViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { GROUP, InvalidValueError, type Filter, type RelationChange } from '../scim/index.js';
import { MEMBER_PAGE, MemberRepository } from './member.repository.js';
import type { Reference, Visibility } from './stored-resource.js';

/** What a change of members came to: those that were not there before, and those that were. */
export interface MembershipDelta {
  readonly added: readonly Reference[];
  readonly removed: readonly Reference[];
}

/**
 * Carries out what a PATCH or PUT asks of a group's members. Costs by the number of members named: no member that
 * stays is read, except by `replaceAll` and `removeMatching`, which walk the group a page at a time.
 *
 * The caller holds the lock on the group's row.
 */
@Injectable()
export class MembershipChanges {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly members: MemberRepository,
    private readonly configuration: Configuration,
  ) {}

  /** @throws InvalidMembersError that names unknown members, or says that a circle would close */
  async apply(
    groupId: string,
    changes: readonly RelationChange[],
    visibility: Visibility,
  ): Promise<MembershipDelta> {
    const net = new NetChange();
    for (const change of changes) {
      switch (change.kind) {
        case 'add':
          net.add(await this.add(groupId, idsOf(change.values), visibility));
          break;
        case 'remove':
          net.remove(await this.remove(groupId, change.ids));
          break;
        case 'removeMatching':
          net.remove(await this.removeWhere(groupId, change.filter));
          break;
        case 'replaceAll': {
          const wanted = idsOf(change.values);
          net.remove(await this.removeOthers(groupId, new Set(wanted)));
          net.add(await this.add(groupId, wanted, visibility));
        }
      }
    }
    return net.delta();
  }

  private async add(groupId: string, ids: readonly string[], visibility: Visibility): Promise<Reference[]> {
    if (ids.length === 0) return [];
    const tenantId = currentTenantId();
    const present = new Set((await this.members.findMembers(tenantId, groupId, ids)).map(({ id }) => id));
    const missing = ids.filter((id) => !present.has(id));
    const found = await this.members.findReferences(tenantId, missing, visibility);
    assertAllKnown(missing, found);
    await this.assertNoCircle(groupId, found);
    try {
      await this.members.insert(tenantId, groupId, found);
    } catch (error) {
      // Deleted by somebody else since it was looked up.
      if (error instanceof ForeignKeyViolation) throw new InvalidMembersError('one was deleted meanwhile');
      throw error;
    }
    return found;
  }

  private async remove(groupId: string, ids: readonly string[]): Promise<Reference[]> {
    const tenantId = currentTenantId();
    const present = await this.members.findMembers(tenantId, groupId, [...new Set(ids)]);
    await this.members.delete(
      tenantId,
      groupId,
      present.map(({ id }) => id),
    );
    return present;
  }

  private removeOthers(groupId: string, wanted: ReadonlySet<string>): Promise<Reference[]> {
    return this.removeWalking(groupId, (member) => !wanted.has(member.id));
  }

  private removeWhere(groupId: string, filter: Filter): Promise<Reference[]> {
    return this.removeWalking(groupId, () => true, filter);
  }

  private async removeWalking(
    groupId: string,
    goes: (member: Reference) => boolean,
    filter?: Filter,
  ): Promise<Reference[]> {
    const tenantId = currentTenantId();
    const target = {
      resourceType: GROUP,
      tenantId,
      baseUrl: currentPublicUrl(this.configuration) + SCIM_BASE,
      managedOnly: false,
      dialect: this.unit.dialect,
    };
    const removed: Reference[] = [];
    for (let after = ''; ;) {
      const page = await this.members.listMembers(
        tenantId,
        groupId,
        after,
        MEMBER_PAGE,
        filter ? { condition: { filter, target } } : {},
      );
      const going = page.filter(goes);
      await this.members.delete(
        tenantId,
        groupId,
        going.map(({ id }) => id),
      );
      removed.push(...going);
      if (page.length < MEMBER_PAGE) return removed;
      after = page.at(-1)!.id;
    }
  }

  private async assertNoCircle(groupId: string, members: readonly Reference[]): Promise<void> {
    const groups = members.filter(({ resourceType }) => resourceType === GROUP.id).map(({ id }) => id);
    if (groups.length === 0) return;
    const tenantId = currentTenantId();
    await this.members.lockNesting(tenantId);
    if (await this.members.reaches(tenantId, groups, groupId)) {
      throw new InvalidMembersError('a group cannot be a member of itself, directly or by way of others');
    }
  }
}

/** Members that a group cannot have. */
export class InvalidMembersError extends InvalidValueError {
  constructor(
    /** What is wrong with them, in plain words. */
    readonly problem: string,
    readonly unknown: readonly string[] = [],
  ) {
    super(`members: ${problem}`);
  }
}

/** What several operations of one request come to: added and removed again is no change. */
class NetChange {
  private readonly added = new Map<string, Reference>();
  private readonly removed = new Map<string, Reference>();

  add(members: readonly Reference[]): void {
    for (const member of members) if (!this.removed.delete(member.id)) this.added.set(member.id, member);
  }

  remove(members: readonly Reference[]): void {
    for (const member of members) if (!this.added.delete(member.id)) this.removed.set(member.id, member);
  }

  delta(): MembershipDelta {
    return { added: [...this.added.values()], removed: [...this.removed.values()] };
  }
}

function idsOf(values: readonly { readonly value: string }[]): string[] {
  return [...new Set(values.map(({ value }) => value))];
}

function assertAllKnown(ids: readonly string[], found: readonly Reference[]): void {
  if (found.length === ids.length) return;
  const known = new Set(found.map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  const named = unknown.slice(0, 20).map((id) => `"${id.slice(0, 64)}"`);
  const more = unknown.length > named.length ? ` and ${unknown.length - named.length} more` : '';
  throw new InvalidMembersError(`no such user or group: ${named.join(', ')}${more}`, unknown);
}
