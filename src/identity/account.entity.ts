import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../directory/resource.entity.js';
import { IntegerColumn, StringColumn, TimeColumn } from '../persistence/columns.js';

/** What a user needs to sign in here; users who never do have no row. */
@Entity('accounts')
export class AccountEntity {
  @ForeignKey(() => ResourceEntity, { name: 'accounts_user', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'varchar', length: 36 })
  userId: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  /** Argon2id in PHC form; null where only single sign-on is open. */
  @StringColumn('password_hash', 255, { nullable: true })
  passwordHash: string | null;

  @TimeColumn('last_sign_in_at', { nullable: true })
  lastSignInAt: number | null;
}
