import type { Comparison, Filter } from '../../scim/index.js';
import { compareStoredKey } from './compare-key.js';
import { compareId, compareLocation } from './compile-column.js';
import type { Target } from './compile-filter.js';
import { and, constant, fragment, not, or, TRUE, sequence, type Fragment } from './fragment.js';
import { holdsFor, keyOf } from './literal.js';

/** Where the sub-attributes of a relation's element (`members`, `groups`) are found. */
export interface RelationElement {
  /** The column with the id of the resource that is referred to. */
  readonly idColumn: string;
  /** The values that the sub-attribute `type` can have, each with the condition under which it has it. */
  readonly types: readonly {
    readonly name: string;
    readonly condition: Fragment;
    readonly endpoint: string;
  }[];
}

/** The stored name of the text that a reference shows: it follows from the resource that is referred to. */
export const DISPLAY = '~display';

/** Compiles a condition on one element of a relation; every sub-attribute has a value in every element. */
export function compileRelationElement(filter: Filter, element: RelationElement, target: Target): Fragment {
  switch (filter.kind) {
    case 'and':
      return and(...filter.operands.map((operand) => compileRelationElement(operand, element, target)));
    case 'or':
      return or(...filter.operands.map((operand) => compileRelationElement(operand, element, target)));
    case 'not':
      return not(compileRelationElement(filter.operand, element, target));
    case 'presence':
      return TRUE;
    case 'comparison':
      if (filter.operator === 'ne')
        return not(compareElement({ ...filter, operator: 'eq' }, element, target));
      return compareElement(filter, element, target);
    case 'valuePath':
      throw new Error('a value path has no value path inside (RFC 7644 §3.4.2.2)');
  }
}

function compareElement(term: Comparison, element: RelationElement, target: Target): Fragment {
  switch (term.path.subAttribute?.name) {
    case 'value':
      return compareId(element.idColumn, term, target);
    case 'type':
      return or(
        ...element.types.map(({ name, condition }) => and(condition, constant(holdsFor(name, term)))),
      );
    case '$ref':
      return or(
        ...element.types.map(({ condition, endpoint }) =>
          and(condition, compareLocation(element.idColumn, endpoint, term, target)),
        ),
      );
    case 'display':
      return compareDisplay(term, element.idColumn, target);
    case undefined:
    default:
      throw new Error(`no column for ${term.path.attribute.name}.${term.path.subAttribute?.name}`);
  }
}

function compareDisplay(term: Comparison, idColumn: string, { tenantId, dialect }: Target): Fragment {
  if (term.operator === 'ne') throw new Error('ne is negated before it gets here');
  return sequence(
    fragment(
      `${idColumn} IN (SELECT d.resource_id FROM attribute_values d WHERE d.tenant_id = ? AND d.attribute = ? AND`,
      tenantId,
      DISPLAY,
    ),
    sequence(fragment('('), compareStoredKey('d', term.operator, keyOf(term), dialect), fragment(')')),
    fragment(')'),
  );
}
