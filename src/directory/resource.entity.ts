import { Entity, ForeignKey, Index } from 'typeorm';
import {
  BytesColumn,
  FlagColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/**
 * A SCIM resource, user or group alike: its document and what lists, versions and uniqueness need beside it.
 * One table for both makes memberships (of users and of groups) plain foreign keys and `/.search` at the root
 * one query.
 */
@Entity('resources')
@Index('resources_name', ['tenantId', 'resourceType', 'nameDigest'], { unique: true })
@Index('resources_listing', [
  'tenantId',
  'resourceType',
  'id',
  'externallyManaged',
  'active',
  'lastModifiedAt',
  'createdAt',
])
@Index('resources_modified', [
  'tenantId',
  'resourceType',
  'lastModifiedAt',
  'id',
  'externallyManaged',
  'active',
])
export class ResourceEntity {
  /** UUID version 7: ids grow with time, so that lists in order of id are lists in order of creation. */
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'resources_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** `User` or `Group`. */
  @StringColumn('resource_type', 32)
  resourceType: string;

  /** Counts writes; the weak ETag is built from it. */
  @IntegerColumn('version')
  version: number;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('last_modified_at')
  lastModifiedAt: number;

  /** The SCIM document as JSON, without `id`, `meta` and relations. */
  @LongTextColumn('document')
  document: string;

  /** How the resource is shown where it is referred to: `members.display`, the journal, the console. */
  @LongTextColumn('display')
  display: string;

  /** `active` of a user (absent counts as 1); 1 for groups. */
  @FlagColumn('active')
  active: number;

  /** SHA-256 of the folded userName or group displayName: unique per tenant and type at any length. */
  @BytesColumn('name_digest', 32)
  nameDigest: Buffer;

  /** 1 when the IdP manages the resource: what it manages cannot be changed locally. */
  @FlagColumn('externally_managed')
  externallyManaged: number;

  /** What administrators show the group or user by: an address of a picture, or a short text; Rollcall's own. */
  @LongTextColumn('icon', { nullable: true })
  icon: string | null;

  /** How many direct members a group has: counted with each change, so that nobody needs to count them. 0 for users. */
  @IntegerColumn('member_count')
  memberCount: number;

  /** 1 when a managed resource was changed here by undoing, until the IdP writes it again. */
  @FlagColumn('drift', { default: 0 })
  drift: number;
}
