import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { FlagColumn, LongTextColumn, StringColumn, TimeColumn } from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** A schema of the tenant's own that extends users or groups (RFC 7643 §3.3). */
@Entity('schema_extensions')
export class SchemaExtensionEntity {
  @ForeignKey(() => TenantEntity, { name: 'schema_extensions_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** The URN in lower case: URNs are the same whatever their case. */
  @PrimaryColumn({ name: 'urn_key', type: 'varbinary', length: 128 })
  urnKey: Buffer;

  /** The URN as it is written in answers. */
  @StringColumn('urn', 128)
  urn: string;

  /** `User` or `Group`. */
  @StringColumn('resource_type', 32)
  resourceType: string;

  @LongTextColumn('name')
  name: string;

  @LongTextColumn('description')
  description: string;

  @FlagColumn('required')
  required: number;

  /** JSON: the attributes with their characteristics. */
  @LongTextColumn('attributes')
  attributes: string;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
