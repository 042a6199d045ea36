import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BEYOND_USER_MANAGER } from '../identity/permissions.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import type { ResourceDocument } from '../scim/index.js';
import { equalsStoredKey } from '../persistence/filter-sql/compare-key.js';
import { ACCOUNT_EMAIL } from '../persistence/filter-sql/account-email.js';
import type { ValueRow } from './attribute-values.js';
import type { StoredResource, Visibility } from './stored-resource.js';

/** What a row of `resources` is read as. */
export interface ResourceRow {
  readonly id: string;
  readonly resource_type: string;
  readonly version: number;
  readonly created_at: number;
  readonly last_modified_at: number;
  readonly document: string;
  readonly display: string;
  readonly active: number;
  readonly externally_managed: number;
  readonly drift: number;
}

export const RESOURCE_COLUMNS =
  'r.id, r.resource_type, r.version, r.created_at, r.last_modified_at, r.document, r.display, r.active, r.externally_managed, r.drift';

/**
 * Holders of a role with a permission that user managers lack: one who has issued the secret could give such an account
 * their own e-mail. Names of permissions hold nothing that LIKE would take for more than itself.
 */
const MAY_MORE_THAN_USER_MANAGER =
  'SELECT 1 FROM role_grants a LEFT JOIN roles o ON o.tenant_id = a.tenant_id AND o.name = a.role' +
  " WHERE a.user_id = r.id AND a.tenant_id = r.tenant_id AND (a.role = 'administrator'" +
  BEYOND_USER_MANAGER.map((permission) => ` OR o.permissions LIKE '%"${permission}"%'`).join('') +
  ')';

/** The condition on `r`, to be appended. */
export function visibleTo(visibility: Visibility): string {
  switch (visibility) {
    case 'all':
      return '';
    case 'managed':
      return ' AND r.externally_managed = 1';
    case 'matchable':
      return ` AND (r.externally_managed = 1 OR NOT EXISTS (${MAY_MORE_THAN_USER_MANAGER}))`;
  }
}

