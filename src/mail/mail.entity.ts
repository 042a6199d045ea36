import { Entity, ForeignKey, Index } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** A mail to one person: to be sent, sent, or given up. */
@Entity('mails')
@Index('mails_dedupe', ['tenantId', 'dedupeKey'], { unique: true })
@Index('mails_listing', ['tenantId', 'id'])
@Index('mails_state', ['tenantId', 'state', 'id'])
@Index('mails_due', ['tenantId', 'bulk', 'nextAttemptAt'])
@Index('mails_next', ['nextAttemptAt', 'tenantId'])
@Index('mails_rate', ['lastAttemptAt'])
@Index('mails_finished', ['finishedAt'])
export class MailEntity {
  /** Also the Message-ID: whoever gets a mail twice has the same one twice. */
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'mails_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  /** What it is about, e.g. `secret_expiry`. */
  @StringColumn('kind', 64)
  kind: string;

  /** What makes that it exists once, over restarts and replicas. */
  @StringColumn('dedupe_key', 400, { nullable: true })
  dedupeKey: string | null;

  @StringColumn('recipient_name', 255, { nullable: true })
  recipientName: string | null;

  @StringColumn('recipient_address', 320)
  recipientAddress: string;

  @StringColumn('subject', 255)
  subject: string;

  /** JSON of text and HTML, sealed, for it may hold a one-time link; null once the mail is sent. */
  @LongTextColumn('content', { nullable: true })
  content: string | null;

  /** `queued`, `sent`, `bounced` or `failed`. */
  @StringColumn('state', 16)
  state: string;

  /** 1 for one of many, which others need not wait for. */
  @FlagColumn('bulk')
  bulk: number;

  /** Begun ones, also those that nobody knows the end of. */
  @IntegerColumn('attempts')
  attempts: number;

  /** Null once nobody tries any more. While somebody tries: when another one may take it over. */
  @TimeColumn('next_attempt_at', { nullable: true })
  nextAttemptAt: number | null;

  /** Who tries, or has tried last. */
  @IdColumn('claim', { nullable: true })
  claim: string | null;

  @TimeColumn('last_attempt_at', { nullable: true })
  lastAttemptAt: number | null;

  /** Why it is not sent, in plain words. */
  @LongTextColumn('last_error', { nullable: true })
  lastError: string | null;

  /** A failure after this time is the last one. */
  @TimeColumn('given_up_at')
  givenUpAt: number;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('finished_at', { nullable: true })
  finishedAt: number | null;
}
