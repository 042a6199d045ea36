import { Entity, ForeignKey, Index } from 'typeorm';
import {
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryIdColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { WebhookEntity } from './webhook.entity.js';

/**
 * An event on its way to a webhook, or arrived, or given up. The event itself stays in the journal alone, so that
 * what is erased there is not kept here.
 */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_due', ['webhookId', 'state', 'dueAt'])
@Index('webhook_deliveries_order', ['webhookId', 'state', 'resourceId', 'sequence'])
@Index('webhook_deliveries_state', ['webhookId', 'state', 'id'])
@Index('webhook_deliveries_listing', ['webhookId', 'id'])
export class WebhookDeliveryEntity {
  @PrimaryIdColumn('id')
  id: string;

  @IntegerColumn('tenant_id')
  tenantId: number;

  @ForeignKey(() => WebhookEntity, { name: 'webhook_deliveries_webhook', onDelete: 'CASCADE' })
  @IdColumn('webhook_id')
  webhookId: string;

  /** The journal's entry. */
  @IdColumn('event_id')
  eventId: string;

  @TimeColumn('sequence')
  sequence: number;

  @StringColumn('event_type', 64)
  eventType: string;

  /** Whose order is kept. */
  @IdColumn('resource_id')
  resourceId: string;

  /** `pending`, `delivered` or `dead`. */
  @StringColumn('state', 16)
  state: string;

  /** Requests that were answered, or were not in time. */
  @IntegerColumn('attempts')
  attempts: number;

  /**
   * When it is to be tried; while it is being tried, when whoever does so counts as dead. Null while an earlier event
   * of the resource is pending, and once it is not pending any more.
   */
  @TimeColumn('due_at', { nullable: true })
  dueAt: number | null;

  /** Whoever is trying it knows this. */
  @IdColumn('claim', { nullable: true })
  claim: string | null;

  @TimeColumn('last_attempt_at', { nullable: true })
  lastAttemptAt: number | null;

  /** The status of the last answer; null where there was none. */
  @IntegerColumn('last_status', { nullable: true })
  lastStatus: number | null;

  /** Milliseconds. */
  @IntegerColumn('last_duration', { nullable: true })
  lastDuration: number | null;

  /** Why there was no answer, or none that counts. */
  @LongTextColumn('last_error', { nullable: true })
  lastError: string | null;

  /** The beginning of the last answer. */
  @LongTextColumn('last_response', { nullable: true })
  lastResponse: string | null;
}
