import { Entity, ForeignKey, Index } from 'typeorm';
import { IntegerColumn, PrimaryIdColumn, StringColumn, TimeColumn } from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** A burst of an IdP's calls: how many came to what. Its changes and failures are the requests of its time. */
@Entity('scim_syncs')
@Index('scim_syncs_time', ['tenantId', 'id'])
@Index('scim_syncs_end', ['tenantId', 'endedAt'])
export class ScimSyncEntity {
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'scim_syncs_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  @StringColumn('provider', 16)
  provider: string;

  @TimeColumn('started_at')
  startedAt: number;

  @TimeColumn('last_call_at')
  lastCallAt: number;

  /** The last call's time, once there have been none for a while: then the counts are final. */
  @TimeColumn('ended_at', { nullable: true })
  endedAt: number | null;

  @IntegerColumn('created')
  created: number;

  @IntegerColumn('matched')
  matched: number;

  @IntegerColumn('updated')
  updated: number;

  @IntegerColumn('deactivated')
  deactivated: number;

  @IntegerColumn('deleted')
  deleted: number;

  @IntegerColumn('failed')
  failed: number;

  /** Calls that neither changed anything nor failed. */
  @IntegerColumn('read_calls')
  readCalls: number;
}
