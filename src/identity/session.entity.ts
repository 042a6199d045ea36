import { Entity, ForeignKey, Index } from 'typeorm';
import { ResourceEntity } from '../directory/resource.entity.js';
import {
  BytesColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';

/** A sign-in. The token itself is never stored. */
@Entity('sessions')
@Index('sessions_user', ['userId', 'tenantId'])
export class SessionEntity {
  @PrimaryIdColumn('id')
  id: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  @ForeignKey(() => ResourceEntity, { name: 'sessions_user_id', onDelete: 'CASCADE' })
  @IdColumn('user_id')
  userId: string;

  @Index('sessions_token', { unique: true })
  @BytesColumn('token_digest', 32)
  tokenDigest: Buffer;

  /** How it began: `password`, `sso` or `recovery`. */
  @StringColumn('method', 16)
  method: string;

  /** From where it began. */
  @StringColumn('ip', 64, { nullable: true })
  ip: string | null;

  @LongTextColumn('user_agent', { nullable: true })
  userAgent: string | null;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('last_seen_at')
  lastSeenAt: number;

  @TimeColumn('expires_at')
  expiresAt: number;
}
