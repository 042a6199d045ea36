import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { SchemaState } from '../schema-extensions/schema-extension.repository.js';

export interface State {
  /** By which users and groups are read. */
  readonly schemas: SchemaState;
  /** Counts changes of rules; 0 while there was never one. */
  readonly version: number;
  /** Groups that the IdP pushes have organizations. */
  readonly organizationProvisioning: boolean;
}

interface StateRow {
  readonly mappings_version: number;
  readonly schemas_version: number;
  readonly organization_provisioning: number;
  readonly role_attribute: string | null;
}

@Injectable()
export class MappingStateRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async find(tenantId: number, lock: 'share' | 'alone'): Promise<State> {
    const { forShare, forUpdate } = this.unit.dialect;
    const rows = await this.unit.query<StateRow>(
      `SELECT t.mappings_version, t.schemas_version, c.organization_provisioning, c.role_attribute
       FROM tenants t JOIN connections c ON c.tenant_id = t.id WHERE c.tenant_id = ?${lock === 'share' ? forShare : forUpdate}`,
      [tenantId],
    );
    const row = rows[0];
    return {
      version: row?.mappings_version ?? 0,
      schemas: { version: row?.schemas_version ?? 0, roleAttribute: row?.role_attribute ?? null },
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
