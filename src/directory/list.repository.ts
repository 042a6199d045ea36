import { Injectable } from '@nestjs/common';
import { compileFilter } from '../persistence/filter-sql/compile-filter.js';
import {
  after,
  orderBy,
  planSort,
  type Position,
  type Sort,
  type SortPlan,
} from '../persistence/filter-sql/compile-sort.js';
import { and, fragment, or, type Fragment } from '../persistence/filter-sql/fragment.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { Filter, ResourceType } from '../scim/index.js';
import { managedOnly, RESOURCE_COLUMNS, toStoredResource, type ResourceRow } from './resource.repository.js';
import type { StoredResource, Visibility } from './stored-resource.js';

/** Which resources a list is made of, and in which order. */
export interface Selection {
  readonly tenantId: number;
  /** Each resource type that is asked for, with the filter as checked against its schemas. */
  readonly types: readonly { readonly resourceType: ResourceType; readonly filter?: Filter }[];
  readonly sort: Sort;
  readonly visibility: Visibility;
  /** For filters on `meta.location` and `$ref`. */
  readonly baseUrl: string;
}

export interface Row {
  readonly resource: StoredResource;
  readonly position: Position;
}

/** Lists by SQL: filter, order and page are all the database's work. */
@Injectable()
export class ListRepository {
  constructor(private readonly unit: UnitOfWork) {}

  async count(selection: Selection): Promise<number> {
    const where = this.where(selection);
    const rows = await this.unit.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM resources r WHERE ${where.sql}`,
      where.parameters,
    );
    return rows[0]!.total;
  }

  /** At most `limit` rows from a position (exclusive) or from an offset on. */
  async page(
    selection: Selection,
    from: { position: Position } | { offset: number },
    limit: number,
  ): Promise<Row[]> {
    const plan = planSort(selection.sort, selection.tenantId);
    const where = this.where(selection);
    const start = 'position' in from ? and(where, after(plan, from.position)) : where;
    const offset = 'offset' in from ? from.offset : 0;
    const keys = plan.expressions.map((expression, index) => `${expression} AS k${index}`).join(', ');
    // The page's ids first, then its rows: an offset then skips index entries, not whole documents.
    const rows = await this.unit.query<ResourceRow & Record<string, Parameter>>(
      `SELECT ${RESOURCE_COLUMNS}, ${keysOf(plan)} FROM (
         SELECT r.id AS page_id, ${keys} FROM resources r ${plan.join.sql} WHERE ${start.sql}
         ORDER BY ${orderBy(plan)} LIMIT ${limit} OFFSET ${offset}) page
       JOIN resources r ON r.id = page.page_id ORDER BY ${orderOfKeys(plan)}`,
      [...plan.join.parameters, ...start.parameters],
    );
    return rows.map((row) => ({
      resource: toStoredResource(row),
      position: plan.expressions.map((_, index) => row[`k${index}`]!),
    }));
  }

  private where({ tenantId, types, visibility, baseUrl }: Selection): Fragment {
    const { dialect } = this.unit;
    const kinds = types.map(({ resourceType, filter }) => {
      const type = fragment('r.resource_type = ?', resourceType.id);
      const target = { resourceType, tenantId, baseUrl, managedOnly: visibility === 'managed', dialect };
      return filter ? and(type, compileFilter(filter, target)) : type;
    });
    return and(fragment(`r.tenant_id = ?${managedOnly(visibility)}`, tenantId), or(...kinds));
  }
}

function keysOf(plan: SortPlan): string {
  return plan.expressions.map((_, index) => `page.k${index}`).join(', ');
}

function orderOfKeys(plan: SortPlan): string {
  return plan.expressions.map((_, index) => `page.k${index}${plan.descending ? ' DESC' : ''}`).join(', ');
}
