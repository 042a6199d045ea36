import type { Filter } from '../filter/ast.js';
import type { RelationValue } from '../resource/relation-values.js';

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

/** Whether a change names nobody to add or to remove. */
export function isVoid(change: RelationChange): boolean {
  return (
    (change.kind === 'add' && change.values.length === 0) ||
    (change.kind === 'remove' && change.ids.length === 0)
  );
}

/** Joins neighbours of one kind: an IdP that sends an operation for each member causes one change, not hundreds. */
export function joinChanges(changes: readonly RelationChange[]): RelationChange[] {
  const runs: RelationChange[][] = [];
  for (const change of changes) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === change.kind) run.push(change);
    else runs.push([change]);
  }
  return runs.flatMap(joinRun);
}

function joinRun(run: RelationChange[]): RelationChange[] {
  const additions = run.filter((change) => change.kind === 'add');
  if (additions.length > 0) return [{ kind: 'add', values: additions.flatMap(({ values }) => values) }];
  const removals = run.filter((change) => change.kind === 'remove');
  if (removals.length > 0) return [{ kind: 'remove', ids: removals.flatMap(({ ids }) => ids) }];
  return run;
}
