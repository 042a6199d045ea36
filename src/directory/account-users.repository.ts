import { Injectable } from '@nestjs/common';
import { equalsStoredKey } from '../persistence/filter-sql/compare-key.js';
import { and, fragment, type Fragment } from '../persistence/filter-sql/fragment.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { comparisonKey, type Attribute } from '../scim/index.js';
import { ACCOUNT_EMAIL } from './attribute-values.js';
import { RESOURCE_COLUMNS, toStoredResource, type ResourceRow } from './resource.repository.js';
import type { StoredResource } from './stored-resource.js';

/** A user with what signing in leaves behind. */
export interface AccountUser {
  readonly resource: StoredResource;
  /** Milliseconds since the epoch. */
  readonly lastSignInAt: number | null;
}

export interface AccountUserFilter {
  readonly active?: boolean;
  readonly externallyManaged?: boolean;
  readonly role?: string;
  readonly userName?: string;
  readonly email?: string;
  readonly externalId?: string;
  /** Milliseconds since the epoch. */
  readonly updatedSince?: number;
  /** Part of a name or the e-mail. */
  readonly text?: string;
  /** Only users after the one with this id. */
  readonly after?: string;
}

const SEARCHED = ['username', 'displayname', 'name.givenname', 'name.familyname', ACCOUNT_EMAIL];

/** Users as administrators list them. */
@Injectable()
export class AccountUsersRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** At most `limit` users in order of id, which is that of creation. */
  async list(tenantId: number, filter: AccountUserFilter, limit: number): Promise<AccountUser[]> {
    const where = and(
      fragment("r.tenant_id = ? AND r.resource_type = 'User'", tenantId),
      ...conditionsOf(tenantId, filter),
    );
    const rows = await this.unit.query<ResourceRow & { last_sign_in_at: number | null }>(
      `SELECT ${RESOURCE_COLUMNS}, a.last_sign_in_at FROM resources r
       LEFT JOIN accounts a ON a.user_id = r.id AND a.tenant_id = r.tenant_id
       WHERE ${where.sql} ORDER BY r.id LIMIT ${limit}`,
      where.parameters,
    );
    return rows.map((row) => ({ resource: toStoredResource(row), lastSignInAt: row.last_sign_in_at }));
  }

  async lastSignInAt(tenantId: number, userId: string): Promise<number | null> {
    const rows = await this.unit.query<{ last_sign_in_at: number | null }>(
      'SELECT last_sign_in_at FROM accounts WHERE tenant_id = ? AND user_id = ?',
      [tenantId, userId],
    );
    return rows[0]?.last_sign_in_at ?? null;
  }
}

function conditionsOf(tenantId: number, filter: AccountUserFilter): Fragment[] {
  const conditions: (Fragment | undefined)[] = [
    given(filter.after, (id) => fragment('r.id > ?', id)),
    given(filter.active, (active) => fragment('r.active = ?', active ? 1 : 0)),
    given(filter.externallyManaged, (managed) => fragment('r.externally_managed = ?', managed ? 1 : 0)),
    given(filter.role, (role) =>
      fragment('r.id IN (SELECT user_id FROM role_grants WHERE tenant_id = ? AND role = ?)', tenantId, role),
    ),
    given(filter.userName, (name) => hasValue(tenantId, 'username', name.trim(), false)),
    given(filter.email, (email) => hasValue(tenantId, ACCOUNT_EMAIL, email.trim(), false)),
    given(filter.externalId, (id) => hasValue(tenantId, 'externalid', id, true)),
    given(filter.updatedSince, (time) => fragment('r.last_modified_at >= ?', time)),
    given(filter.text, (text) => contains(tenantId, text)),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

function hasValue(tenantId: number, attribute: string, value: string, caseExact: boolean): Fragment {
  const equal = equalsStoredKey('v', comparisonKey(value, { caseExact } as Attribute));
  return fragment(
    `r.id IN (SELECT v.resource_id FROM attribute_values v
       WHERE v.tenant_id = ? AND v.attribute = ? AND ${equal.sql})`,
    tenantId,
    attribute,
    ...equal.parameters,
  );
}

function contains(tenantId: number, text: string): Fragment {
  const part = Buffer.from(comparisonKey(text.trim(), { caseExact: false } as Attribute));
  return fragment(
    `EXISTS (SELECT 1 FROM attribute_values v WHERE v.resource_id = r.id AND v.tenant_id = ?
       AND v.attribute IN (${SEARCHED.map(() => '?').join(', ')}) AND INSTR(v.value_key, ?) > 0)`,
    tenantId,
    ...SEARCHED,
    part,
  );
}

function given<T>(value: T | undefined, condition: (value: T) => Fragment): Fragment | undefined {
  return value === undefined ? undefined : condition(value);
}
