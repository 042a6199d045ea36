import { Injectable } from '@nestjs/common';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { AttributeDefinition, SchemaExtension } from './schema-extension.js';

/** By what a replica sees whether the schemas that it remembers still hold. */
export interface SchemaState {
  readonly version: number;
  /** The attribute by which the IdP gives roles. */
  readonly roleAttribute: string | null;
}

interface ExtensionRow {
  readonly urn: string;
  readonly resource_type: SchemaExtension['resourceType'];
  readonly name: string;
  readonly description: string;
  readonly required: number;
  readonly attributes: string;
  readonly created_at: number;
  readonly updated_at: number;
}

const COLUMNS = 'urn, resource_type, name, description, required, attributes, created_at, updated_at';

@Injectable()
export class SchemaExtensionRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async findState(tenantId: number): Promise<SchemaState> {
    const rows = await this.unit.query<{ schemas_version: number; role_attribute: string | null }>(
      `SELECT t.schemas_version, c.role_attribute FROM connections c JOIN tenants t ON t.id = c.tenant_id
       WHERE c.tenant_id = ?`,
      [tenantId],
    );
    const row = rows[0];
    return { version: row?.schemas_version ?? 0, roleAttribute: row?.role_attribute ?? null };
  }

  /** In order of URN. */
  async list(tenantId: number): Promise<SchemaExtension[]> {
    const rows = await this.unit.query<ExtensionRow>(
      `SELECT ${COLUMNS} FROM schema_extensions WHERE tenant_id = ? ORDER BY urn_key`,
      [tenantId],
    );
    return rows.map(toExtension);
  }

  async find(tenantId: number, urn: string): Promise<SchemaExtension | undefined> {
    const rows = await this.unit.query<ExtensionRow>(
      `SELECT ${COLUMNS} FROM schema_extensions WHERE tenant_id = ? AND urn_key = ?`,
      [tenantId, keyOf(urn)],
    );
    return rows[0] && toExtension(rows[0]);
  }

  /** @throws UniqueViolation when the tenant has a schema of the URN */
  async insert(tenantId: number, extension: SchemaExtension): Promise<void> {
    await this.unit.execute(
      `INSERT INTO schema_extensions (tenant_id, urn_key, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        tenantId,
        keyOf(extension.id),
        extension.id,
        extension.resourceType,
        extension.name,
        extension.description,
        extension.required ? 1 : 0,
        JSON.stringify(extension.attributes),
        extension.createdAt,
        extension.updatedAt,
      ],
    );
  }

  async update(tenantId: number, extension: SchemaExtension): Promise<void> {
    await this.unit.execute(
      `UPDATE schema_extensions SET name = ?, description = ?, required = ?, attributes = ?, updated_at = ?
       WHERE tenant_id = ? AND urn_key = ?`,
      [
        extension.name,
        extension.description,
        extension.required ? 1 : 0,
        JSON.stringify(extension.attributes),
        extension.updatedAt,
        tenantId,
        keyOf(extension.id),
      ],
    );
  }

  async delete(tenantId: number, urn: string): Promise<void> {
    await this.unit.execute('DELETE FROM schema_extensions WHERE tenant_id = ? AND urn_key = ?', [
      tenantId,
      keyOf(urn),
    ]);
  }

  /** Tells every replica that the tenant's schemas have changed; also keeps others from changing them meanwhile. */
  async countVersion(tenantId: number): Promise<void> {
    await this.unit.execute('UPDATE tenants SET schemas_version = schemas_version + 1 WHERE id = ?', [
      tenantId,
    ]);
  }

  /** Whether a resource has a value that is stored under one of the names. */
  async hasValues(tenantId: number, names: readonly string[]): Promise<boolean> {
    if (names.length === 0) return false;
    const rows = await this.unit.query(
      `SELECT 1 FROM attribute_values WHERE tenant_id = ? AND attribute IN (${placesFor(names)})
       LIMIT 1`,
      [tenantId, ...names],
    );
    return rows.length > 0;
  }

  /** Whether a user who is kept aside has values of the schema. */
  async isRetained(tenantId: number, urn: string): Promise<boolean> {
    const rows = await this.unit.query(
      'SELECT 1 FROM retained_users WHERE tenant_id = ? AND INSTR(document, ?) > 0 LIMIT 1',
      [tenantId, `${JSON.stringify(urn)}:`],
    );
    return rows.length > 0;
  }

  /** Whether a mapping rule's filter names the schema. */
  async isInFilter(tenantId: number, urn: string): Promise<boolean> {
    const rows = await this.unit.query<{ filter: string }>(
      'SELECT filter FROM mapping_rules WHERE tenant_id = ? AND filter IS NOT NULL AND ended_at IS NULL',
      [tenantId],
    );
    return rows.some(({ filter }) => filter.toLowerCase().includes(urn.toLowerCase()));
  }
}

function keyOf(urn: string): Buffer {
  return Buffer.from(urn.toLowerCase());
}

function toExtension(row: ExtensionRow): SchemaExtension {
  return {
    id: row.urn,
    resourceType: row.resource_type,
    name: row.name,
    description: row.description,
    required: row.required === 1,
    attributes: JSON.parse(row.attributes) as AttributeDefinition[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
