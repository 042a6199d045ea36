import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IntegerColumn, StringColumn } from '../persistence/columns.js';
import { ResourceEntity } from './resource.entity.js';

/** A direct membership. Indirect ones follow from nested groups and are not stored. */
@Entity('group_members', { withoutRowid: true })
@Index('group_members_member', ['memberId', 'groupId', 'tenantId'])
export class GroupMemberEntity {
  @ForeignKey(() => ResourceEntity, { name: 'group_members_group', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'group_id', type: 'varchar', length: 36 })
  groupId: string;

  @ForeignKey(() => ResourceEntity, { name: 'group_members_resource', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'member_id', type: 'varchar', length: 36 })
  memberId: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  /** `User` or `Group`. */
  @StringColumn('member_type', 32)
  memberType: string;
}
