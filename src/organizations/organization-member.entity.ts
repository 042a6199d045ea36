import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../directory/resource.entity.js';
import { IntegerColumn, TimeColumn } from '../persistence/columns.js';
import { OrganizationEntity } from './organization.entity.js';

/** A user belongs to an organization. */
@Entity('organization_members', { withoutRowid: true })
@Index('organization_members_user', ['userId', 'organizationId', 'tenantId'])
export class OrganizationMemberEntity {
  @ForeignKey(() => OrganizationEntity, { name: 'organization_members_organization', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'organization_id', type: 'varchar', length: 36 })
  organizationId: string;

  @ForeignKey(() => ResourceEntity, { name: 'organization_members_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 36 })
  userId: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  @TimeColumn('created_at')
  createdAt: number;
}
