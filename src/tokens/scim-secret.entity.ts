import { Entity, ForeignKey, Index } from 'typeorm';
import {
  BytesColumn,
  FlagColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** A SCIM secret that was issued: the active one and, for clear answers, those that came before it. */
@Entity('scim_secrets')
@Index('scim_secrets_active', ['tenantId', 'active'], { unique: true })
export class ScimSecretEntity {
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'scim_secrets_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** HMAC-SHA-256 of the secret; the secret itself is never stored. */
  @Index('scim_secrets_digest', { unique: true })
  @BytesColumn('digest', 32)
  digest: Buffer;

  /** The first and last characters, to recognise it by. */
  @StringColumn('hint', 32)
  hint: string;

  /** 1, or null once voided: the unique index lets one row a tenant be 1. */
  @FlagColumn('active', { nullable: true })
  active: number | null;

  @TimeColumn('issued_at')
  issuedAt: number;

  @IdColumn('issued_by', { nullable: true })
  issuedBy: string | null;

  @LongTextColumn('issued_by_display')
  issuedByDisplay: string;

  @TimeColumn('expires_at', { nullable: true })
  expiresAt: number | null;

  /** When it was first seen expired: it stays so, even if the clock is set back. */
  @TimeColumn('expired_at', { nullable: true })
  expiredAt: number | null;

  @TimeColumn('voided_at', { nullable: true })
  voidedAt: number | null;

  @IdColumn('voided_by', { nullable: true })
  voidedBy: string | null;

  @TimeColumn('last_used_at', { nullable: true })
  lastUsedAt: number | null;
}
