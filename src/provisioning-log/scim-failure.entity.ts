import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IdColumn, IntegerColumn, TimeColumn } from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** What the IdP wants and has not got yet: gone once a call for the same target succeeds. */
@Entity('scim_failures')
@Index('scim_failures_request', ['tenantId', 'request'])
export class ScimFailureEntity {
  @ForeignKey(() => TenantEntity, { name: 'scim_failures_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** SHA-256 of what names the target. */
  @PrimaryColumn({ name: 'target_key', type: 'varbinary', length: 32 })
  targetKey: Buffer;

  @TimeColumn('first_at')
  firstAt: number;

  @TimeColumn('last_at')
  lastAt: number;

  /** Calls that failed since. */
  @IntegerColumn('count')
  count: number;

  /** The id of the last one in the log. */
  @IdColumn('request')
  request: string;
}
