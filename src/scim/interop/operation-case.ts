import type { Conformance } from './tolerance.js';

const OPERATIONS = ['add', 'remove', 'replace'] as const;

/**
 * The name of a PATCH operation in any case: Microsoft Entra ID without `aadOptscim062020` writes `Add`, `Replace`
 * and `Remove` (learn.microsoft.com, "known issues with SCIM 2.0 protocol compliance").
 * @returns undefined for what is no operation, and when strict for what is not in lower case
 */
export function lowerCaseOperation(
  name: string,
  conformance: Conformance,
): (typeof OPERATIONS)[number] | undefined {
  const operation = OPERATIONS.find((known) => known === name.toLowerCase());
  if (operation === undefined || operation === name) return operation;
  if (conformance.mode === 'strict') return undefined;
  conformance.used('operationCase');
  return operation;
}
