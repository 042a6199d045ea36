import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LongTextColumn, TimeColumn } from '../../persistence/columns.js';
import { TenantEntity } from '../../tenants/tenant.entity.js';

/** A tenant's OpenID provider. */
@Entity('sso_settings')
export class SsoSettingsEntity {
  @ForeignKey(() => TenantEntity, { name: 'sso_settings_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  @LongTextColumn('issuer')
  issuer: string;

  @LongTextColumn('client_id')
  clientId: string;

  /** Encrypted with a key that is not in the database; null for a public client. */
  @LongTextColumn('client_secret_sealed', { nullable: true })
  clientSecretSealed: string | null;

  /** When somebody last signed in with these settings; null since they were changed. */
  @TimeColumn('tested_at', { nullable: true })
  testedAt: number | null;

  @TimeColumn('updated_at')
  updatedAt: number;
}
