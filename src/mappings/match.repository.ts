import { Injectable } from '@nestjs/common';
import type { ResourceDocument } from '../scim/index.js';
import { namedRows, placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** That a rule is about a user. */
export interface Match {
  readonly ruleId: string;
  readonly userId: string;
}

/** A user as the journal names them. */
export interface Named {
  readonly id: string;
  readonly display: string;
}

/** Rows a statement. */
const SLICE = 500;

/** Groups and those nested in them, as `below`. */
const below = (places: string): string =>
  `WITH RECURSIVE below (id) AS (
     SELECT r.id FROM resources r WHERE r.tenant_id = ? AND r.resource_type = 'Group' AND r.id IN (${places})
     UNION
     SELECT n.member_id FROM below CROSS JOIN group_members n ON n.group_id = below.id
     WHERE n.tenant_id = ? AND n.member_type = 'Group')`;

/** Whom rules are about: what is so, and what has been derived from it. */
@Injectable()
export class MatchRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** Those that are there, in order of id, locked: who changes what follows for a user has them. */
  lockUsers(tenantId: number, ids: readonly string[]): Promise<Named[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.unit.query<Named>(
      `SELECT r.id, r.display FROM resources r
       WHERE ${namedRows('r', ids)} AND r.resource_type = 'User'
       ORDER BY r.id${this.unit.dialect.forUpdate}`,
      [tenantId, ...ids],
    );
  }

  async documents(tenantId: number, ids: readonly string[]): Promise<Map<string, ResourceDocument>> {
    if (ids.length === 0) return new Map();
    const rows = await this.unit.query<{ id: string; document: string }>(
      `SELECT r.id, r.document FROM resources r
       WHERE ${namedRows('r', ids)} AND r.resource_type = 'User'`,
      [tenantId, ...ids],
    );
    return new Map(rows.map((row) => [row.id, JSON.parse(row.document) as ResourceDocument]));
  }

  /** Which of the users are in which of the groups, directly or by nesting. */
  async inGroups(
    tenantId: number,
    userIds: readonly string[],
    groupIds: readonly string[],
  ): Promise<{ userId: string; groupId: string }[]> {
    if (userIds.length === 0 || groupIds.length === 0) return [];
    const rows = await this.unit.query<{ user_id: string; group_id: string }>(
      `WITH RECURSIVE above (user_id, group_id) AS (
         SELECT m.member_id, m.group_id FROM group_members m
         WHERE m.tenant_id = ? AND m.member_id IN (${placesFor(userIds)})
         UNION
         SELECT above.user_id, n.group_id FROM above
         CROSS JOIN group_members n ON n.member_id = above.group_id AND n.tenant_id = ?)
       SELECT user_id, group_id FROM above WHERE group_id IN (${placesFor(groupIds)})`,
      [tenantId, ...userIds, tenantId, ...groupIds],
    );
    return rows.map((row) => ({ userId: row.user_id, groupId: row.group_id }));
  }

  /** Users in the groups, directly or by nesting, at most `limit`. */
  async usersBelow(tenantId: number, groupIds: readonly string[], limit: number): Promise<string[]> {
    if (groupIds.length === 0) return [];
    const rows = await this.unit.query<{ id: string }>(
      `${below(placesFor(groupIds))}
       SELECT DISTINCT m.member_id AS id FROM below CROSS JOIN group_members m ON m.group_id = below.id
       WHERE m.tenant_id = ? AND m.member_type = 'User' LIMIT ${limit}`,
      [tenantId, ...groupIds, tenantId, tenantId],
    );
    return rows.map(({ id }) => id);
  }

  /** The group and those nested in it. */
  async groupsBelow(tenantId: number, groupId: string): Promise<string[]> {
    const rows = await this.unit.query<{ id: string }>(`${below('?')} SELECT id FROM below`, [
      tenantId,
      groupId,
      tenantId,
    ]);
    return rows.map(({ id }) => id);
  }

  /** The next direct members of the groups who are users, in order of id. */
  async nextMembers(
    tenantId: number,
    groupIds: readonly string[],
    after: string,
    limit: number,
  ): Promise<string[]> {
    if (groupIds.length === 0) return [];
    const rows = await this.unit.query<{ id: string }>(
      `SELECT DISTINCT m.member_id AS id FROM group_members m
       WHERE m.tenant_id = ? AND m.group_id IN (${placesFor(groupIds)}) AND m.member_id > ? AND m.member_type = 'User'
       ORDER BY m.member_id LIMIT ${limit}`,
      [tenantId, ...groupIds, after],
    );
    return rows.map(({ id }) => id);
  }

  /** The next users of the tenant, in order of id. */
  async nextUsers(tenantId: number, after: string, limit: number): Promise<string[]> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT r.id FROM resources r WHERE r.tenant_id = ? AND r.resource_type = 'User' AND r.id > ?
       ORDER BY r.id LIMIT ${limit}`,
      [tenantId, after],
    );
    return rows.map(({ id }) => id);
  }

  /** The next users whom the rule was found to be about, in order of id. */
  async nextMatched(tenantId: number, ruleId: string, after: string, limit: number): Promise<string[]> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT m.user_id AS id FROM mapping_matches m WHERE m.rule_id = ? AND m.tenant_id = ? AND m.user_id > ?
       ORDER BY m.user_id LIMIT ${limit}`,
      [ruleId, tenantId, after],
    );
    return rows.map(({ id }) => id);
  }

  async countUsers(tenantId: number): Promise<number> {
    return this.count("resources r WHERE r.tenant_id = ? AND r.resource_type = 'User'", [tenantId]);
  }

  /** Direct members of the groups, each group's counted. */
  countMembers(tenantId: number, groupIds: readonly string[]): Promise<number> {
    if (groupIds.length === 0) return Promise.resolve(0);
    return this.count(`group_members m WHERE m.tenant_id = ? AND m.group_id IN (${placesFor(groupIds)})`, [
      tenantId,
      ...groupIds,
    ]);
  }

  countMatched(tenantId: number, ruleId: string): Promise<number> {
    return this.count('mapping_matches m WHERE m.rule_id = ? AND m.tenant_id = ?', [ruleId, tenantId]);
  }

  async find(tenantId: number, ruleIds: readonly string[], userIds: readonly string[]): Promise<Match[]> {
    if (ruleIds.length === 0 || userIds.length === 0) return [];
    const rows = await this.unit.query<{ rule_id: string; user_id: string }>(
      `SELECT m.rule_id, m.user_id FROM mapping_matches m
       WHERE m.tenant_id = ? AND m.user_id IN (${placesFor(userIds)}) AND m.rule_id IN (${placesFor(ruleIds)})`,
      [tenantId, ...userIds, ...ruleIds],
    );
    return rows.map((row) => ({ ruleId: row.rule_id, userId: row.user_id }));
  }

  async insert(tenantId: number, matches: readonly Match[]): Promise<void> {
    for (let start = 0; start < matches.length; start += SLICE) {
      const slice = matches.slice(start, start + SLICE);
      await this.unit.execute(
        `INSERT INTO mapping_matches (rule_id, user_id, tenant_id) VALUES ${slice.map(() => '(?, ?, ?)').join(', ')}`,
        slice.flatMap(({ ruleId, userId }) => [ruleId, userId, tenantId]),
      );
    }
  }

  async delete(tenantId: number, matches: readonly Match[]): Promise<void> {
    for (const ruleId of new Set(matches.map((match) => match.ruleId))) {
      const userIds = matches.filter((match) => match.ruleId === ruleId).map(({ userId }) => userId);
      for (let start = 0; start < userIds.length; start += SLICE) {
        const slice = userIds.slice(start, start + SLICE);
        await this.unit.execute(
          `DELETE FROM mapping_matches WHERE tenant_id = ? AND rule_id = ? AND user_id IN (${placesFor(slice)})`,
          [tenantId, ruleId, ...slice],
        );
      }
    }
  }

  private async count(from: string, parameters: readonly (string | number)[]): Promise<number> {
    const rows = await this.unit.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM ${from}`,
      parameters,
    );
    return rows[0]!.total;
  }
}
