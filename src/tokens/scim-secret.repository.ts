import { Injectable } from '@nestjs/common';
import { SECRET_ROLES } from '../identity/permissions.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { ScimIdentity } from './scim-identity.js';

/** A secret that was issued. Times in milliseconds since the epoch. */
export interface StoredSecret {
  readonly id: string;
  readonly hint: string;
  readonly issuedAt: number;
  readonly issuedBy: string | null;
  readonly issuedByDisplay: string;
  readonly expiresAt: number | null;
  /** When it was first seen expired. */
  readonly expiredAt: number | null;
  readonly voidedAt: number | null;
  readonly lastUsedAt: number | null;
}

/** A secret with what decides on whether it opens the door. */
export interface PresentedSecret extends StoredSecret {
  readonly tenantId: number;
  /** The tenant's own public address. */
  readonly publicUrl: string | undefined;
  readonly connection: ScimIdentity['connection'];
  readonly schemas: ScimIdentity['schemas'];
  readonly administrator: { readonly id: string; readonly display: string } | undefined;
  /** The administrator is active and holds a role that may issue the secret. */
  readonly administratorIsFit: boolean;
  readonly issuer: ScimIdentity['issuer'];
}

interface SecretRow {
  readonly id: string;
  readonly hint: string;
  readonly issued_at: number;
  readonly issued_by: string | null;
  readonly issued_by_display: string;
  readonly expires_at: number | null;
  readonly expired_at: number | null;
  readonly voided_at: number | null;
  readonly last_used_at: number | null;
}

interface PresentedRow extends SecretRow {
  readonly tenant_id: number;
  readonly public_url: string | null;
  readonly enabled: number;
  readonly provider: ScimIdentity['connection']['provider'];
  readonly conformance: 'tolerant' | 'strict';
  readonly match_users_by: ScimIdentity['connection']['matchUsersBy'];
  readonly on_delete: ScimIdentity['connection']['onDelete'];
  readonly rejoin: number;
  readonly provision_administrators: number;
  readonly role_attribute: string | null;
  readonly assignable_roles: string;
  readonly schemas_version: number;
  readonly administrator_id: string | null;
  readonly administrator_display: string | null;
  readonly administrator_is_fit: number;
  readonly issuer_may_give_all: number;
}

const COLUMNS =
  's.id, s.hint, s.issued_at, s.issued_by, s.issued_by_display, s.expires_at, s.expired_at, s.voided_at, s.last_used_at';

@Injectable()
export class ScimSecretRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** By the digest, which is unique among all tenants: the secret is what selects the tenant. */
  async findPresented(digest: Buffer): Promise<PresentedSecret | undefined> {
    const rows = await this.unit.query<PresentedRow>(
      `SELECT ${COLUMNS}, s.tenant_id, t.public_url, c.enabled, c.provider, c.conformance, c.match_users_by,
         c.on_delete, c.rejoin, c.provision_administrators, c.role_attribute, c.assignable_roles, t.schemas_version, r.id AS administrator_id,
         r.display AS administrator_display,
         CASE WHEN r.active = 1 AND EXISTS (
           SELECT 1 FROM role_grants g WHERE g.tenant_id = s.tenant_id AND g.user_id = r.id AND g.role IN (?, ?)
         ) THEN 1 ELSE 0 END AS administrator_is_fit,
         CASE WHEN s.issued_by IS NULL OR EXISTS (
           SELECT 1 FROM role_grants a JOIN resources i ON i.id = a.user_id AND i.tenant_id = a.tenant_id
           WHERE a.tenant_id = s.tenant_id AND a.user_id = s.issued_by AND a.role = 'administrator' AND i.active = 1
         ) THEN 1 ELSE 0 END AS issuer_may_give_all
       FROM scim_secrets s JOIN connections c ON c.tenant_id = s.tenant_id JOIN tenants t ON t.id = s.tenant_id
       LEFT JOIN resources r ON r.id = c.administrator_id AND r.tenant_id = s.tenant_id
       WHERE s.digest = ?`,
      [...SECRET_ROLES, digest],
    );
    return rows[0] && toPresentedSecret(rows[0]);
  }

  /** The tenant's secret that is not void, expired or not. */
  async findActive(tenantId: number): Promise<StoredSecret | undefined> {
    const rows = await this.unit.query<SecretRow>(
      `SELECT ${COLUMNS} FROM scim_secrets s WHERE s.tenant_id = ? AND s.active = 1`,
      [tenantId],
    );
    return rows[0] && toStoredSecret(rows[0]);
  }

  async hasAny(tenantId: number): Promise<boolean> {
    const rows = await this.unit.query('SELECT 1 FROM scim_secrets WHERE tenant_id = ? LIMIT 1', [tenantId]);
    return rows.length > 0;
  }

  async insert(tenantId: number, secret: StoredSecret, digest: Buffer): Promise<void> {
    await this.unit.execute(
      `INSERT INTO scim_secrets (id, tenant_id, digest, hint, active, issued_at, issued_by, issued_by_display,
         expires_at) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)`,
      [
        secret.id,
        tenantId,
        digest,
        secret.hint,
        secret.issuedAt,
        secret.issuedBy,
        secret.issuedByDisplay,
        secret.expiresAt,
      ],
    );
  }

  async void(tenantId: number, id: string, at: number, by: string | null): Promise<void> {
    await this.unit.execute(
      'UPDATE scim_secrets SET active = NULL, voided_at = ?, voided_by = ? WHERE tenant_id = ? AND id = ?',
      [at, by, tenantId, id],
    );
  }

  /** @returns false when it was marked before */
  async markExpired(tenantId: number, id: string, at: number): Promise<boolean> {
    const { affected } = await this.unit.execute(
      'UPDATE scim_secrets SET expired_at = ? WHERE tenant_id = ? AND id = ? AND expired_at IS NULL',
      [at, tenantId, id],
    );
    return affected === 1;
  }

  async markUsed(tenantId: number, id: string, at: number): Promise<void> {
    await this.unit.execute('UPDATE scim_secrets SET last_used_at = ? WHERE tenant_id = ? AND id = ?', [
      at,
      tenantId,
      id,
    ]);
  }
}

function toStoredSecret(row: SecretRow): StoredSecret {
  return {
    id: row.id,
    hint: row.hint,
    issuedAt: row.issued_at,
    issuedBy: row.issued_by,
    issuedByDisplay: row.issued_by_display,
    expiresAt: row.expires_at,
    expiredAt: row.expired_at,
    voidedAt: row.voided_at,
    lastUsedAt: row.last_used_at,
  };
}

function toPresentedSecret(row: PresentedRow): PresentedSecret {
  return {
    ...toStoredSecret(row),
    tenantId: row.tenant_id,
    publicUrl: row.public_url ?? undefined,
    connection: {
      enabled: row.enabled === 1,
      provider: row.provider,
      conformance: row.conformance,
      matchUsersBy: row.match_users_by,
      onDelete: row.on_delete,
      rejoin: row.rejoin === 1,
      provisionAdministrators: row.provision_administrators === 1,
      assignableRoles: JSON.parse(row.assignable_roles) as string[],
    },
    schemas: { version: row.schemas_version, roleAttribute: row.role_attribute },
    administrator:
      row.administrator_id === null
        ? undefined
        : { id: row.administrator_id, display: row.administrator_display! },
    administratorIsFit: row.administrator_is_fit === 1,
    issuer:
      row.issued_by === null || row.issuer_may_give_all === 1
        ? undefined
        : { userId: row.issued_by, display: row.issued_by_display },
  };
}
