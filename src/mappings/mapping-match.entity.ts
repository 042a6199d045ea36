import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../directory/resource.entity.js';
import { IntegerColumn } from '../persistence/columns.js';
import { MappingRuleEntity } from './mapping-rule.entity.js';

/** A rule is about a user. */
@Entity('mapping_matches', { withoutRowid: true })
@Index('mapping_matches_user', ['userId', 'ruleId', 'tenantId'])
export class MappingMatchEntity {
  @ForeignKey(() => MappingRuleEntity, { name: 'mapping_matches_rule', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'rule_id', type: 'varchar', length: 36 })
  ruleId: string;

  @ForeignKey(() => ResourceEntity, { name: 'mapping_matches_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 36 })
  userId: string;

  @IntegerColumn('tenant_id')
  tenantId: number;
}
