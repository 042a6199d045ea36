import { storageName, type AttributePath } from '../../scim/index.js';
import type { Parameter } from '../unit-of-work.js';
import { isColumn } from './compile-column.js';
import { fragment, type Fragment } from './fragment.js';

/** RFC 7644 §3.4.2.3. Without `path`, resources come in order of id, which is that of their creation. */
export interface Sort {
  readonly path?: AttributePath;
  readonly descending: boolean;
}

/**
 * A total order as SQL: expressions that are never NULL, the id last so that it breaks every tie. Where a resource
 * has no value it comes last in ascending and first in descending order (RFC 7644 §3.4.2.3).
 */
export interface SortPlan {
  /** Joins the row `s` with the value to sort by; empty where a column of `r` is enough. */
  readonly join: Fragment;
  readonly expressions: readonly string[];
  readonly descending: boolean;
}

/** Where a page ended: the values of the plan's expressions in its last row. */
export type Position = readonly Parameter[];

const BY_ID: readonly string[] = ['r.id'];

export function planSort(sort: Sort, tenantId: number): SortPlan {
  const { path, descending } = sort;
  const none = fragment('');
  if (!path) return { join: none, expressions: BY_ID, descending };
  if (isColumn(path)) return { join: none, expressions: columnOrder(path), descending };
  const join = fragment(
    'LEFT JOIN attribute_values s ON s.resource_id = r.id AND s.tenant_id = ? AND s.attribute = ? AND s.is_leading = 1',
    tenantId,
    storageName(path),
  );
  const expressions = [
    'CASE WHEN s.resource_id IS NULL THEN 1 ELSE 0 END',
    "COALESCE(s.value_key, X'')",
    "COALESCE(s.value_tail, X'')",
    ...BY_ID,
  ];
  return { join, expressions, descending };
}

export function orderBy({ expressions, descending }: SortPlan): string {
  return expressions.map((expression) => expression + (descending ? ' DESC' : '')).join(', ');
}

/** What comes after a position in the plan's order. */
export function after({ expressions, descending }: SortPlan, position: Position): Fragment {
  const operator = descending ? '<' : '>';
  const alternatives = expressions.map((expression, index) => {
    const equal = expressions.slice(0, index).map((previous) => `${previous} = ? AND `);
    return fragment(`${equal.join('')}${expression} ${operator} ?`, ...position.slice(0, index + 1));
  });
  return {
    sql: alternatives.map(({ sql }) => `(${sql})`).join(' OR '),
    parameters: alternatives.flatMap(({ parameters }) => parameters),
  };
}

function columnOrder({ attribute, subAttribute }: AttributePath): readonly string[] {
  switch (subAttribute?.name ?? attribute.name) {
    case 'active':
      return ['r.active', ...BY_ID];
    case 'created':
      return ['r.created_at', ...BY_ID];
    case 'lastModified':
      return ['r.last_modified_at', ...BY_ID];
    case 'version':
      return ['r.version', ...BY_ID];
    case 'resourceType':
      return ['r.resource_type', ...BY_ID];
    default:
      // `id`, and `meta.location`, which ends in it.
      return BY_ID;
  }
}
