import { Entity, ForeignKey, Index } from 'typeorm';
import {
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** A call of the IdP that has changed something, or failed. */
@Entity('scim_requests')
@Index('scim_requests_time', ['tenantId', 'id'])
@Index('scim_requests_outcome', ['tenantId', 'outcome', 'id'])
@Index('scim_requests_target', ['tenantId', 'targetId', 'id'])
@Index('scim_requests_request', ['tenantId', 'requestId'])
export class ScimRequestEntity {
  /** UUID version 7, made when the row is: in order of time. */
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'scim_requests_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** When the call arrived. */
  @TimeColumn('time')
  time: number;

  @StringColumn('request_id', 64)
  requestId: string;

  /** `changed` or `failed`. */
  @StringColumn('outcome', 16)
  outcome: string;

  /** What a change did to its target; null of a failure. */
  @StringColumn('effect', 16, { nullable: true })
  effect: string | null;

  @StringColumn('operation', 16)
  operation: string;

  @StringColumn('method', 16)
  method: string;

  /** Without the query. */
  @LongTextColumn('path')
  path: string;

  /** `user` or `group`. */
  @StringColumn('target_type', 16, { nullable: true })
  targetType: string | null;

  /** As the IdP has named it: there need not be one. */
  @StringColumn('target_id', 64, { nullable: true })
  targetId: string | null;

  @LongTextColumn('target_display', { nullable: true })
  targetDisplay: string | null;

  /** Null until the call has ended; what a killed server has left stays so. */
  @IntegerColumn('status', { nullable: true })
  status: number | null;

  /** The kind of failure, e.g. `not_found`. */
  @StringColumn('code', 64, { nullable: true })
  code: string | null;

  @StringColumn('scim_type', 32, { nullable: true })
  scimType: string | null;

  @LongTextColumn('detail', { nullable: true })
  detail: string | null;

  @IntegerColumn('microseconds', { nullable: true })
  microseconds: number | null;

  @StringColumn('provider', 16)
  provider: string;

  @LongTextColumn('user_agent', { nullable: true })
  userAgent: string | null;

  @StringColumn('ip', 64, { nullable: true })
  ip: string | null;

  /** JSON: names. */
  @LongTextColumn('tolerances', { nullable: true })
  tolerances: string | null;

  /** JSON of what was sent, of a failure, without secrets. */
  @LongTextColumn('request', { nullable: true })
  request: string | null;

  /** JSON of the error that was answered. */
  @LongTextColumn('answer', { nullable: true })
  answer: string | null;
}
