import { Entity, ForeignKey, Index } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** By which people belong to an organization, hold a role, or both. */
@Entity('mapping_rules')
@Index('mapping_rules_listing', ['tenantId', 'position', 'id'])
@Index('mapping_rules_group', ['groupId', 'tenantId'])
@Index('mapping_rules_organization', ['organizationId', 'tenantId'])
export class MappingRuleEntity {
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'mapping_rules_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** From 1; that of automatic ones is after all. */
  @IntegerColumn('position')
  position: number;

  /** It keeps the organization of a group that the IdP pushes. */
  @FlagColumn('automatic')
  automatic: number;

  /** Whose members it is about; null where a filter says so. No foreign key: the rule outlives the group. */
  @IdColumn('group_id', { nullable: true })
  groupId: string | null;

  /** What the group was called when it was last seen. */
  @LongTextColumn('group_name', { nullable: true })
  groupName: string | null;

  /** A SCIM filter on users. */
  @LongTextColumn('filter', { nullable: true })
  filter: string | null;

  /** No foreign key: the rule outlives the organization. */
  @IdColumn('organization_id', { nullable: true })
  organizationId: string | null;

  @LongTextColumn('organization_name', { nullable: true })
  organizationName: string | null;

  @StringColumn('organization_role', 64, { nullable: true })
  organizationRole: string | null;

  @StringColumn('role', 64, { nullable: true })
  role: string | null;

  /** Since when it is deleted; its row goes once nobody has anything by it. */
  @TimeColumn('ended_at', { nullable: true })
  endedAt: number | null;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
