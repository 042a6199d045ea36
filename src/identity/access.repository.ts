import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { SECRET_ROLES } from './permissions.js';

/** A person as roles and the journal name them. */
export interface Person {
  readonly id: string;
  readonly display: string;
  readonly active: boolean;
}

/** Where a role comes from: given by hand, or by the IdP. Each source takes back what it has given. */
export type RoleSource = 'manual' | 'scim';

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
       WHERE tenant_id = ? AND user_id IN (${userIds.map(() => '?').join(', ')}) ORDER BY user_id, role`,
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

  /** The roles that the user has from one source. */
  async rolesFrom(tenantId: number, userId: string, source: RoleSource): Promise<string[]> {
    const rows = await this.unit.query<{ role: string }>(
      'SELECT role FROM role_grants WHERE tenant_id = ? AND user_id = ? AND source = ? ORDER BY role',
      [tenantId, userId, source],
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
  async sourcesOf(tenantId: number, userId: string, role: string): Promise<string[]> {
    const rows = await this.unit.query<{ source: string }>(
      'SELECT source FROM role_grants WHERE tenant_id = ? AND user_id = ? AND role = ?',
      [tenantId, userId, role],
    );
    return rows.map(({ source }) => source);
  }

  async grant(tenantId: number, userId: string, role: string, source: RoleSource): Promise<void> {
    await this.unit.execute(
      'INSERT INTO role_grants (user_id, role, source, tenant_id) VALUES (?, ?, ?, ?)',
      [userId, role, source, tenantId],
    );
  }

  /** @param source undefined for all that have given it */
  async revoke(tenantId: number, userId: string, role: string, source?: RoleSource): Promise<void> {
    await this.unit.execute(
      'DELETE FROM role_grants WHERE tenant_id = ? AND user_id = ? AND role = ?' +
        (source === undefined ? '' : ' AND source = ?'),
      [tenantId, userId, role, ...(source === undefined ? [] : [source])],
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
