import { Entity, ForeignKey, Index } from 'typeorm';
import {
  FlagColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** An address that hears of events. */
@Entity('webhooks')
@Index('webhooks_listing', ['tenantId', 'id'])
export class WebhookEntity {
  @PrimaryIdColumn('id')
  id: string;

  @ForeignKey(() => TenantEntity, { name: 'webhooks_tenant' })
  @IntegerColumn('tenant_id')
  tenantId: number;

  @LongTextColumn('url')
  url: string;

  /** What it is for. */
  @StringColumn('description', 255)
  description: string;

  /** JSON: the types of events, or `user.*`; empty for all. */
  @LongTextColumn('event_types')
  eventTypes: string;

  @FlagColumn('enabled')
  enabled: number;

  /** `manual`, `failing` or `gone`; null while it is enabled. */
  @StringColumn('disabled_reason', 16, { nullable: true })
  disabledReason: string | null;

  /** Encrypted with a key that is not in the database: those that sign, each with its end. */
  @LongTextColumn('secrets_sealed')
  secretsSealed: string;

  /** The last sequence of the journal for which deliveries were made, or were not to be made. */
  @TimeColumn('position')
  position: number;

  /** The first failure since the last success; null while there is none. */
  @TimeColumn('failing_since', { nullable: true })
  failingSince: number | null;

  /** Until when the receiver has asked to be left alone. */
  @TimeColumn('paused_until', { nullable: true })
  pausedUntil: number | null;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
