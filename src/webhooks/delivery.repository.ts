import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { ClaimedDelivery, Delivery, DeliveryState } from './delivery.js';
import type { WebhookKey } from './webhook.repository.js';
import type { Answer } from './webhook-sender.js';

interface DeliveryRow {
  readonly id: string;
  readonly event_id: string;
  readonly sequence: number;
  readonly event_type: string;
  readonly resource_id: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly due_at: number | null;
  readonly last_attempt_at: number | null;
  readonly last_status: number | null;
  readonly last_duration: number | null;
  readonly last_error: string | null;
  readonly last_response: string | null;
}

type NewDelivery = Pick<Delivery, 'id' | 'eventId' | 'sequence' | 'eventType' | 'resourceId' | 'dueAt'>;

const OF_WEBHOOK = 'tenant_id = ? AND webhook_id = ?';
const PENDING = `${OF_WEBHOOK} AND state = 'pending'`;

/**
 * Deliveries of one webhook at a time. Whoever changes pending ones holds the webhook's lock; of each resource, one
 * pending delivery has a time at which it is due, and it is the earliest.
 */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async insert({ tenantId, id: webhookId }: WebhookKey, deliveries: readonly NewDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    const places = deliveries.map(() => "(?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?)").join(', ');
    await this.unit.execute(
      `INSERT INTO webhook_deliveries (id, tenant_id, webhook_id, event_id, sequence, event_type, resource_id, state,
         attempts, due_at) VALUES ${places}`,
      deliveries.flatMap(({ id, eventId, sequence, eventType, resourceId, dueAt }) => [
        id,
        tenantId,
        webhookId,
        eventId,
        sequence,
        eventType,
        resourceId,
        dueAt,
      ]),
    );
  }

  /** Which of the resources have a pending delivery. */
  async pendingAmong(key: WebhookKey, resourceIds: readonly string[]): Promise<string[]> {
    if (resourceIds.length === 0) return [];
    const rows = await this.unit.query<{ resource_id: string }>(
      `SELECT DISTINCT resource_id FROM webhook_deliveries
       WHERE ${PENDING} AND resource_id IN (${placesFor(resourceIds)})`,
      [key.tenantId, key.id, ...resourceIds],
    );
    return rows.map((row) => row.resource_id);
  }

  async countPending(key: WebhookKey): Promise<number> {
    const rows = await this.unit.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM webhook_deliveries WHERE ${PENDING}`,
      [key.tenantId, key.id],
    );
    return rows[0]!.total;
  }

  /** Of all tenants; each webhook has a bounded number. */
  async countAllPending(): Promise<number> {
    const rows = await this.unit.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM webhooks w JOIN webhook_deliveries d
         ON d.tenant_id = w.tenant_id AND d.webhook_id = w.id AND d.state = 'pending'`,
    );
    return rows[0]!.total;
  }

  /** Takes those that are due, for whoever knows the claim, until a time. */
  async claim(
    key: WebhookKey,
    limit: number,
    { claim, now, until }: { readonly claim: string; readonly now: number; readonly until: number },
  ): Promise<ClaimedDelivery[]> {
    const rows = await this.unit.query<{ id: string; sequence: number }>(
      `SELECT id, sequence FROM webhook_deliveries WHERE ${PENDING} AND due_at <= ? ORDER BY due_at, id LIMIT ${limit}`,
      [key.tenantId, key.id, now],
    );
    if (rows.length === 0) return [];
    await this.unit.execute(
      `UPDATE webhook_deliveries SET claim = ?, due_at = ?
       WHERE ${OF_WEBHOOK} AND id IN (${placesFor(rows)})`,
      [claim, until, key.tenantId, key.id, ...rows.map(({ id }) => id)],
    );
    return rows.map(({ id, sequence }) => ({ id, claim, sequence }));
  }

  /** Undefined where the claim is over. */
  async findClaimed(
    key: WebhookKey,
    { id, claim }: Pick<ClaimedDelivery, 'id' | 'claim'>,
  ): Promise<Pick<Delivery, 'id' | 'attempts' | 'resourceId'> | undefined> {
    const rows = await this.unit.query<{ attempts: number; resource_id: string }>(
      `SELECT attempts, resource_id FROM webhook_deliveries WHERE ${PENDING} AND id = ? AND claim = ?`,
      [key.tenantId, key.id, id, claim],
    );
    return rows[0] && { id, attempts: rows[0].attempts, resourceId: rows[0].resource_id };
  }

  /** Gives a claim back: nothing came of it. */
  async release(key: WebhookKey, id: string, dueAt: number): Promise<void> {
    await this.unit.execute(
      `UPDATE webhook_deliveries SET claim = NULL, due_at = ? WHERE ${OF_WEBHOOK} AND id = ?`,
      [dueAt, key.tenantId, key.id, id],
    );
  }

  /** Writes what came of an attempt. @param dueAt of the next one; null where there is none */
  async saveAttempt(
    key: WebhookKey,
    id: string,
    state: DeliveryState,
    dueAt: number | null,
    { at, status, duration, error, response }: Omit<Answer, 'pause'>,
  ): Promise<void> {
    await this.unit.execute(
      `UPDATE webhook_deliveries SET state = ?, attempts = attempts + 1, claim = NULL, due_at = ?, last_attempt_at = ?,
         last_status = ?, last_duration = ?, last_error = ?, last_response = ? WHERE ${OF_WEBHOOK} AND id = ?`,
      [state, dueAt, at, status, duration, error, response, key.tenantId, key.id, id],
    );
  }

  /** It is the turn of the resource's next pending delivery. */
  async wakeNext(key: WebhookKey, resourceId: string, now: number): Promise<void> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT id FROM webhook_deliveries WHERE ${PENDING} AND resource_id = ? ORDER BY sequence LIMIT 1`,
      [key.tenantId, key.id, resourceId],
    );
    if (rows[0]) await this.release(key, rows[0].id, now);
  }

  /** Whatever waits for its next attempt is due now; with `anew` as if it had not failed before. */
  async hurry(key: WebhookKey, now: number, { anew }: { readonly anew: boolean }): Promise<void> {
    await this.unit.execute(
      `UPDATE webhook_deliveries SET due_at = ?${anew ? ', attempts = 0' : ''}
       WHERE ${PENDING} AND due_at > ? AND claim IS NULL`,
      [now, key.tenantId, key.id, now],
    );
  }

  /** It is due now, whatever became of it; where others of its resource are pending, it takes its place among them. */
  async reopen(key: WebhookKey, { id, state, resourceId }: Delivery, now: number): Promise<void> {
    if (state === 'pending') {
      await this.unit.execute(
        `UPDATE webhook_deliveries SET attempts = 0, due_at = ? WHERE ${PENDING} AND id = ? AND due_at > ? AND claim IS NULL`,
        [now, key.tenantId, key.id, id, now],
      );
      return;
    }
    const isBehind = (await this.pendingAmong(key, [resourceId])).length > 0;
    await this.unit.execute(
      `UPDATE webhook_deliveries SET state = 'pending', attempts = 0, due_at = ? WHERE ${OF_WEBHOOK} AND id = ?`,
      [isBehind ? null : now, key.tenantId, key.id, id],
    );
  }

  /** Forgets pending deliveries after a sequence, except for those that are being tried. */
  async deletePendingAfter(key: WebhookKey, sequence: number, now: number): Promise<void> {
    await this.unit.execute(
      `DELETE FROM webhook_deliveries WHERE ${PENDING} AND sequence > ? AND (claim IS NULL OR due_at <= ?)`,
      [key.tenantId, key.id, sequence, now],
    );
    // Those before them may have been waiting for them, after a resend.
    const rows = await this.unit.query<{ id: string }>(
      `SELECT d.id FROM webhook_deliveries d
       WHERE d.tenant_id = ? AND d.webhook_id = ? AND d.state = 'pending' AND d.due_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM webhook_deliveries e
         WHERE e.tenant_id = d.tenant_id AND e.webhook_id = d.webhook_id AND e.state = 'pending'
           AND e.resource_id = d.resource_id AND (e.due_at IS NOT NULL OR e.sequence < d.sequence))`,
      [key.tenantId, key.id],
    );
    for (const { id } of rows) await this.release(key, id, now);
  }

  /** Some of those that came to this end before a time. @returns how many there were */
  async deleteOld(
    key: WebhookKey,
    state: Exclude<DeliveryState, 'pending'>,
    before: number,
    limit: number,
  ): Promise<number> {
    const rows = await this.unit.query<{ id: string; last_attempt_at: number }>(
      `SELECT id, last_attempt_at FROM webhook_deliveries WHERE ${OF_WEBHOOK} AND state = ? ORDER BY id LIMIT ${limit}`,
      [key.tenantId, key.id, state],
    );
    const old = rows.filter((row) => row.last_attempt_at < before);
    if (old.length === 0) return 0;
    await this.unit.execute(
      `DELETE FROM webhook_deliveries WHERE ${OF_WEBHOOK} AND state = ? AND id IN (${placesFor(old)})`,
      [key.tenantId, key.id, state, ...old.map(({ id }) => id)],
    );
    return old.length;
  }

  /** Newest first, before the one named. */
  async list(
    key: WebhookKey,
    { state, before }: { readonly state?: DeliveryState; readonly before?: string },
    limit: number,
  ): Promise<Delivery[]> {
    const rows = await this.unit.query<DeliveryRow>(
      `SELECT * FROM webhook_deliveries WHERE ${OF_WEBHOOK}${state ? ' AND state = ?' : ''}
       ${before === undefined ? '' : 'AND id < ?'} ORDER BY id DESC LIMIT ${limit}`,
      [key.tenantId, key.id, ...(state ? [state] : []), ...(before === undefined ? [] : [before])],
    );
    return rows.map(toDelivery);
  }

  async find(key: WebhookKey, id: string): Promise<Delivery | undefined> {
    const rows = await this.unit.query<DeliveryRow>(
      `SELECT * FROM webhook_deliveries WHERE ${OF_WEBHOOK} AND id = ?`,
      [key.tenantId, key.id, id],
    );
    return rows[0] && toDelivery(rows[0]);
  }
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    eventId: row.event_id,
    sequence: row.sequence,
    eventType: row.event_type,
    resourceId: row.resource_id,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    lastAttemptAt: row.last_attempt_at,
    lastStatus: row.last_status,
    lastDuration: row.last_duration,
    lastError: row.last_error,
    lastResponse: row.last_response,
  };
}
