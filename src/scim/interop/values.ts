import type { Conformance } from './tolerance.js';

/**
 * A boolean written as a string, "True" or "false": Microsoft Entra ID without `aadOptscim062020` (learn.microsoft.com,
 * "known issues with SCIM 2.0 protocol compliance").
 * @returns undefined for any other string, and for every string when strict
 */
export function booleanFromString(text: string, conformance: Conformance | undefined): boolean | undefined {
  const lower = text.toLowerCase();
  if (conformance?.mode === 'strict' || (lower !== 'true' && lower !== 'false')) return undefined;
  conformance?.used('booleanAsString');
  return lower === 'true';
}
