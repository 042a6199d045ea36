import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TimeColumn } from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** How often an IdP has leaned on a tolerance. */
@Entity('scim_tolerances')
export class ScimToleranceEntity {
  @ForeignKey(() => TenantEntity, { name: 'scim_tolerances_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  @PrimaryColumn({ name: 'name', type: 'varchar', length: 64 })
  name: string;

  @TimeColumn('count')
  count: number;

  @TimeColumn('last_used_at')
  lastUsedAt: number;
}
