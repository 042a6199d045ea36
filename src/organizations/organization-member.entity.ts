import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../directory/resource.entity.js';
import { FlagColumn, IntegerColumn, StringColumn, TimeColumn } from '../persistence/columns.js';
import { OrganizationEntity } from './organization.entity.js';

/** A user belongs to an organization: because somebody has said so, because of mapping rules, or both. */
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

  @FlagColumn('by_hand', { default: 1 })
  byHand: number;

  /** What they are in it, given by hand: it counts before that of a rule. */
  @StringColumn('given_role', 64, { nullable: true })
  givenRole: string | null;

  @FlagColumn('by_rule', { default: 0 })
  byRule: number;

  /** That of the first rule which says one. */
  @StringColumn('rule_role', 64, { nullable: true })
  ruleRole: string | null;
}
