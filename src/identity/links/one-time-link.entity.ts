import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../../directory/resource.entity.js';
import { IdColumn, IntegerColumn, StringColumn, TimeColumn } from '../../persistence/columns.js';

/** A link that lets somebody in once: to set a password, or back into a locked installation. */
@Entity('one_time_links')
@Index('one_time_links_user', ['userId', 'purpose'])
export class OneTimeLinkEntity {
  /** HMAC-SHA-256 of the link's token; the token itself is never stored. */
  @PrimaryColumn({ name: 'digest', type: 'varbinary', length: 32 })
  digest: Buffer;

  @IntegerColumn('tenant_id')
  tenantId: number;

  @ForeignKey(() => ResourceEntity, { name: 'one_time_links_user_id', onDelete: 'CASCADE' })
  @IdColumn('user_id')
  userId: string;

  /** `password_reset`, `recovery` or `invitation`. */
  @StringColumn('purpose', 32)
  purpose: string;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('expires_at')
  expiresAt: number;
}
