import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IntegerColumn, PrimaryIdColumn, StringColumn } from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** What is to be derived anew by a job: for all whom a rule is, or was, about. */
@Entity('mapping_refreshes')
@Index('mapping_refreshes_order', ['tenantId', 'id'])
export class MappingRefreshEntity {
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'mapping_refreshes_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** Null for the organizations of all groups that the IdP has pushed. */
  @IdColumn('rule_id', { nullable: true })
  ruleId: string | null;

  /** Where the rule has led before it was changed. */
  @IdColumn('organization_id', { nullable: true })
  organizationId: string | null;

  @StringColumn('role', 64, { nullable: true })
  role: string | null;
}
