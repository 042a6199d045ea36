import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { leastUuid } from '../persistence/uuid.js';

/** Tables that grow with time. */
export type LogTable = 'scim_requests' | 'scim_syncs';

/** What becomes of the log with time. */
@Injectable()
export class LogUpkeepRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async tenantIds(): Promise<number[]> {
    const rows = await this.unit.query<{ id: number }>('SELECT id FROM tenants WHERE deleted_at IS NULL');
    return rows.map(({ id }) => id);
  }

  async hasOlder(table: LogTable, tenantId: number, before: number): Promise<boolean> {
    const rows = await this.unit.query(`SELECT 1 FROM ${table} WHERE tenant_id = ? AND id < ? LIMIT 1`, [
      tenantId,
      leastUuid(before),
    ]);
    return rows.length > 0;
  }

  /** Some of what was made before a time. @returns how many rows went */
  async deleteSlice(table: LogTable, tenantId: number, before: number, size: number): Promise<number> {
    const rows = await this.unit.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE tenant_id = ? AND id < ? ORDER BY id LIMIT ${size}`,
      [tenantId, leastUuid(before)],
    );
    if (rows.length === 0) return 0;
    await this.unit.execute(`DELETE FROM ${table} WHERE tenant_id = ? AND id IN (${placesFor(rows)})`, [
      tenantId,
      ...rows.map(({ id }) => id),
    ]);
    return rows.length;
  }

  /** What nobody has tried again for so long is given up. */
  async deleteFailures(tenantId: number, before: number): Promise<void> {
    await this.unit.execute('DELETE FROM scim_failures WHERE tenant_id = ? AND request < ?', [
      tenantId,
      leastUuid(before),
    ]);
  }
}
