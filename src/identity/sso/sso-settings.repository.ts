import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../persistence/unit-of-work.js';

/** A tenant's OpenID provider. Times in milliseconds since the epoch. */
export interface SsoSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Sealed; null for a public client. */
  readonly clientSecret: string | null;
  /** When somebody last signed in by way of a test with these settings. */
  readonly testedAt: number | null;
  readonly updatedAt: number;
}

/** Whose word the provider, or that there is none, is; null while nobody has set one. */
export type SsoOrigin = 'environment' | 'api' | 'deleted' | null;

interface SettingsRow {
  readonly issuer: string;
  readonly client_id: string;
  readonly client_secret_sealed: string | null;
  readonly tested_at: number | null;
  readonly updated_at: number;
}

@Injectable()
export class SsoSettingsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async find(tenantId: number, { lock = false } = {}): Promise<SsoSettings | undefined> {
    const rows = await this.unit.query<SettingsRow>(
      `SELECT issuer, client_id, client_secret_sealed, tested_at, updated_at FROM sso_settings
       WHERE tenant_id = ?${lock ? this.unit.dialect.forUpdate : ''}`,
      [tenantId],
    );
    return rows[0] && toSettings(rows[0]);
  }

  async save(tenantId: number, settings: SsoSettings, origin: SsoOrigin): Promise<void> {
    await this.delete(tenantId, origin);
    await this.unit.execute(
      `INSERT INTO sso_settings (tenant_id, issuer, client_id, client_secret_sealed, tested_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [
        tenantId,
        settings.issuer,
        settings.clientId,
        settings.clientSecret,
        settings.testedAt,
        settings.updatedAt,
      ],
    );
  }

  /** @param updatedAt of the settings that were tested: others have not been */
  async markTested(tenantId: number, updatedAt: number, at: number): Promise<void> {
    await this.unit.execute('UPDATE sso_settings SET tested_at = ? WHERE tenant_id = ? AND updated_at = ?', [
      at,
      tenantId,
      updatedAt,
    ]);
  }

  async delete(tenantId: number, origin: SsoOrigin): Promise<void> {
    await this.unit.execute('DELETE FROM sso_settings WHERE tenant_id = ?', [tenantId]);
    await this.unit.execute('UPDATE connections SET sso_origin = ? WHERE tenant_id = ?', [origin, tenantId]);
  }

  /** Nobody else changes it until the unit of work ends. */
  async lockOrigin(tenantId: number): Promise<SsoOrigin> {
    const rows = await this.unit.query<{ sso_origin: SsoOrigin }>(
      `SELECT sso_origin FROM connections WHERE tenant_id = ?${this.unit.dialect.forUpdate}`,
      [tenantId],
    );
    return rows[0]!.sso_origin;
  }

  /** Whether the connection lets people sign in by single sign-on alone; with `lock` it stays so. */
  async isEnforced(tenantId: number, { lock = false } = {}): Promise<boolean> {
    const rows = await this.unit.query<{ sso_enforced: number }>(
      `SELECT sso_enforced FROM connections WHERE tenant_id = ?${lock ? this.unit.dialect.forUpdate : ''}`,
      [tenantId],
    );
    return rows[0]?.sso_enforced === 1;
  }

  /**
   * Whether a user may sign in with a password: nobody where single sign-on is enforced, and whom the IdP manages
   * not where there is one.
   */
  async allowsPassword(tenantId: number, userId: string): Promise<boolean> {
    const rows = await this.unit.query(
      `SELECT 1 FROM connections c JOIN resources r ON r.tenant_id = c.tenant_id
       WHERE c.tenant_id = ? AND r.id = ? AND c.sso_enforced = 0 AND (r.externally_managed = 0
         OR NOT EXISTS (SELECT 1 FROM sso_settings s WHERE s.tenant_id = c.tenant_id))`,
      [tenantId, userId],
    );
    return rows.length > 0;
  }
}

function toSettings(row: SettingsRow): SsoSettings {
  return {
    issuer: row.issuer,
    clientId: row.client_id,
    clientSecret: row.client_secret_sealed,
    testedAt: row.tested_at,
    updatedAt: row.updated_at,
  };
}
