import { Injectable } from '@nestjs/common';
import { IS_NOT_EXPECTED } from '../identity/invitations/expected-condition.js';
import { equalsStoredKey } from '../persistence/filter-sql/compare-key.js';
import type { Scope } from '../operations/request-context.js';
import { and, fragment, type Fragment } from '../persistence/filter-sql/fragment.js';
import { namedRows, placesFor } from '../persistence/named-rows.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { comparisonKey, FOLDED } from '../scim/index.js';
import { RESOURCE_COLUMNS, toStoredResource, type ResourceRow } from './resource.repository.js';
import { inScope, isInScope } from './scope-condition.js';
import type { StoredResource } from './stored-resource.js';

/** What administrators list users and groups by. */
export interface ListingFilter {
  readonly externallyManaged?: boolean;
  readonly active?: boolean;
  /** Whether they are expected to come for the first time. */
  readonly expected?: boolean;
  /** Milliseconds since the epoch. */
  readonly updatedSince?: number;
  /** Attributes that have exactly this value. */
  readonly values?: readonly ValueCondition[];
  /** Part of a value of one of the attributes, whatever its case. */
  readonly text?: { readonly part: string; readonly attributes: readonly string[] };
  /** Ids of the resources, as a query of them. */
  readonly among?: readonly Fragment[];
  /** Only those whom a limited access token sees. */
  readonly scope?: Scope;
  /** Only what comes after the resource with this id. */
  readonly after?: string;
}

export interface ValueCondition {
  /** As `attribute_values` names it. */
  readonly attribute: string;
  readonly value: string;
  readonly caseExact: boolean;
}

/** Users and groups as administrators list them: all of the tenant's, in order of creation. */
@Injectable()
export class ResourceListingRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** At most `limit` resources of a type in order of id, which is that of creation. */
  async list(
    tenantId: number,
    resourceType: string,
    filter: ListingFilter,
    limit: number,
  ): Promise<StoredResource[]> {
    const where = and(
      fragment('r.tenant_id = ? AND r.resource_type = ?', tenantId, resourceType),
      ...conditionsOf(tenantId, filter),
      ...(filter.scope ? [inScope(tenantId, resourceType, filter.scope)] : []),
    );
    const rows = await this.unit.query<ResourceRow>(
      `SELECT ${RESOURCE_COLUMNS} FROM resources r WHERE ${where.sql} ORDER BY r.id LIMIT ${limit}`,
      where.parameters,
    );
    return rows.map(toStoredResource);
  }

  /** Those of the ids that a limited access token sees. */
  async seen(
    tenantId: number,
    resourceType: string,
    ids: readonly string[],
    scope: Scope,
  ): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const condition = isInScope(tenantId, resourceType, scope);
    const rows = await this.unit.query<{ id: string }>(
      `SELECT r.id FROM resources r
       WHERE ${namedRows('r', ids)} AND (${condition.sql})`,
      [tenantId, ...ids, ...condition.parameters],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

function conditionsOf(tenantId: number, filter: ListingFilter): Fragment[] {
  const { after, active, expected, externallyManaged, updatedSince, text } = filter;
  return [
    ...(after === undefined ? [] : [fragment('r.id > ?', after)]),
    ...(active === undefined ? [] : [fragment('r.active = ?', active ? 1 : 0)]),
    ...(expected === undefined ? [] : [expected ? isExpected(tenantId) : fragment(IS_NOT_EXPECTED)]),
    ...(externallyManaged === undefined
      ? []
      : [fragment('r.externally_managed = ?', externallyManaged ? 1 : 0)]),
    ...(updatedSince === undefined ? [] : [fragment('r.last_modified_at >= ?', updatedSince)]),
    ...(filter.values ?? []).map((condition) => hasValue(tenantId, condition)),
    ...(filter.among ?? []).map(({ sql, parameters }) => fragment(`r.id IN (${sql})`, ...parameters)),
    ...(text === undefined ? [] : [contains(tenantId, text)]),
  ];
}

function isExpected(tenantId: number): Fragment {
  return fragment(
    'r.id IN (SELECT i.user_id FROM invitations i WHERE i.tenant_id = ? AND i.activated_at IS NULL)',
    tenantId,
  );
}

function hasValue(tenantId: number, { attribute, value, caseExact }: ValueCondition): Fragment {
  const equal = equalsStoredKey('v', comparisonKey(value, { caseExact }));
  return fragment(
    `r.id IN (SELECT v.resource_id FROM attribute_values v
       WHERE v.tenant_id = ? AND v.attribute = ? AND ${equal.sql})`,
    tenantId,
    attribute,
    ...equal.parameters,
  );
}

function contains(tenantId: number, { part, attributes }: NonNullable<ListingFilter['text']>): Fragment {
  const key = Buffer.from(comparisonKey(part, FOLDED));
  return fragment(
    `EXISTS (SELECT 1 FROM attribute_values v WHERE v.resource_id = r.id AND v.tenant_id = ?
       AND v.attribute IN (${placesFor(attributes)}) AND INSTR(v.value_key, ?) > 0)`,
    tenantId,
    ...attributes,
    key,
  );
}
