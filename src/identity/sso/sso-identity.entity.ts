import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../../directory/resource.entity.js';
import { IdColumn, LongTextColumn, TimeColumn } from '../../persistence/columns.js';

/** Who a user is at the OpenID provider: issuer and subject, and nothing that can be given to somebody else. */
@Entity('sso_identities')
@Index('sso_identities_user', ['userId', 'tenantId'])
export class SsoIdentityEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** SHA-256 of issuer and subject: unique at any length. */
  @PrimaryColumn({ name: 'identity_digest', type: 'varbinary', length: 32 })
  identityDigest: Buffer;

  @ForeignKey(() => ResourceEntity, { name: 'sso_identities_user_id', onDelete: 'CASCADE' })
  @IdColumn('user_id')
  userId: string;

  @LongTextColumn('issuer')
  issuer: string;

  @LongTextColumn('subject')
  subject: string;

  @TimeColumn('linked_at')
  linkedAt: number;
}
