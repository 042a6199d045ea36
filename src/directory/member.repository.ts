import { Injectable } from '@nestjs/common';
import { compileMember } from '../persistence/filter-sql/compile-members.js';
import type { Target } from '../persistence/filter-sql/compile-filter.js';
import { namedRows, placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { Filter } from '../scim/index.js';
import { visibleTo } from './resource.repository.js';
import type { Reference, Visibility } from './stored-resource.js';

/** Ids a statement: bounded, so that statements are prepared once and locks stay short. */
const SLICE = 500;

/** Members a page when a group is walked. */
export const MEMBER_PAGE = 1_000;

/** A group that a user belongs to. */
export interface GroupOfUser {
  readonly userId: string;
  readonly groupId: string;
  readonly display: string;
  /** Not only by way of another group. */
  readonly direct: boolean;
}

interface MemberCondition {
  readonly filter: Filter;
  readonly target: Target;
}

interface ReferenceRow {
  readonly id: string;
  readonly resource_type: string;
  readonly display: string;
}

interface GroupOfUserRow {
  readonly user_id: string;
  readonly group_id: string;
  readonly display: string;
  readonly direct: number;
}

interface DirectGroupRow extends GroupOfUserRow {
  readonly shown: number;
  /** Whether the group is a member itself. */
  readonly nested: number;
}

const toGroupOfUser = (row: GroupOfUserRow): GroupOfUser => ({
  userId: row.user_id,
  groupId: row.group_id,
  display: row.display,
  direct: row.direct === 1,
});

const toReference = (row: ReferenceRow): Reference => ({
  id: row.id,
  resourceType: row.resource_type,
  display: row.display,
});

/**
 * Memberships. Every change costs by what is changed, never by the group's size; whoever changes a group's
 * members holds the lock on the group's row.
 */
@Injectable()
export class MemberRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Those of the ids that name a resource which may be a member, in no order. */
  async findReferences(
    tenantId: number,
    ids: readonly string[],
    visibility: Visibility,
  ): Promise<Reference[]> {
    return this.inSlices(ids, async (slice) => {
      const rows = await this.unit.query<ReferenceRow>(
        `SELECT r.id, r.resource_type, r.display FROM resources r
         WHERE ${namedRows('r', slice)}${visibleTo(visibility)}`,
        [tenantId, ...slice],
      );
      return rows.map(toReference);
    });
  }

  /** Those of the ids that are direct members, with what they show. */
  async findMembers(tenantId: number, groupId: string, ids: readonly string[]): Promise<Reference[]> {
    return this.inSlices(ids, async (slice, places) => {
      const rows = await this.unit.query<ReferenceRow>(
        `SELECT m.member_id AS id, m.member_type AS resource_type, r.display
         FROM group_members m JOIN resources r ON r.id = m.member_id
         WHERE m.tenant_id = ? AND m.group_id = ? AND m.member_id IN (${places})`,
        [tenantId, groupId, ...slice],
      );
      return rows.map(toReference);
    });
  }

  /** The next members in order of id, at most `limit`, after the one named. */
  async listMembers(
    tenantId: number,
    groupId: string,
    after: string,
    limit: number,
    options: { readonly visibility?: Visibility; readonly condition?: MemberCondition } = {},
  ): Promise<Reference[]> {
    const { visibility = 'all', condition } = options;
    const matching = condition && compileMember(condition.filter, condition.target);
    const rows = await this.unit.query<ReferenceRow>(
      `SELECT m.member_id AS id, m.member_type AS resource_type, r.display
       FROM group_members m JOIN resources r ON r.id = m.member_id
       WHERE m.tenant_id = ? AND m.group_id = ? AND m.member_id > ?${visibleTo(visibility)}${matching ? ` AND (${matching.sql})` : ''}
       ORDER BY m.member_id LIMIT ${limit}`,
      [tenantId, groupId, after, ...(matching?.parameters ?? [])],
    );
    return rows.map(toReference);
  }

  async insert(tenantId: number, groupId: string, members: readonly Reference[]): Promise<void> {
    for (let start = 0; start < members.length; start += SLICE) {
      const slice = members.slice(start, start + SLICE);
      await this.unit.execute(
        `INSERT INTO group_members (group_id, member_id, tenant_id, member_type)
         VALUES ${slice.map(() => '(?, ?, ?, ?)').join(', ')}`,
        slice.flatMap((member) => [groupId, member.id, tenantId, member.resourceType]),
      );
    }
  }

  async delete(tenantId: number, groupId: string, ids: readonly string[]): Promise<void> {
    await this.inSlices(ids, async (slice, places) => {
      await this.unit.execute(
        `DELETE FROM group_members WHERE tenant_id = ? AND group_id = ? AND member_id IN (${places})`,
        [tenantId, groupId, ...slice],
      );
      return [];
    });
  }

  /** The groups that have the resource as a direct member, locked for the change that follows. */
  async lockGroupsOf(tenantId: number, memberId: string): Promise<Reference[]> {
    const rows = await this.unit.query<ReferenceRow>(
      `SELECT r.id, r.resource_type, r.display FROM group_members m JOIN resources r ON r.id = m.group_id
       WHERE m.tenant_id = ? AND m.member_id = ? ORDER BY r.id` + this.unit.dialect.forUpdate,
      [tenantId, memberId],
    );
    return rows.map(toReference);
  }

  /**
   * The groups that users belong to, directly or by way of nested groups, each group once a user. The engines make
   * tables of their own for a recursion: it is asked for where there is one.
   */
  async groupsOf(
    tenantId: number,
    userIds: readonly string[],
    visibility: Visibility,
  ): Promise<GroupOfUser[]> {
    return this.inSlices(userIds, async (slice, places) => {
      const rows = await this.unit.query<DirectGroupRow>(
        `SELECT m.member_id AS user_id, m.group_id, r.display, 1 AS direct, (1 = 1${visibleTo(visibility)}) AS shown,
           EXISTS (SELECT 1 FROM group_members n WHERE n.member_id = m.group_id AND n.tenant_id = ?) AS nested
         FROM group_members m CROSS JOIN resources r ON r.id = m.group_id AND r.tenant_id = ?
         WHERE m.tenant_id = ? AND m.member_id IN (${places}) ORDER BY m.member_id, m.group_id`,
        [tenantId, tenantId, tenantId, ...slice],
      );
      if (rows.some(({ nested }) => nested === 1)) return this.groupsAbove(tenantId, slice, visibility);
      return rows.filter(({ shown }) => shown === 1).map(toGroupOfUser);
    });
  }

  /** CROSS JOIN keeps SQLite from beginning with all memberships, or all resources, of the tenant. */
  private async groupsAbove(
    tenantId: number,
    userIds: readonly string[],
    visibility: Visibility,
  ): Promise<GroupOfUser[]> {
    const rows = await this.unit.query<GroupOfUserRow>(
      `WITH RECURSIVE above (user_id, group_id, direct) AS (
         SELECT m.member_id, m.group_id, 1 FROM group_members m
         WHERE m.tenant_id = ? AND m.member_id IN (${placesFor(userIds)})
         UNION
         SELECT above.user_id, n.group_id, 0 FROM above
         CROSS JOIN group_members n ON n.member_id = above.group_id AND n.tenant_id = ?)
       SELECT above.user_id, above.group_id, r.display, MAX(above.direct) AS direct
       FROM above CROSS JOIN resources r ON r.id = above.group_id AND r.tenant_id = ?${visibleTo(visibility)}
       GROUP BY above.user_id, above.group_id, r.display ORDER BY above.user_id, above.group_id`,
      [tenantId, ...userIds, tenantId, tenantId],
    );
    return rows.map(toGroupOfUser);
  }

  /** Whether one of the groups has `groupId` below it, or is it: making it a member would close a circle. */
  async reaches(tenantId: number, fromGroupIds: readonly string[], groupId: string): Promise<boolean> {
    const found = await this.inSlices(fromGroupIds, (slice) =>
      this.unit.query<{ id: string }>(
        `WITH RECURSIVE below (id) AS (
           SELECT r.id FROM resources r WHERE ${namedRows('r', slice)}
           UNION
           SELECT n.member_id FROM below CROSS JOIN group_members n ON n.group_id = below.id AND n.tenant_id = ?
           WHERE n.member_type = 'Group')
         SELECT id FROM below WHERE id = ?`,
        [tenantId, ...slice, tenantId, groupId],
      ),
    );
    return found.length > 0;
  }

  /** Makes changes of nesting wait for one another, so that two of them cannot close a circle together. */
  async lockNesting(tenantId: number): Promise<void> {
    await this.unit.query(`SELECT t.id FROM tenants t WHERE t.id = ?${this.unit.dialect.forUpdate}`, [
      tenantId,
    ]);
  }

  private async inSlices<T>(
    ids: readonly string[],
    work: (slice: readonly string[], places: string) => Promise<T[]>,
  ): Promise<T[]> {
    const results: T[] = [];
    for (let start = 0; start < ids.length; start += SLICE) {
      const slice = ids.slice(start, start + SLICE);
      results.push(...(await work(slice, placesFor(slice))));
    }
    return results;
  }
}