/** The rows of one resource: `resources` and its `attribute_values`. */
@Injectable()
export class ResourceRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** @throws UniqueViolation on `resources_name` when another resource of the type has the name. */
  async insert(
    tenantId: number,
    resource: StoredResource,
    name: string,
    values: readonly ValueRow[],
  ): Promise<void> {
    await this.unit.execute(
      `INSERT INTO resources (id, tenant_id, resource_type, version, created_at, last_modified_at, document,
         display, active, name_digest, externally_managed, member_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
      [
        resource.id,
        tenantId,
        resource.resourceType,
        resource.version,
        resource.createdAt,
        resource.lastModifiedAt,
        JSON.stringify(resource.document),
        resource.display,
        resource.active ? 1 : 0,
        digest(name),
        resource.externallyManaged ? 1 : 0,
      ],
    );
    await this.insertValues(tenantId, resource.id, values);
  }

  async find(
    tenantId: number,
    resourceType: string,
    id: string,
    visibility: Visibility,
    options: { lock?: boolean } = {},
  ): Promise<StoredResource | undefined> {
    const rows = await this.unit.query<ResourceRow>(
      `SELECT ${RESOURCE_COLUMNS} FROM resources r
       WHERE r.id = ? AND r.tenant_id = ? AND r.resource_type = ?${visibleTo(visibility)}` +
        (options.lock ? this.unit.dialect.forUpdate : ''),
      [id, tenantId, resourceType],
    );
    return rows[0] && toStoredResource(rows[0]);
  }

  /**
   * Compare-and-set on the version that was read.
   * @returns false when somebody else has written in between.
   */
  async update(
    tenantId: number,
    resource: StoredResource,
    name: string,
    values: { gone: readonly ValueRow[]; come: readonly ValueRow[] },
  ): Promise<boolean> {
    const { affected } = await this.unit.execute(
      `UPDATE resources SET version = ?, last_modified_at = ?, document = ?, display = ?, active = ?,
         name_digest = ?, externally_managed = ?
       WHERE id = ? AND tenant_id = ? AND version = ?`,
      [
        resource.version,
        resource.lastModifiedAt,
        JSON.stringify(resource.document),
        resource.display,
        resource.active ? 1 : 0,
        digest(name),
        resource.externallyManaged ? 1 : 0,
        resource.id,
        tenantId,
        resource.version - 1,
      ],
    );
    if (affected !== 1) return false;
    await this.deleteValues(tenantId, resource.id, values.gone);
    await this.insertValues(tenantId, resource.id, values.come);
    return true;
  }

  /** By its folded name, one that no IdP manages; locked for the write that follows. */
  async findUnmanaged(
    tenantId: number,
    resourceType: string,
    name: string,
    visibility: Visibility,
  ): Promise<StoredResource | undefined> {
    const rows = await this.unit.query<ResourceRow>(
      `SELECT ${RESOURCE_COLUMNS} FROM resources r
       WHERE r.tenant_id = ? AND r.resource_type = ? AND r.name_digest = ? AND r.externally_managed = 0` +
        visibleTo(visibility) +
        this.unit.dialect.forUpdate,
      [tenantId, resourceType, digest(name)],
    );
    return rows[0] && toStoredResource(rows[0]);
  }

  /** By its folded name; whether it is in somebody's sight, too. */
  async findNamesake(
    tenantId: number,
    resourceType: string,
    name: string,
    visibility: Visibility,
  ): Promise<{ id: string; isManaged: boolean; isVisible: boolean } | undefined> {
    const rows = await this.unit.query<{ id: string; managed: number; visible: number }>(
      `SELECT r.id, r.externally_managed AS managed, CASE WHEN 1 = 1${visibleTo(visibility)} THEN 1 ELSE 0 END AS visible
       FROM resources r WHERE r.tenant_id = ? AND r.resource_type = ? AND r.name_digest = ?`,
      [tenantId, resourceType, digest(name)],
    );
    const row = rows[0];
    return row && { id: row.id, isManaged: row.managed === 1, isVisible: row.visible === 1 };
  }

  /** How many of a type no IdP manages. */
  async countUnmanaged(tenantId: number, resourceType: string): Promise<number> {
    const rows = await this.unit.query<{ total: number }>(
      'SELECT COUNT(*) AS total FROM resources WHERE tenant_id = ? AND resource_type = ? AND externally_managed = 0',
      [tenantId, resourceType],
    );
    return rows[0]!.total;
  }

  /** The ids of users with this e-mail as their account's, at most two. @param key the e-mail's comparison key */
  async findByEmail(tenantId: number, key: Uint8Array): Promise<string[]> {
    const equal = equalsStoredKey('v', key);
    const rows = await this.unit.query<{ id: string }>(
      `SELECT v.resource_id AS id FROM attribute_values v
       WHERE v.tenant_id = ? AND v.attribute = ? AND ${equal.sql} LIMIT 2`,
      [tenantId, ACCOUNT_EMAIL, ...equal.parameters],
    );
    return rows.map(({ id }) => id);
  }

  /** The IdP manages it from now on. */
  async markManaged(tenantId: number, id: string): Promise<void> {
    await this.unit.execute('UPDATE resources SET externally_managed = 1 WHERE id = ? AND tenant_id = ?', [
      id,
      tenantId,
    ]);
  }

  /** Whether what the IdP manages has something else than the IdP has written. */
  async markDrift(tenantId: number, id: string, drift: boolean): Promise<void> {
    await this.unit.execute('UPDATE resources SET drift = ? WHERE id = ? AND tenant_id = ?', [
      drift ? 1 : 0,
      id,
      tenantId,
    ]);
  }

  /** Counts a write that changed a relation only, and the members that it has added or, below 0, removed. */
  async touch(tenantId: number, id: string, lastModifiedAt: number, members: number): Promise<void> {
    await this.unit.execute(
      `UPDATE resources SET version = version + 1, last_modified_at = ?, member_count = member_count + ?
       WHERE id = ? AND tenant_id = ?`,
      [lastModifiedAt, members, id, tenantId],
    );
  }

  /** Counts members that came, or below 0 went, with a write that has been counted. */
  async countMembers(tenantId: number, id: string, members: number): Promise<void> {
    await this.unit.execute(
      'UPDATE resources SET member_count = member_count + ? WHERE id = ? AND tenant_id = ?',
      [members, id, tenantId],
    );
  }

  /** Removes the resource with its values, memberships, sessions and grants. */
  async delete(tenantId: number, id: string): Promise<void> {
    await this.unit.execute('DELETE FROM resources WHERE id = ? AND tenant_id = ?', [id, tenantId]);
  }

  private async insertValues(tenantId: number, id: string, rows: readonly ValueRow[]): Promise<void> {
    for (let start = 0; start < rows.length; start += 500) {
      const slice = rows.slice(start, start + 500);
      await this.unit.execute(
        'INSERT INTO attribute_values (resource_id, attribute, element, tenant_id, value_key, value_tail, is_leading)' +
          ` VALUES ${slice.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
        slice.flatMap((row) => [
          id,
          row.attribute,
          row.element,
          tenantId,
          row.key,
          row.tail,
          row.leading ? 1 : 0,
        ]),
      );
    }
  }

  private async deleteValues(tenantId: number, id: string, rows: readonly ValueRow[]): Promise<void> {
    for (let start = 0; start < rows.length; start += 200) {
      const slice = rows.slice(start, start + 200);
      await this.unit.execute(
        `DELETE FROM attribute_values WHERE tenant_id = ? AND resource_id = ?
           AND (${slice.map(() => '(attribute = ? AND element = ?)').join(' OR ')})`,
        [tenantId, id, ...slice.flatMap((row) => [row.attribute, row.element])],
      );
    }
  }
}

export function toStoredResource(row: ResourceRow): StoredResource {
  return {
    id: row.id,
    resourceType: row.resource_type,
    version: row.version,
    createdAt: row.created_at,
    lastModifiedAt: row.last_modified_at,
    document: JSON.parse(row.document) as ResourceDocument,
    display: row.display,
    active: row.active === 1,
    externallyManaged: row.externally_managed === 1,
    drift: row.drift === 1,
  };
}

/** Unique at any length: a folded name can outgrow what an index holds. */
function digest(foldedName: string): Buffer {
  return createHash('sha256').update(foldedName).digest();
}
