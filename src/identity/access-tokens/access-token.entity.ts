import { Entity, ForeignKey, Index } from 'typeorm';
import { ResourceEntity } from '../../directory/resource.entity.js';
import {
  BytesColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../../persistence/columns.js';

/** A program's token: acts for its owner, and never for more than its owner may do. */
@Entity('access_tokens')
@Index('access_tokens_user', ['userId', 'id'])
@Index('access_tokens_listing', ['tenantId', 'id'])
export class AccessTokenEntity {
  @PrimaryIdColumn('id')
  id: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  /** The owner. */
  @ForeignKey(() => ResourceEntity, { name: 'access_tokens_user_id', onDelete: 'CASCADE' })
  @IdColumn('user_id')
  userId: string;

  @StringColumn('name', 255)
  name: string;

  /** HMAC-SHA-256 of the token; the token itself is never stored. */
  @Index('access_tokens_digest', { unique: true })
  @BytesColumn('digest', 32)
  digest: Buffer;

  /** The first and last characters, to recognise it by. */
  @StringColumn('hint', 32)
  hint: string;

  /** JSON: names of permissions. */
  @LongTextColumn('permissions')
  permissions: string;

  /** JSON: ids of the groups whose people it sees; null where it is not limited. */
  @LongTextColumn('group_ids', { nullable: true })
  groupIds: string | null;

  /** JSON: ids of the organizations whose people it sees; null where it is not limited. */
  @LongTextColumn('organization_ids', { nullable: true })
  organizationIds: string | null;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('expires_at', { nullable: true })
  expiresAt: number | null;

  @TimeColumn('last_used_at', { nullable: true })
  lastUsedAt: number | null;
}
