import type { Filter } from '../filter/ast.js';

/** A value of a relation as the client names it; `type` only where it was given (`User`, `Group`). */
export interface RelationValue {
  readonly value: string;
  readonly type?: string;
}

/**
 * What a PATCH asks of a relation (`Group.members`), in the order of its operations. The patch engine never sees
 * the present members: a group of any size is changed without being read.
 */
export type RelationChange =
  /** Add those not yet there. */
  | { readonly kind: 'add'; readonly values: readonly RelationValue[] }
  /** Remove those named; one that is not a member is no error. */
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  /** Remove those that match; paths are those of the relation's sub-attributes (`members[type eq "Group"]`). */
  | { readonly kind: 'removeMatching'; readonly filter: Filter }
  /** Exactly these from now on; an empty list removes all. */
  | { readonly kind: 'replaceAll'; readonly values: readonly RelationValue[] };
