import { Entity, Index, PrimaryColumn } from 'typeorm';
import { IntegerColumn, TimeColumn } from '../../persistence/columns.js';

/** How often signing in failed lately, for an account or from an address; of no tenant, because one may guess those too. */
@Entity('sign_in_throttles')
export class SignInThrottleEntity {
  /** HMAC of what is counted: neither names nor addresses stand here. */
  @PrimaryColumn({ name: 'subject_digest', type: 'varbinary', length: 32 })
  subjectDigest: Buffer;

  @IntegerColumn('failures')
  failures: number;

  @Index('sign_in_throttles_age')
  @TimeColumn('last_failed_at')
  lastFailedAt: number;

  @TimeColumn('blocked_until')
  blockedUntil: number;
}
