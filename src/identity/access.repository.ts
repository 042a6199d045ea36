import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { SECRET_ROLES } from './permissions.js';

/** A person as roles and the journal name them. */
export interface Person {
  readonly id: string;
  readonly display: string;
  readonly active: boolean;
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
      'SELECT role FROM role_grants WHERE tenant_id = ? AND user_id = ? ORDER BY role',
      [tenantId, userId],
    );
    return rows.map(({ role }) => role);
  }

  /** Roles of each of the users; who has none is missing. */
  async rolesOfAll(tenantId: number, userIds: readonly string[]): Promise<Map<string, string[]>> {
    const roles = new Map<string, string[]>();
    if (userIds.length === 0) return roles;
    const rows = await this.unit.query<{ user_id: string; role: string }>(
      `SELECT user_id, role FROM role_grants
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
    return rows.map(({ id }) => id);
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

  async grant(tenantId: number, userId: string, role: string): Promise<void> {
    await this.unit.execute('INSERT INTO role_grants (user_id, role, tenant_id) VALUES (?, ?, ?)', [
      userId,
      role,
      tenantId,
    ]);
  }

  async revoke(tenantId: number, userId: string, role: string): Promise<void> {
    await this.unit.execute('DELETE FROM role_grants WHERE tenant_id = ? AND user_id = ? AND role = ?', [
      tenantId,
      userId,
      role,
    ]);
  }
}
