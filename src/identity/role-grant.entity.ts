import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../directory/resource.entity.js';
import { IntegerColumn } from '../persistence/columns.js';

/** A user holds a role. */
@Entity('role_grants', { withoutRowid: true })
@Index('role_grants_role', ['role', 'tenantId', 'userId'])
export class RoleGrantEntity {
  @ForeignKey(() => ResourceEntity, { name: 'role_grants_user', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 36 })
  userId: string;

  /** Name of a built-in role, or id of an own one. */
  @PrimaryColumn({ name: 'role', type: 'varchar', length: 64 })
  role: string;

  /** Where it comes from: `manual`, `scim` where the IdP gave it, `mapping`; each takes back what it has given. */
  @PrimaryColumn({ name: 'source', type: 'varchar', length: 48 })
  source: string;

  @IntegerColumn('tenant_id')
  tenantId: number;
}
