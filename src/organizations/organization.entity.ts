import { Entity, ForeignKey, Index } from 'typeorm';
import {
  BytesColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** Something that people belong to beside groups: a department, a subsidiary, a project of an application. */
@Entity('organizations')
@Index('organizations_name', ['tenantId', 'nameDigest'], { unique: true })
@Index('organizations_listing', ['tenantId', 'id'])
export class OrganizationEntity {
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'organizations_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  @StringColumn('name', 255)
  name: string;

  /** By which lists are searched and sorted: case does not matter. */
  @LongTextColumn('folded_name')
  foldedName: string;

  /** SHA-256 of the folded name: unique per tenant, whatever its case. */
  @BytesColumn('name_digest', 32)
  nameDigest: Buffer;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
