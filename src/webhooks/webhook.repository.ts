import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { DisabledReason, Webhook } from './webhook.js';

/** A webhook of whichever tenant. */
export interface WebhookKey {
  readonly tenantId: number;
  readonly id: string;
}

interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly event_types: string;
  readonly enabled: number;
  readonly disabled_reason: DisabledReason | null;
  readonly secrets_sealed: string;
  readonly position: number;
  readonly failing_since: number | null;
  readonly paused_until: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

@Injectable()
export class WebhookRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** In order of creation; a tenant has few. */
  async list(tenantId: number): Promise<Webhook[]> {
    const rows = await this.unit.query<WebhookRow>('SELECT * FROM webhooks WHERE tenant_id = ? ORDER BY id', [
      tenantId,
    ]);
    return rows.map(toWebhook);
  }

  /** With `lock`, nobody else hands out, claims or settles its deliveries until the unit of work ends. */
  async find(tenantId: number, id: string, { lock = false } = {}): Promise<Webhook | undefined> {
    const rows = await this.unit.query<WebhookRow>(
      `SELECT * FROM webhooks WHERE id = ? AND tenant_id = ?${lock ? this.unit.dialect.forUpdate : ''}`,
      [id, tenantId],
    );
    return rows[0] && toWebhook(rows[0]);
  }

  /** How many there are; nobody else adds one to the tenant until the unit of work ends. */
  async lockCount(tenantId: number): Promise<number> {
    await this.unit.query(`SELECT id FROM tenants WHERE id = ?${this.unit.dialect.forUpdate}`, [tenantId]);
    const rows = await this.unit.query<{ total: number }>(
      'SELECT COUNT(*) AS total FROM webhooks WHERE tenant_id = ?',
      [tenantId],
    );
    return rows[0]!.total;
  }

  async insert(tenantId: number, webhook: Webhook): Promise<void> {
    await this.unit.execute(
      `INSERT INTO webhooks (id, tenant_id, url, description, event_types, enabled, disabled_reason, secrets_sealed,
         position, failing_since, paused_until, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [webhook.id, tenantId, ...valuesOf(webhook), webhook.createdAt, webhook.updatedAt],
    );
  }

  async update(tenantId: number, webhook: Webhook): Promise<void> {
    await this.unit.execute(
      `UPDATE webhooks SET url = ?, description = ?, event_types = ?, enabled = ?, disabled_reason = ?,
         secrets_sealed = ?, position = ?, failing_since = ?, paused_until = ?, updated_at = ?
       WHERE id = ? AND tenant_id = ?`,
      [...valuesOf(webhook), webhook.updatedAt, webhook.id, tenantId],
    );
  }

  async delete(tenantId: number, id: string): Promise<void> {
    await this.unit.execute('DELETE FROM webhooks WHERE id = ? AND tenant_id = ?', [id, tenantId]);
  }

  /** Those of all tenants for which there is something to do. */
  async listBusy(now: number): Promise<WebhookKey[]> {
    const rows = await this.unit.query<{ tenant_id: number; id: string }>(
      `SELECT w.tenant_id, w.id FROM webhooks w JOIN tenants t ON t.id = w.tenant_id AND t.deleted_at IS NULL
       LEFT JOIN journal_heads h ON h.tenant_id = w.tenant_id
       WHERE w.enabled = 1 AND (w.paused_until IS NULL OR w.paused_until <= ?)
         AND (w.position < h.sequence OR EXISTS (SELECT 1 FROM webhook_deliveries d
           WHERE d.tenant_id = w.tenant_id AND d.webhook_id = w.id AND d.state = 'pending' AND d.due_at <= ?))`,
      [now, now],
    );
    return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }));
  }

  /** Those of all tenants. */
  async listAll(): Promise<WebhookKey[]> {
    const rows = await this.unit.query<{ tenant_id: number; id: string }>(
      'SELECT tenant_id, id FROM webhooks',
    );
    return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }));
  }
}

function valuesOf(webhook: Webhook) {
  return [
    webhook.url,
    webhook.description,
    JSON.stringify(webhook.eventTypes),
    webhook.enabled ? 1 : 0,
    webhook.disabledReason,
    webhook.secrets,
    webhook.position,
    webhook.failingSince,
    webhook.pausedUntil,
  ];
}

function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    eventTypes: JSON.parse(row.event_types) as string[],
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason,
    secrets: row.secrets_sealed,
    position: row.position,
    failingSince: row.failing_since,
    pausedUntil: row.paused_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
