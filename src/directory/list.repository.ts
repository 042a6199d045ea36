import { Injectable } from '@nestjs/common';
import { compileFilter } from '../persistence/filter-sql/compile-filter.js';
import {
  after,
  orderBy,
  planSort,
  type Position,
  type Sort,
  type SortPlan,
  type Stretch,
} from '../persistence/filter-sql/compile-sort.js';
import { and, fragment, or, TRUE, type Fragment } from '../persistence/filter-sql/fragment.js';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import type { Filter, ResourceType } from '../scim/index.js';
import { RESOURCE_COLUMNS, toStoredResource, visibleTo, type ResourceRow } from './resource.repository.js';
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

  count(selection: Selection): Promise<number> {
    return this.countOf('resources r', this.where(selection));
  }

  /** At most `limit` rows from a position (exclusive) or from an offset on. */
  async page(
    selection: Selection,
    from: { position: Position } | { offset: number },
    limit: number,
  ): Promise<Row[]> {
    const plan = planSort(selection.sort, selection.tenantId, this.unit.dialect);
    const rows: Row[] = [];
    let start: { values?: Position['values']; offset: number } =
      'position' in from ? { values: from.position.values, offset: 0 } : from;
    const first = 'position' in from ? from.position.stretch : 0;
    for (let stretch = first; stretch < plan.stretches.length && rows.length < limit; stretch++) {
      const missing = limit - rows.length;
      rows.push(...(await this.rowsOf(selection, plan, { stretch, ...start }, missing)));
      start = { offset: await this.offsetBeyond(selection, plan.stretches[stretch]!, start.offset, rows) };
    }
    return rows;
  }

  private async rowsOf(
    selection: Selection,
    { stretches, descending }: SortPlan,
    { stretch, values, offset }: { stretch: number; values?: Position['values']; offset: number },
    limit: number,
  ): Promise<Row[]> {
    const { tables, condition, expressions } = stretches[stretch]!;
    const start = values ? after(stretches[stretch]!, descending, values) : TRUE;
    const where = and(condition, this.where(selection), start);
    const names = expressions.map((_, index) => `k${index}`);
    const keys = expressions.map((expression, index) => `${expression} AS ${names[index]}`);
    // The page's ids first, then its rows: an offset then skips index entries, not whole documents.
    const rows = await this.unit.query<ResourceRow & Record<string, Parameter>>(
      `SELECT ${RESOURCE_COLUMNS}, ${names.join(', ')} FROM (
         SELECT r.id AS page_id, ${keys.join(', ')} FROM ${tables} WHERE ${where.sql}
         ORDER BY ${orderBy(expressions, descending)} LIMIT ${limit} OFFSET ${offset}) page
       JOIN resources r ON r.id = page.page_id ORDER BY ${orderBy(names, descending)}`,
      where.parameters,
    );
    return rows.map((row) => ({
      resource: toStoredResource(row),
      position: { stretch, values: names.map((name) => row[name]!) },
    }));
  }

  /** What is left of an offset after a stretch that did not fill the page. */
  private async offsetBeyond(
    selection: Selection,
    { tables, condition }: Stretch,
    offset: number,
    rows: readonly Row[],
  ): Promise<number> {
    if (offset === 0 || rows.length > 0) return 0;
    return offset - (await this.countOf(tables, and(condition, this.where(selection))));
  }

  private async countOf(tables: string, where: Fragment): Promise<number> {
    const rows = await this.unit.query<{ total: number }>(
      `SELECT COUNT(*) AS total FROM ${tables} WHERE ${where.sql}`,
      where.parameters,
    );
    return rows[0]!.total;
  }

  private where({ tenantId, types, visibility, baseUrl }: Selection): Fragment {
    const { dialect } = this.unit;
    const kinds = types.map(({ resourceType, filter }) => {
      const type = fragment('r.resource_type = ?', resourceType.id);
      const target = { resourceType, tenantId, baseUrl, managedOnly: visibility === 'managed', dialect };
      return filter ? and(type, compileFilter(filter, target)) : type;
    });
    return and(fragment(`r.tenant_id = ?${visibleTo(visibility)}`, tenantId), or(...kinds));
  }
}
