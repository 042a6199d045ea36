import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { SECRET_ROLES } from './permissions.js';

/** A person as roles and the journal name them. */
export interface Person {
  readonly id: string;
  readonly display: string;
  readonly active: boolean;
}

/** Where a role comes from: given by hand, by the IdP, or by mapping rules. Each source takes back what it has given. */
export type RoleSource = 'manual' | 'scim' | 'mapping';

/** Users and roles a statement. */
const SLICE = 500;

export interface RoleOfUser {
  readonly userId: string;
  readonly role: string;
}

/** A role, and who has given it. */
export interface Grant {
  readonly role: string;
  readonly source: RoleSource;
}

interface PersonRow {
  readonly id: string;
  readonly display: string;
  readonly active: number;
}

const toPerson = ({ id, display, active }: PersonRow): Person => ({ id, display, active: active === 1 });

/** Who holds which role. */
@Injectable()
export class AccessRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** With `lock` nobody else changes the user or their roles until the unit of work ends. */
  async find(tenantId: number, userId: string, { lock = false } = {}): Promise<Person | undefined> {
    const rows = await this.unit.query<PersonRow>(
      "SELECT id, display, active FROM resources WHERE tenant_id = ? AND id = ? AND resource_type = 'User'" +
        (lock ? this.unit.dialect.forUpdate : ''),
      [tenantId, userId],
    );
    return rows[0] && toPerson(rows[0]);
  }

  async rolesOf(tenantId: number, userId: string): Promise<string[]> {
    const rows = await this.unit.query<{ role: string }>(
      'SELECT DISTINCT role FROM role_grants WHERE tenant_id = ? AND user_id = ? ORDER BY role',
      [tenantId, userId],
    );
    return rows.map(({ role }) => role);
  }

  /** Roles of each of the users; who has none is missing. */
  async rolesOfAll(tenantId: number, userIds: readonly string[]): Promise<Map<string, string[]>> {
    const roles = new Map<string, string[]>();
    if (userIds.length === 0) return roles;
    const rows = await this.unit.query<{ user_id: string; role: string }>(
      `SELECT DISTINCT user_id, role FROM role_grants
       WHERE tenant_id = ? AND user_id IN (${placesFor(userIds)}) ORDER BY user_id, role`,
      [tenantId, ...userIds],
    );
    for (const { user_id: userId, role } of rows) roles.set(userId, [...(roles.get(userId) ?? []), role]);
    return roles;
  }

  /** The ids of all active administrators; with `lock` they stay so until the unit of work ends. */
  async activeAdministrators(tenantId: number, options: { lock?: boolean } = {}): Promise<string[]> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT r.id FROM role_grants g JOIN resources r ON r.id = g.user_id
       WHERE g.tenant_id = ? AND g.role = 'administrator' AND r.tenant_id = g.tenant_id AND r.active = 1` +
        (options.lock ? this.unit.dialect.forUpdate : ''),
      [tenantId],
    );
    return [...new Set(rows.map(({ id }) => id))];
  }

  /** Active people who hold a role that may issue the secret, in order of name. */
  async secretHolders(tenantId: number): Promise<Person[]> {
    const rows = await this.unit.query<PersonRow>(
      `SELECT r.id, r.display, r.active FROM resources r
       WHERE r.tenant_id = ? AND r.active = 1 AND r.id IN (
         SELECT g.user_id FROM role_grants g WHERE g.tenant_id = ? AND g.role IN (?, ?))
       ORDER BY r.display, r.id`,
      [tenantId, tenantId, ...SECRET_ROLES],
    );
    return rows.map(toPerson);
  }

  /** The roles that the user has from one of the sources. */
  async rolesFrom(tenantId: number, userId: string, sources: readonly RoleSource[]): Promise<string[]> {
    const rows = await this.unit.query<{ role: string }>(
      `SELECT DISTINCT role FROM role_grants
       WHERE tenant_id = ? AND user_id = ? AND source IN (${placesFor(sources)}) ORDER BY role`,
      [tenantId, userId, ...sources],
    );
    return rows.map(({ role }) => role);
  }

  /** The roles that the user was given, once for each source. */
  grantsOf(tenantId: number, userId: string): Promise<Grant[]> {
    return this.unit.query<Grant>(
      'SELECT role, source FROM role_grants WHERE tenant_id = ? AND user_id = ? ORDER BY role, source',
      [tenantId, userId],
    );
  }

  /** Who has given the user the role. */
  async sourcesOf(tenantId: number, userId: string, role: string): Promise<RoleSource[]> {
    const rows = await this.unit.query<{ source: RoleSource }>(
      'SELECT source FROM role_grants WHERE tenant_id = ? AND user_id = ? AND role = ?',
      [tenantId, userId, role],
    );
    return rows.map(({ source }) => source);
  }

  /** Where each of the users has each role from. @param roles only these */
  async holdings(
    tenantId: number,
    userIds: readonly string[],
    roles?: readonly string[],
  ): Promise<(RoleOfUser & Grant)[]> {
    if (userIds.length === 0 || roles?.length === 0) return [];
    const rows = await this.unit.query<{ user_id: string; role: string; source: RoleSource }>(
      `SELECT user_id, role, source FROM role_grants
       WHERE tenant_id = ? AND user_id IN (${placesFor(userIds)})${roles ? ` AND role IN (${placesFor(roles)})` : ''}`,
      [tenantId, ...userIds, ...(roles ?? [])],
    );
    return rows.map(({ user_id: userId, role, source }) => ({ userId, role, source }));
  }

  async grantAll(tenantId: number, grants: readonly RoleOfUser[], source: RoleSource): Promise<void> {
    for (let start = 0; start < grants.length; start += SLICE) {
      const slice = grants.slice(start, start + SLICE);
      await this.unit.execute(
        `INSERT INTO role_grants (user_id, role, source, tenant_id) VALUES ${slice.map(() => '(?, ?, ?, ?)').join(', ')}`,
        slice.flatMap(({ userId, role }) => [userId, role, source, tenantId]),
      );
    }
  }

  async revokeAll(tenantId: number, grants: readonly RoleOfUser[], source: RoleSource): Promise<void> {
    for (const role of new Set(grants.map((grant) => grant.role))) {
      const userIds = grants.filter((grant) => grant.role === role).map(({ userId }) => userId);
      for (let start = 0; start < userIds.length; start += SLICE) {
        const slice = userIds.slice(start, start + SLICE);
        await this.unit.execute(
          `DELETE FROM role_grants WHERE tenant_id = ? AND role = ? AND source = ? AND user_id IN (${placesFor(slice)})`,
          [tenantId, role, source, ...slice],
        );
      }
    }
  }

  async grant(tenantId: number, userId: string, role: string, source: RoleSource): Promise<void> {
    await this.unit.execute(
      'INSERT INTO role_grants (user_id, role, source, tenant_id) VALUES (?, ?, ?, ?)',
      [userId, role, source, tenantId],
    );
  }

  async revoke(
    tenantId: number,
    userId: string,
    role: string,
    sources: readonly RoleSource[],
  ): Promise<void> {
    await this.unit.execute(
      `DELETE FROM role_grants WHERE tenant_id = ? AND user_id = ? AND role = ? AND source IN (${placesFor(sources)})`,
      [tenantId, userId, role, ...sources],
    );
  }

  /** Roles that the IdP has given become roles given by hand. */
  async makeManual(tenantId: number): Promise<void> {
    await this.unit.execute(
      `INSERT INTO role_grants (user_id, role, source, tenant_id)
       SELECT g.user_id, g.role, 'manual', g.tenant_id FROM role_grants g
       WHERE g.tenant_id = ? AND g.source = 'scim' AND NOT EXISTS (
         SELECT 1 FROM role_grants m WHERE m.user_id = g.user_id AND m.role = g.role AND m.source = 'manual'
           AND m.tenant_id = g.tenant_id)`,
      [tenantId],
    );
    await this.unit.execute("DELETE FROM role_grants WHERE tenant_id = ? AND source = 'scim'", [tenantId]);
  }
}
