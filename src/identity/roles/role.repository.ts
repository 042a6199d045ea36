import { Injectable } from '@nestjs/common';
import { placesFor } from '../../persistence/named-rows.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { FIRST_TENANT } from '../../tenants/first-tenant.js';
import { isRoleName, PERMISSIONS, permissionsOf, type Permission } from '../permissions.js';

/** A role of the tenant's own; times in milliseconds since the epoch. */
export interface OwnRole {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface RoleRow {
  readonly name: string;
  readonly description: string;
  readonly permissions: string;
  readonly created_at: number;
  readonly updated_at: number;
}

const COLUMNS = 'name, description, permissions, created_at, updated_at';

@Injectable()
export class RoleRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** In order of name. */
  async list(tenantId: number): Promise<OwnRole[]> {
    const rows = await this.unit.query<RoleRow>(
      `SELECT ${COLUMNS} FROM roles WHERE tenant_id = ? ORDER BY name`,
      [tenantId],
    );
    return rows.map(toRole);
  }

  /** With `lock`, nobody else changes, grants or deletes it until the unit of work ends. */
  async find(tenantId: number, name: string, options: { lock?: boolean } = {}): Promise<OwnRole | undefined> {
    const rows = await this.unit.query<RoleRow>(
      `SELECT ${COLUMNS} FROM roles WHERE tenant_id = ? AND name = ?` +
        (options.lock ? this.unit.dialect.forUpdate : ''),
      [tenantId, name],
    );
    return rows[0] && toRole(rows[0]);
  }

  /** What the roles permit together, built-in and own ones; a name that no role has permits nothing. */
  async permissionsOf(tenantId: number, names: readonly string[]): Promise<Permission[]> {
    const builtIn = permissionsOf(names);
    const own = names.filter((name) => !isRoleName(name));
    if (own.length === 0) return permissionsIn(tenantId, builtIn);
    const rows = await this.unit.query<Pick<RoleRow, 'permissions'>>(
      `SELECT permissions FROM roles WHERE tenant_id = ? AND name IN (${placesFor(own)})`,
      [tenantId, ...own],
    );
    const held = new Set([...builtIn, ...rows.flatMap((row) => readPermissions(row.permissions))]);
    return permissionsIn(
      tenantId,
      PERMISSIONS.filter((permission) => held.has(permission)),
    );
  }

  /** @throws UniqueViolation when the tenant has a role of the name */
  async insert(tenantId: number, role: OwnRole): Promise<void> {
    await this.unit.execute(`INSERT INTO roles (tenant_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`, [
      tenantId,
      role.name,
      role.description,
      JSON.stringify(role.permissions),
      role.createdAt,
      role.updatedAt,
    ]);
  }

  async update(tenantId: number, role: OwnRole): Promise<void> {
    await this.unit.execute(
      'UPDATE roles SET description = ?, permissions = ?, updated_at = ? WHERE tenant_id = ? AND name = ?',
      [role.description, JSON.stringify(role.permissions), role.updatedAt, tenantId, role.name],
    );
  }

  async delete(tenantId: number, name: string): Promise<void> {
    await this.unit.execute('DELETE FROM roles WHERE tenant_id = ? AND name = ?', [tenantId, name]);
  }

  async isHeld(tenantId: number, name: string): Promise<boolean> {
    const rows = await this.unit.query('SELECT 1 FROM role_grants WHERE tenant_id = ? AND role = ? LIMIT 1', [
      tenantId,
      name,
    ]);
    return rows.length > 0;
  }

  /** Whether the connection lets the IdP give it. */
  async isAssignable(tenantId: number, name: string): Promise<boolean> {
    const rows = await this.unit.query<{ assignable_roles: string }>(
      'SELECT assignable_roles FROM connections WHERE tenant_id = ?',
      [tenantId],
    );
    return rows.some((row) => (JSON.parse(row.assignable_roles) as string[]).includes(name));
  }

  /** Whether a mapping rule gives it. */
  async isMapped(tenantId: number, name: string): Promise<boolean> {
    const rows = await this.unit.query(
      'SELECT 1 FROM mapping_rules WHERE tenant_id = ? AND role = ? AND ended_at IS NULL LIMIT 1',
      [tenantId, name],
    );
    return rows.length > 0;
  }
}

function toRole(row: RoleRow): OwnRole {
  return {
    name: row.name,
    description: row.description,
    permissions: readPermissions(row.permissions),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** In the usual order, without what a later release may have taken away. */
function readPermissions(json: string): Permission[] {
  const held = new Set(JSON.parse(json) as string[]);
  return PERMISSIONS.filter((permission) => held.has(permission));
}

/** Those of the permissions that have a meaning in the tenant: the first one alone looks after the others. */
export function permissionsIn(tenantId: number, permissions: readonly Permission[]): Permission[] {
  return permissions.filter(
    (permission) => tenantId === FIRST_TENANT.id || !permission.startsWith('tenants:'),
  );
}
