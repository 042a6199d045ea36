/**
 * How the kernel treats deviations that IdPs really send: each tolerance is a named function in this folder with
 * its source, and is reported when used, so that administrators see what their IdP leans on.
 */
export interface Conformance {
  /** `tolerant` (default): deviations are understood and counted. `strict`: they are refused with 400. */
  readonly mode: 'tolerant' | 'strict';
  /** Called with the tolerance's name each time that it was used. */
  used(tolerance: ToleranceName): void;
}

/** Every tolerance by name; the list grows with the functions in this folder. */
export const TOLERANCES = [
  'booleanAsString',
  'operationCase',
  'dottedKey',
  'removeWithValue',
  'createMissingElement',
  'referenceAsString',
  'singleValueAsList',
  'listAsSingleValue',
  'unknownAttributeIgnored',
  'unknownSchemaIgnored',
  'readOnlyIgnored',
  'extensionDot',
  'extensionAttributeUnqualified',
  'emptyReferenceRemoves',
  'missingSchema',
  'valuePathComparison',
  'absentMembersKept',
] as const;
export type ToleranceName = (typeof TOLERANCES)[number];
