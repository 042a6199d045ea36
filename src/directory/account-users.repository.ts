import { Injectable } from '@nestjs/common';
import { fragment } from '../persistence/filter-sql/fragment.js';
import { placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { USER } from '../scim/index.js';
import { ACCOUNT_EMAIL } from '../persistence/filter-sql/account-email.js';
import {
  ResourceListingRepository,
  type ListingFilter,
  type ValueCondition,
} from './resource-listing.repository.js';
import type { StoredResource } from './stored-resource.js';

export interface AccountUserFilter extends Pick<
  ListingFilter,
  'active' | 'expected' | 'externallyManaged' | 'updatedSince' | 'scope' | 'after'
> {
  readonly role?: string;
  readonly userName?: string;
  readonly email?: string;
  readonly externalId?: string;
  /** Part of a name or the e-mail. */
  readonly text?: string;
}

const SEARCHED = ['username', 'displayname', 'name.givenname', 'name.familyname', ACCOUNT_EMAIL];

/** Users as administrators list them. */
@Injectable()
export class AccountUsersRepository {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly listing: ResourceListingRepository,
  ) {}

  /** At most `limit` users in order of creation. */
  list(tenantId: number, filter: AccountUserFilter, limit: number): Promise<StoredResource[]> {
    const { role, userName, email, externalId, text, ...common } = filter;
    const values = [
      valueOf('username', userName?.trim()),
      valueOf(ACCOUNT_EMAIL, email?.trim()),
      valueOf('externalid', externalId, true),
    ].filter((condition) => condition !== undefined);
    const among =
      role === undefined
        ? []
        : [fragment('SELECT user_id FROM role_grants WHERE tenant_id = ? AND role = ?', tenantId, role)];
    return this.listing.list(
      tenantId,
      USER.id,
      { ...common, values, among, ...(text !== undefined && { text: { part: text, attributes: SEARCHED } }) },
      limit,
    );
  }

  /** When each of the users last signed in, in milliseconds since the epoch; who never did is missing. */
  async lastSignIns(tenantId: number, userIds: readonly string[]): Promise<Map<string, number>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.unit.query<{ user_id: string; last_sign_in_at: number }>(
      `SELECT user_id, last_sign_in_at FROM accounts
       WHERE tenant_id = ? AND user_id IN (${placesFor(userIds)}) AND last_sign_in_at IS NOT NULL`,
      [tenantId, ...userIds],
    );
    return new Map(rows.map((row) => [row.user_id, row.last_sign_in_at]));
  }
}

function valueOf(
  attribute: string,
  value: string | undefined,
  caseExact = false,
): ValueCondition | undefined {
  return value === undefined ? undefined : { attribute, value, caseExact };
}
