import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { IdColumn, IntegerColumn, TimeColumn } from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** What a tenant has been told of by mail. Replicas lock it, so that one at a time goes on from there. */
@Entity('notification_states')
export class NotificationStateEntity {
  @ForeignKey(() => TenantEntity, { name: 'notification_states_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  /** How far the sealed journal has been read. */
  @TimeColumn('position')
  position: number;

  /** Of which secret's end, and how many days before it. */
  @IdColumn('reminded_secret_id', { nullable: true })
  remindedSecretId: string | null;

  @IntegerColumn('reminded_days', { nullable: true })
  remindedDays: number | null;

  /** The secret of which was told that it is suspended; null while none is. */
  @IdColumn('suspended_secret_id', { nullable: true })
  suspendedSecretId: string | null;

  /** A late deactivation of the wave that was told of. */
  @TimeColumn('mass_deactivation_at', { nullable: true })
  massDeactivationAt: number | null;

  /** Since when what was told of has been failing; null while nothing does. */
  @TimeColumn('failing_since', { nullable: true })
  failingSince: number | null;

  /** How many failed calls since then were told of. */
  @IntegerColumn('failures_told')
  failuresTold: number;

  /** The last mail about failures, or about their end. */
  @TimeColumn('failure_notice_at', { nullable: true })
  failureNoticeAt: number | null;

  /** The end of the last sync run that was looked at. */
  @TimeColumn('sync_told_to', { nullable: true })
  syncToldTo: number | null;

  /** The last call before the silence that was told of. */
  @TimeColumn('silence_told_of', { nullable: true })
  silenceToldOf: number | null;
}
