import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** Values that only one resource of the tenant may have. */
@Injectable()
export class UniqueValueRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** @throws UniqueViolation when another resource has the value */
  async insert(tenantId: number, resourceId: string, attribute: string, key: Uint8Array): Promise<void> {
    await this.unit.execute(
      'INSERT INTO unique_values (tenant_id, attribute, value_digest, resource_id) VALUES (?, ?, ?, ?)',
      [tenantId, attribute, createHash('sha256').update(key).digest(), resourceId],
    );
  }

  async delete(tenantId: number, resourceId: string, attribute: string): Promise<void> {
    await this.unit.execute(
      'DELETE FROM unique_values WHERE tenant_id = ? AND resource_id = ? AND attribute = ?',
      [tenantId, resourceId, attribute],
    );
  }
}
