import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IdColumn } from '../persistence/columns.js';
import { ResourceEntity } from './resource.entity.js';

/** A value that one resource of the tenant may have (RFC 7643 §2.2 `uniqueness`), beside the names. */
@Entity('unique_values', { withoutRowid: true })
@Index('unique_values_resource', ['resourceId', 'attribute'])
export class UniqueValueEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** As `attribute_values` names it. */
  @PrimaryColumn({ name: 'attribute', type: 'varchar', length: 255 })
  attribute: string;

  /** SHA-256 of the comparison key: unique at any length. */
  @PrimaryColumn({ name: 'value_digest', type: 'varbinary', length: 32 })
  valueDigest: Buffer;

  @ForeignKey(() => ResourceEntity, { name: 'unique_values_resource_id', onDelete: 'CASCADE' })
  @IdColumn('resource_id')
  resourceId: string;
}
