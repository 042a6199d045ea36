import { Entity, ForeignKey, Index } from 'typeorm';
import {
  BytesColumn,
  FlagColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  TimeColumn,
} from '../../persistence/columns.js';
import { TenantEntity } from '../../tenants/tenant.entity.js';

/**
 * A user whom the IdP has deleted, in a table of their own: no list, filter, sign-in or uniqueness can meet them by
 * mistake. Not kept: passwords, sign-ins, and what was given by access tokens.
 */
@Entity('retained_users')
@Index('retained_users_listing', ['tenantId', 'deletedAt', 'id'])
@Index('retained_users_external_id', ['tenantId', 'externalIdDigest', 'deletedAt'])
@Index('retained_users_age', ['deletedAt', 'tenantId'])
export class RetainedUserEntity {
  /** The user's own, under which they come back. */
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'retained_users_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** The last one: versions go on from there. */
  @IntegerColumn('version')
  version: number;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('deleted_at')
  deletedAt: number;

  /** As in `resources`. */
  @LongTextColumn('document')
  document: string;

  @LongTextColumn('display')
  display: string;

  /** Whether they come back active. */
  @FlagColumn('active')
  active: number;

  /** Whether they come back managed by the IdP. */
  @FlagColumn('externally_managed')
  externallyManaged: number;

  /** SHA-256 of the externalId. */
  @BytesColumn('external_id_digest', 32, { nullable: true })
  externalIdDigest: Buffer | null;

  /** JSON: the direct groups and the organizations by id, and the roles with their source. */
  @LongTextColumn('belongings')
  belongings: string;
}
