import { Injectable } from '@nestjs/common';
import { IS_NOT_EXPECTED } from '../identity/invitations/expected-condition.js';
import { namedRows } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { GROUP } from '../scim/index.js';
import { ResourceListingRepository, type ListingFilter } from './resource-listing.repository.js';
import type { StoredResource } from './stored-resource.js';

export interface GroupFilter extends Pick<
  ListingFilter,
  'externallyManaged' | 'updatedSince' | 'scope' | 'after'
> {
  readonly displayName?: string;
  readonly externalId?: string;
  /** Part of the displayName. */
  readonly text?: string;
}

/** What a group has beside its document. */
export interface GroupDetails {
  readonly icon: string | null;
  readonly memberCount: number;
}

/** A direct member as administrators see it. */
export interface ListedMember {
  readonly id: string;
  readonly resourceType: string;
  readonly display: string;
  readonly active: boolean;
}

/** Groups as administrators list them. */
@Injectable()
export class GroupAdministrationRepository {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly listing: ResourceListingRepository,
  ) {}

  /** At most `limit` groups in order of creation. */
  list(tenantId: number, filter: GroupFilter, limit: number): Promise<StoredResource[]> {
    const { displayName, externalId, text, ...common } = filter;
    const values = [
      ...(displayName === undefined
        ? []
        : [{ attribute: 'displayname', value: displayName, caseExact: false }]),
      ...(externalId === undefined ? [] : [{ attribute: 'externalid', value: externalId, caseExact: true }]),
    ];
    const search = text === undefined ? {} : { text: { part: text, attributes: ['displayname'] } };
    return this.listing.list(tenantId, GROUP.id, { ...common, values, ...search }, limit);
  }

  async details(tenantId: number, ids: readonly string[]): Promise<Map<string, GroupDetails>> {
    if (ids.length === 0) return new Map();
    const rows = await this.unit.query<{ id: string; icon: string | null; member_count: number }>(
      `SELECT r.id, r.icon, r.member_count FROM resources r WHERE ${namedRows('r', ids)}`,
      [tenantId, ...ids],
    );
    return new Map(rows.map((row) => [row.id, { icon: row.icon, memberCount: row.member_count }]));
  }

  async setIcon(tenantId: number, id: string, icon: string | null): Promise<void> {
    await this.unit.execute('UPDATE resources SET icon = ? WHERE tenant_id = ? AND id = ?', [
      icon,
      tenantId,
      id,
    ]);
  }

  /** The next direct members in order of id; those who are expected to come for the first time only where they are asked for. */
  async listMembers(
    tenantId: number,
    groupId: string,
    { after, includeInvited = false }: { after: string; includeInvited?: boolean },
    limit: number,
  ): Promise<ListedMember[]> {
    const rows = await this.unit.query<{
      id: string;
      resource_type: string;
      display: string;
      active: number;
    }>(
      `SELECT m.member_id AS id, m.member_type AS resource_type, r.display, r.active
       FROM group_members m JOIN resources r ON r.id = m.member_id
       WHERE m.tenant_id = ? AND m.group_id = ? AND m.member_id > ?${includeInvited ? '' : ` AND ${IS_NOT_EXPECTED}`}
       ORDER BY m.member_id LIMIT ${limit}`,
      [tenantId, groupId, after],
    );
    return rows.map(({ id, resource_type: resourceType, display, active }) => ({
      id,
      resourceType,
      display,
      active: active === 1,
    }));
  }
}
