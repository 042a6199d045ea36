import { storageName, type AttributePath } from '../../scim/index.js';
import type { Dialect } from '../dialect.js';
import type { Parameter } from '../unit-of-work.js';
import { isColumn } from './compile-column.js';
import { fragment, TRUE, type Fragment } from './fragment.js';

/** RFC 7644 §3.4.2.3. Without `path`, resources come in order of id, which is that of their creation. */
export interface Sort {
  readonly path?: AttributePath;
  readonly descending: boolean;
}

/**
 * A total order as SQL: stretches of the list, one after the other. Resources without a value to sort by are a
 * stretch of their own, last in ascending and first in descending order (RFC 7644 §3.4.2.3), so that those with one
 * can be read along the index of values.
 */
export interface SortPlan {
  readonly stretches: readonly Stretch[];
  readonly descending: boolean;
}

export interface Stretch {
  /** Tables to select from; `r` is the row of `resources`. */
  readonly tables: string;
  readonly condition: Fragment;
  /** Never NULL; the id is the last one, so that it breaks every tie. */
  readonly expressions: readonly string[];
}

/** Where a page ended: the stretch, and the values of its expressions in the last row. */
export interface Position {
  readonly stretch: number;
  readonly values: readonly Parameter[];
}

const ID = 'r.id';

export function planSort({ path, descending }: Sort, tenantId: number, dialect: Dialect): SortPlan {
  if (!path) return { stretches: [byColumns(ID)], descending };
  if (isColumn(path)) return { stretches: [byColumns(...columnsOf(path, dialect))], descending };
  const stretches = [withValue(path, tenantId), withoutValue(path, tenantId)];
  return { stretches: descending ? stretches.reverse() : stretches, descending };
}

export function orderBy(expressions: readonly string[], descending: boolean): string {
  return expressions.map((expression) => expression + (descending ? ' DESC' : '')).join(', ');
}

/** What comes after a position in its stretch. */
export function after({ expressions }: Stretch, descending: boolean, values: readonly Parameter[]): Fragment {
  const operator = descending ? '<' : '>';
  const alternatives = expressions.map((expression, index) => {
    const equal = expressions.slice(0, index).map((previous) => `${previous} = ? AND `);
    return fragment(`${equal.join('')}${expression} ${operator} ?`, ...values.slice(0, index + 1));
  });
  return {
    sql: alternatives.map(({ sql }) => `(${sql})`).join(' OR '),
    parameters: alternatives.flatMap(({ parameters }) => parameters),
  };
}

function byColumns(...expressions: readonly string[]): Stretch {
  return { tables: 'resources r', condition: TRUE, expressions };
}

/** The leading value's first bytes are enough (`SORT_KEY_LENGTH` of the kernel): its index has the order. */
function withValue(path: AttributePath, tenantId: number): Stretch {
  return {
    tables: 'attribute_values s JOIN resources r ON r.id = s.resource_id',
    condition: fragment(
      's.tenant_id = ? AND s.attribute = ? AND s.is_leading = 1',
      tenantId,
      storageName(path),
    ),
    expressions: ['s.value_key', 's.resource_id'],
  };
}

function withoutValue(path: AttributePath, tenantId: number): Stretch {
  return {
    tables: 'resources r',
    condition: fragment(
      'NOT EXISTS (SELECT 1 FROM attribute_values s WHERE s.resource_id = r.id AND s.tenant_id = ?' +
        ' AND s.attribute = ? AND s.is_leading = 1)',
      tenantId,
      storageName(path),
    ),
    expressions: [ID],
  };
}

function columnsOf({ attribute, subAttribute }: AttributePath, dialect: Dialect): readonly string[] {
  switch (subAttribute?.name ?? attribute.name) {
    case 'active':
      // Groups have no such attribute.
      return ["CASE r.resource_type WHEN 'User' THEN r.active ELSE 2 END", ID];
    case 'created':
      return ['r.created_at', ID];
    case 'lastModified':
      return ['r.last_modified_at', ID];
    case 'version':
      // As it is written: W/"10" before W/"2".
      return [dialect.bytes('r.version'), ID];
    case 'resourceType':
    case 'location':
      return ['r.resource_type', ID];
    default:
      return [ID];
  }
}
