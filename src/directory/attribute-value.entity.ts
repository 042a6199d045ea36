import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BytesColumn, FlagColumn, IntegerColumn, LongBytesColumn } from '../persistence/columns.js';
import { ResourceEntity } from './resource.entity.js';

/**
 * One simple value of a resource, as filters and sorting see it: `emails.value` of the second e-mail is a row.
 * Comparison keys are bytes (src/scim/filter/key.ts), so that every engine compares alike.
 */
@Entity('attribute_values', { withoutRowid: true })
@Index('attribute_values_lookup', ['tenantId', 'attribute', 'valueKey', 'resourceId', 'isLeading'])
export class AttributeValueEntity {
  @ForeignKey(() => ResourceEntity, { name: 'attribute_values_resource', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'resource_id', type: 'varchar', length: 36 })
  resourceId: string;

  /** The attribute's stored name (src/scim/path/attribute-path.ts), e.g. `emails.value`. */
  @PrimaryColumn({ name: 'attribute', type: 'varchar', length: 255 })
  attribute: string;

  /** Which element of a multi-valued attribute, from 0. */
  @PrimaryColumn({ name: 'element', type: 'integer' })
  element: number;

  @IntegerColumn('tenant_id')
  tenantId: number;

  /** The comparison key, or of one of 512 bytes or more the first 512 (stored-key.ts). */
  @BytesColumn('value_key', 512)
  valueKey: Buffer;

  /** The rest of such a long one. */
  @LongBytesColumn('value_tail', { nullable: true })
  valueTail: Buffer | null;

  /** 1 on the value that stands for the attribute when sorting: the primary element's, else the first's. */
  @FlagColumn('is_leading')
  isLeading: number;
}
