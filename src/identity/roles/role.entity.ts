import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LongTextColumn, TimeColumn } from '../../persistence/columns.js';
import { TenantEntity } from '../../tenants/tenant.entity.js';

/** A role of the tenant's own; the built-in ones are in permissions.ts. */
@Entity('roles')
export class RoleEntity {
  @ForeignKey(() => TenantEntity, { name: 'roles_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** What grants, mappings and IdPs call it; never changes. */
  @PrimaryColumn({ name: 'name', type: 'varchar', length: 64 })
  name: string;

  @LongTextColumn('description')
  description: string;

  /** JSON: names of permissions. */
  @LongTextColumn('permissions')
  permissions: string;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
