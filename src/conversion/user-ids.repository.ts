import { Injectable } from '@nestjs/common';
import { RESOURCE_COLUMNS, toStoredResource, type ResourceRow } from '../directory/resource.repository.js';
import type { StoredResource } from '../directory/stored-resource.js';
import { ACCOUNT_EMAIL } from '../persistence/filter-sql/account-email.js';
import { equalsStoredKey } from '../persistence/filter-sql/compare-key.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';

/** Who has a text as their userName, and who as their account's e-mail. */
export interface Holders {
  /** The id of the one user whose userName it is. */
  readonly userName: string | undefined;
  /** At most two. */
  readonly email: readonly string[];
}

/** Users by their ids and names, locked for what is done to them. */
@Injectable()
export class UserIdsRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async count(tenantId: number): Promise<number> {
    const rows = await this.unit.query<{ count: number }>(
      "SELECT COUNT(*) AS count FROM resources WHERE tenant_id = ? AND resource_type = 'User'",
      [tenantId],
    );
    return rows[0]!.count;
  }

  /** The next users after an id, in order of id. */
  async next(tenantId: number, after: string, limit: number): Promise<StoredResource[]> {
    const rows = await this.unit.query<ResourceRow>(
      `SELECT ${RESOURCE_COLUMNS} FROM resources r
       WHERE r.tenant_id = ? AND r.resource_type = 'User' AND r.id > ?
       ORDER BY r.id LIMIT ${limit}${this.unit.dialect.forUpdate}`,
      [tenantId, after],
    );
    return rows.map(toStoredResource);
  }

  async find(tenantId: number, id: string): Promise<StoredResource | undefined> {
    const rows = await this.unit.query<ResourceRow>(
      `SELECT ${RESOURCE_COLUMNS} FROM resources r
       WHERE r.id = ? AND r.tenant_id = ? AND r.resource_type = 'User'${this.unit.dialect.forUpdate}`,
      [id, tenantId],
    );
    return rows[0] && toStoredResource(rows[0]);
  }

  /** @param key the text's comparison key */
  async holders(tenantId: number, key: Uint8Array): Promise<Holders> {
    const equal = equalsStoredKey('v', key);
    // 'username' sorts before '~email', and one user at most has the name.
    const rows = await this.unit.query<{ attribute: string; id: string }>(
      `SELECT v.attribute, v.resource_id AS id FROM attribute_values v
       WHERE v.tenant_id = ? AND v.attribute IN ('username', ?) AND ${equal.sql}
       ORDER BY v.attribute LIMIT 3`,
      [tenantId, ACCOUNT_EMAIL, ...equal.parameters],
    );
    const ids = (attribute: string) => rows.filter((row) => row.attribute === attribute).map(({ id }) => id);
    return { userName: ids('username')[0], email: ids(ACCOUNT_EMAIL).slice(0, 2) };
  }
}
