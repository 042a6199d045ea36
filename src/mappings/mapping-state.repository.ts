import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';

export interface State {
  /** Counts changes of rules; 0 while there was never one. */
  readonly version: number;
  /** Groups that the IdP pushes have organizations. */
  readonly organizationProvisioning: boolean;
}

@Injectable()
export class MappingStateRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async find(tenantId: number, lock: 'share' | 'alone'): Promise<State> {
    const { forShare, forUpdate } = this.unit.dialect;
    const rows = await this.unit.query<{ mappings_version: number; organization_provisioning: number }>(
      `SELECT t.mappings_version, c.organization_provisioning FROM tenants t JOIN connections c ON c.tenant_id = t.id
       WHERE c.tenant_id = ?${lock === 'share' ? forShare : forUpdate}`,
      [tenantId],
    );
    const row = rows[0];
    return {
      version: row?.mappings_version ?? 0,
      organizationProvisioning: row?.organization_provisioning === 1,
    };
  }

  async count(tenantId: number): Promise<void> {
    await this.unit.execute('UPDATE tenants SET mappings_version = mappings_version + 1 WHERE id = ?', [
      tenantId,
    ]);
  }

  async use(tenantId: number): Promise<void> {
    await this.unit.execute('UPDATE tenants SET mappings_version = 1 WHERE id = ? AND mappings_version = 0', [
      tenantId,
    ]);
  }
}
