import { Injectable } from '@nestjs/common';
import { SECRET_ROLES } from '../identity/permissions.js';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { ConnectionSettings, SecretFacts } from './connection.js';

interface ConnectionRow {
  readonly enabled: number;
  readonly name: string;
  readonly provider: ConnectionSettings['provider'];
  readonly administrator_id: string | null;
  readonly notification_emails: string;
  readonly notify_on_failure: number;
  readonly notify_on_sync: number;
  readonly mass_deactivation_share: number;
  readonly provision_administrators: number;
  readonly organization_provisioning: number;
  readonly on_delete: ConnectionSettings['onDelete'];
  readonly rejoin: number;
  readonly match_users_by: ConnectionSettings['matchUsersBy'];
  readonly invitations: ConnectionSettings['invitations'];
  readonly role_attribute: string | null;
  readonly assignable_roles: string;
  readonly sso_enforced: number;
  readonly conformance: ConnectionSettings['conformance'];
}

interface SecretFactsRow {
  readonly expires_at: number | null;
  readonly expired_at: number | null;
  readonly last_used_at: number | null;
  readonly administrator_is_fit: number;
}

/** The one connection of each tenant. */
@Injectable()
export class ConnectionRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert(tenantId: number, settings: ConnectionSettings, now: number): Promise<void> {
    const row = Object.entries({ tenant_id: tenantId, ...toRow(settings), updated_at: now });
    await this.unit.execute(
      `INSERT INTO connections (${row.map(([column]) => column).join(', ')})
       VALUES (${placesFor(row)})`,
      row.map(([, value]) => value),
    );
  }

  /** With `lock`, nobody else changes the connection or its secret until the unit of work ends. */
  async find(tenantId: number, options: { lock?: boolean } = {}): Promise<ConnectionSettings> {
    const rows = await this.unit.query<ConnectionRow>(
      'SELECT * FROM connections WHERE tenant_id = ?' + (options.lock ? this.unit.dialect.forUpdate : ''),
      [tenantId],
    );
    if (!rows[0]) throw new Error(`Tenant ${tenantId} has no connection`);
    return toSettings(rows[0]);
  }

  async update(tenantId: number, settings: ConnectionSettings, now: number): Promise<void> {
    const row = Object.entries({ ...toRow(settings), updated_at: now });
    await this.unit.execute(
      `UPDATE connections SET ${row.map(([column]) => `${column} = ?`).join(', ')} WHERE tenant_id = ?`,
      [...row.map(([, value]) => value), tenantId],
    );
  }

  /** What decides on the status, of the secret that is not void. */
  async findSecretFacts(tenantId: number): Promise<SecretFacts | undefined> {
    const rows = await this.unit.query<SecretFactsRow>(
      `SELECT s.expires_at, s.expired_at, s.last_used_at, CASE WHEN EXISTS (
         SELECT 1 FROM connections c JOIN resources r ON r.id = c.administrator_id AND r.tenant_id = c.tenant_id
         JOIN role_grants g ON g.user_id = r.id AND g.tenant_id = c.tenant_id
         WHERE c.tenant_id = ? AND r.active = 1 AND g.role IN (?, ?)) THEN 1 ELSE 0 END AS administrator_is_fit
       FROM scim_secrets s WHERE s.tenant_id = ? AND s.active = 1`,
      [tenantId, ...SECRET_ROLES, tenantId],
    );
    return rows[0] && toFacts(rows[0]);
  }
}

function toRow(settings: ConnectionSettings): Record<string, Parameter> {
  return {
    enabled: flag(settings.enabled),
    name: settings.name,
    provider: settings.provider,
    administrator_id: settings.administratorId,
    notification_emails: JSON.stringify(settings.notificationEmails),
    notify_on_failure: flag(settings.notifyOnFailure),
    notify_on_sync: flag(settings.notifyOnSync),
    mass_deactivation_share: settings.massDeactivationShare,
    provision_administrators: flag(settings.provisionAdministrators),
    organization_provisioning: flag(settings.organizationProvisioning),
    on_delete: settings.onDelete,
    rejoin: flag(settings.rejoin),
    match_users_by: settings.matchUsersBy,
    invitations: settings.invitations,
    role_attribute: settings.roleAttribute,
    assignable_roles: JSON.stringify(settings.assignableRoles),
    sso_enforced: flag(settings.ssoEnforced),
    conformance: settings.conformance,
  };
}

function toSettings(row: ConnectionRow): ConnectionSettings {
  return {
    enabled: row.enabled === 1,
    name: row.name,
    provider: row.provider,
    administratorId: row.administrator_id,
    notificationEmails: JSON.parse(row.notification_emails) as string[],
    notifyOnFailure: row.notify_on_failure === 1,
    notifyOnSync: row.notify_on_sync === 1,
    massDeactivationShare: row.mass_deactivation_share,
    provisionAdministrators: row.provision_administrators === 1,
    organizationProvisioning: row.organization_provisioning === 1,
    onDelete: row.on_delete,
    rejoin: row.rejoin === 1,
    matchUsersBy: row.match_users_by,
    invitations: row.invitations,
    roleAttribute: row.role_attribute,
    assignableRoles: JSON.parse(row.assignable_roles) as string[],
    ssoEnforced: row.sso_enforced === 1,
    conformance: row.conformance,
  };
}

function toFacts(row: SecretFactsRow): SecretFacts {
  return {
    expiresAt: row.expires_at,
    expiredAt: row.expired_at,
    lastUsedAt: row.last_used_at,
    administratorIsFit: row.administrator_is_fit === 1,
  };
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}
