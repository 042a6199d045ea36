import { Entity, Index } from 'typeorm';
import {
  BytesColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';

/**
 * One change: who did what to whom, with each attribute before and after. Written in the change's own transaction
 * and never altered; the sealer gives the sequence and the link later.
 */
@Entity('journal_entries')
@Index('journal_entries_time', ['tenantId', 'id'])
@Index('journal_entries_target', ['tenantId', 'targetId', 'id'])
@Index('journal_entries_actor', ['tenantId', 'actorId', 'id'])
@Index('journal_entries_action', ['tenantId', 'action', 'id'])
@Index('journal_entries_sequence', ['tenantId', 'sequence'], { unique: true })
export class JournalEntryEntity {
  /** UUID version 7: in order of time. */
  @PrimaryIdColumn('id')
  id: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  /** Gap-free position in commit order; null until sealed. */
  @TimeColumn('sequence', { nullable: true })
  sequence: number | null;

  @TimeColumn('time')
  time: number;

  /** `user`, `scim`, `system` or `token`. */
  @StringColumn('actor_type', 16)
  actorType: string;

  @IdColumn('actor_id', { nullable: true })
  actorId: string | null;

  /** The actor's name as it was then. */
  @LongTextColumn('actor_display')
  actorDisplay: string;

  @StringColumn('actor_ip', 64, { nullable: true })
  actorIp: string | null;

  /** E.g. `user.created`; the contract lists them. */
  @StringColumn('action', 64)
  action: string;

  @StringColumn('target_type', 32)
  targetType: string;

  @IdColumn('target_id', { nullable: true })
  targetId: string | null;

  @LongTextColumn('target_display')
  targetDisplay: string;

  /** JSON: `[{path, before, after}]`. */
  @LongTextColumn('changes')
  changes: string;

  @StringColumn('request_id', 64, { nullable: true })
  requestId: string | null;

  /** `success` or `failure`. */
  @StringColumn('outcome', 16)
  outcome: string;

  /** With what the digest is made; null once the content was erased. */
  @BytesColumn('salt', 16, { nullable: true })
  salt: Buffer | null;

  /** HMAC of the content; null until sealed, like the following. */
  @BytesColumn('content_digest', 32, { nullable: true })
  contentDigest: Buffer | null;

  /** HMAC of the link before, the sequence and the digest. */
  @BytesColumn('chain', 32, { nullable: true })
  chain: Buffer | null;

  /** Which key the chain is of. */
  @StringColumn('key_id', 16, { nullable: true })
  keyId: string | null;

  /** HMAC of what was left when the content was erased; null where nothing was. */
  @BytesColumn('erasure', 32, { nullable: true })
  erasure: Buffer | null;
}
