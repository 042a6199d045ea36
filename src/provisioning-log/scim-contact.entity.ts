import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { IntegerColumn, LongTextColumn, StringColumn, TimeColumn } from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** How a tenant's IdP was heard of last, and its rhythm. */
@Entity('scim_contacts')
export class ScimContactEntity {
  @ForeignKey(() => TenantEntity, { name: 'scim_contacts_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** Of a call with a secret that opens the door; to the minute while nothing changes. */
  @TimeColumn('last_call_at', { nullable: true })
  lastCallAt: number | null;

  @StringColumn('provider', 16, { nullable: true })
  provider: string | null;

  @LongTextColumn('user_agent', { nullable: true })
  userAgent: string | null;

  @StringColumn('ip', 64, { nullable: true })
  ip: string | null;

  /** Bursts of calls so far. */
  @IntegerColumn('syncs')
  syncs: number;

  /** Milliseconds of silence between bursts that are usual. */
  @TimeColumn('longest_pause')
  longestPause: number;

  @TimeColumn('voided_secret_used_at', { nullable: true })
  voidedSecretUsedAt: number | null;

  @StringColumn('voided_secret_ip', 64, { nullable: true })
  voidedSecretIp: string | null;
}
