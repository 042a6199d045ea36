import { NoTargetError } from '../error.js';
import type { Filter } from '../filter/ast.js';
import { elementMatches } from '../filter/evaluate-filter.js';
import type { JsonObject } from '../resource/resource.js';
import type { Conformance } from './tolerance.js';

/**
 * The element that `add` or `replace` on `emails[type eq "work"].value` speaks of where there is none yet: what the
 * filter's `eq` terms say, for the operation to complete. RFC 7644 §3.5.2.3 has 400 `noTarget` here.
 *
 * Microsoft Entra ID adds work addresses and phones so, and takes the 400 as a lasting failure of the user
 * (learn.microsoft.com, "SCIM 2.0 protocol compliance"; Captain-P-Goldfish/scim-for-keycloak#73).
 * @throws NoTargetError when strict, and for a filter that `eq` terms alone cannot satisfy
 */
export function createMissingElement(
  filter: Filter | undefined,
  name: string,
  conformance: Conformance,
): JsonObject {
  const element = filter ? Object.fromEntries(equalTerms(filter)) : {};
  if (conformance.mode === 'strict' || (filter && !elementMatches(filter, element))) {
    throw new NoTargetError(`path selects no value of ${name}`);
  }
  conformance.used('createMissingElement');
  return element;
}

/** What the filter says that a selected element has: sub-attribute names and values. */
export function equalTerms(filter: Filter): [string, string | number | boolean][] {
  if (filter.kind === 'and') return filter.operands.flatMap(equalTerms);
  if (filter.kind !== 'comparison' || filter.operator !== 'eq' || !filter.path.subAttribute) return [];
  return [[filter.path.subAttribute.name, filter.value]];
}
