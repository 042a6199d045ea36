import type { AttributePath, Comparison, Presence } from '../../scim/index.js';
import { compareBytes, SQL_OPERATOR } from './compare-key.js';
import type { Target } from './compile-filter.js';
import { constant, fragment, TRUE, type Fragment } from './fragment.js';
import { holdsFor, keyOf } from './literal.js';

/** Whether the attribute is answered from a column of `resources` instead of the value rows. */
export function isColumn({ extension, attribute }: AttributePath): boolean {
  return !extension && (attribute.name === 'id' || attribute.name === 'meta' || attribute.name === 'active');
}

/** A condition on `id`, `meta` or `active`: each resource has them, so that `pr` always holds. */
export function compileColumn(term: Comparison | Presence, target: Target): Fragment {
  if (term.kind === 'presence') return TRUE;
  const { attribute, subAttribute } = term.path;
  switch (subAttribute?.name ?? attribute.name) {
    case 'id':
      return compareId('r.id', term, target);
    case 'active':
      return fragment('r.active = ?', term.value === true ? 1 : 0);
    case 'resourceType':
      return constant(holdsFor(target.resourceType.id, term));
    case 'created':
      return compareTime('r.created_at', term);
    case 'lastModified':
      return compareTime('r.last_modified_at', term);
    case 'version':
      return compareText(["'W/\"'", 'r.version', "'\"'"], term, target);
    case 'location':
      return compareLocation('r.id', target.resourceType.endpoint, term, target);
    default:
      throw new Error(`no column for ${attribute.name}.${subAttribute?.name}`);
  }
}

/** An id, compared exactly; an equality stays on the column, so that the primary key answers it. */
export function compareId(column: string, term: Comparison, target: Target): Fragment {
  if (term.operator === 'ne') throw new Error('ne is negated before it gets here');
  if (term.operator === 'eq') return fragment(`${column} = ?`, String(term.value));
  return compareBytes(target.dialect.bytes(column), term.operator, keyOf(term));
}

/** The URL of a resource whose id stands in `column`, e.g. `https://host/scim/v2/Users/…`. */
export function compareLocation(
  column: string,
  endpoint: string,
  term: Comparison,
  target: Target,
): Fragment {
  const prefix = `${target.baseUrl}${endpoint}/`;
  if (term.operator === 'eq') {
    const url = String(term.value);
    if (!url.startsWith(prefix)) return constant(false);
    return compareId(column, { ...term, value: url.slice(prefix.length) }, target);
  }
  return compareText([{ text: prefix }, column], term, target);
}

function compareTime(column: string, term: Comparison): Fragment {
  const { operator } = term;
  if (operator === 'eq' || operator === 'gt' || operator === 'ge' || operator === 'lt' || operator === 'le') {
    return fragment(`${column} ${SQL_OPERATOR[operator]} ?`, Number(term.value));
  }
  throw new Error(`${operator} does not compare times`);
}

/** Compares a text that the database puts together; literal parts of it are bound, never written into the SQL. */
function compareText(
  parts: readonly (string | { text: string })[],
  term: Comparison,
  { dialect }: Target,
): Fragment {
  if (term.operator === 'ne') throw new Error('ne is negated before it gets here');
  const literals = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.text]));
  const expression = dialect.bytes(
    dialect.concat(parts.map((part) => (typeof part === 'string' ? part : '?'))),
  );
  const compared = compareBytes(expression, term.operator, keyOf(term));
  // compareBytes may name the expression more than once, and with it its bound parts.
  const times = compared.sql.split(expression).length - 1;
  const bound = Array.from({ length: times }, () => literals).flat();
  return { sql: compared.sql, parameters: [...bound, ...compared.parameters] };
}
