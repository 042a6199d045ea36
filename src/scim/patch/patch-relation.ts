import { MutabilityError, NoTargetError } from '../error.js';
import type { Filter } from '../filter/ast.js';
import type { Conformance } from '../interop/tolerance.js';
import { relationValues } from '../resource/relation-values.js';
import type { Attribute } from '../schema/attribute.js';
import type { RelationChange } from './plan.js';
import { locationOf, type AttributeOperation, type RemoveOperation, type Target } from './target.js';

/**
 * What an operation asks of a relation (`members`), said without knowing its present values.
 * @throws MutabilityError for a sub-attribute: members are added and removed, never altered (RFC 7643 §4.2)
 * @throws NoTargetError for `add` and `replace` with a value filter
 */
export function relationChange(
  { path, filter }: Target,
  operation: AttributeOperation,
  conformance: Conformance,
): RelationChange {
  const { attribute } = path;
  if (operation.op === 'remove') {
    if (path.subAttribute)
      throw new MutabilityError(`${locationOf(path)} cannot be changed: remove the value as a whole`);
    return removal(attribute, filter, operation, conformance);
  }
  if (filter) throw new NoTargetError(`${attribute.name} are added and removed, not selected and changed`);
  if (path.subAttribute)
    throw new MutabilityError(`${locationOf(path)} cannot be changed: add or remove the value as a whole`);
  const values = relationValues(operation.value, attribute, conformance);
  return { kind: operation.op === 'replace' ? 'replaceAll' : 'add', values };
}

function removal(
  attribute: Attribute,
  filter: Filter | undefined,
  { listed }: RemoveOperation,
  conformance: Conformance,
): RelationChange {
  if (filter) {
    const ids = idsNamedBy(filter);
    return ids ? { kind: 'remove', ids } : { kind: 'removeMatching', filter };
  }
  if (listed === undefined) return { kind: 'replaceAll', values: [] };
  return { kind: 'remove', ids: relationValues(listed, attribute, conformance).map(({ value }) => value) };
}

/** The ids when the filter says nothing else: `value eq "a"`, `value eq "a" or value eq "b"`. */
function idsNamedBy(filter: Filter): string[] | undefined {
  if (filter.kind === 'or') {
    const ids = filter.operands.map(idsNamedBy);
    return ids.every((some) => some !== undefined) ? ids.flat() : undefined;
  }
  if (filter.kind !== 'comparison' || filter.operator !== 'eq') return undefined;
  return filter.path.subAttribute?.name === 'value' ? [String(filter.value)] : undefined;
}
