import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../../directory/resource.entity.js';
import { IdColumn, IntegerColumn, TimeColumn } from '../../persistence/columns.js';

/** A user who is, or was, expected to come for the first time. Who was there before anybody was expected has no row. */
@Entity('invitations')
@Index('invitations_listing', ['tenantId', 'activatedAt', 'userId'])
export class InvitationEntity {
  @ForeignKey(() => ResourceEntity, { name: 'invitations_user', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 36 })
  userId: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  @TimeColumn('expected_since')
  expectedSince: number;

  /** When the last invitation was written; null while there was none. */
  @TimeColumn('sent_at', { nullable: true })
  sentAt: number | null;

  /** Of the last invitation; the mail itself is not kept for ever. */
  @IdColumn('mail_id', { nullable: true })
  mailId: string | null;

  /** Null while they are `invited`. */
  @TimeColumn('activated_at', { nullable: true })
  activatedAt: number | null;
}
