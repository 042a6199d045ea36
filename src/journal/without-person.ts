import type { SealedContent } from './chain.js';
import type { Change } from './journal-entry.js';

/** What stands where a name stood. */
export const ERASED = 'erased';

/** What an account could do and whether it was there: not the person's, and needed to know who could do what. */
const KEPT: ReadonlySet<string> = new Set([
  'active',
  'roles',
  'externallyManaged',
  'password',
  'retained',
  'status',
]);

/** Whom an erasure is about. */
export interface ErasedPerson {
  readonly id: string;
  /** Of access tokens that were theirs. */
  readonly tokenIds: ReadonlySet<string>;
}

/**
 * What is left of an entry without the person: their name, their address, their attributes' values, and their name
 * where they are a member of something. Who did what to whom stays, by id.
 * @returns undefined where there is nothing of the person in it
 */
export function withoutPerson(content: SealedContent, person: ErasedPerson): SealedContent | undefined {
  const isActor = isOf(content.actorId, person);
  const isTarget = content.targetId === person.id && content.action !== 'audit.erased';
  const changes = JSON.parse(content.changes) as Change[];
  const left = changes.map((change) => withoutValues(change, person, isTarget));
  const isNamed = isTarget || (isActor && content.targetDisplay === content.actorDisplay);
  const rest: SealedContent = {
    ...content,
    ...(isActor && { actorDisplay: ERASED, actorIp: null }),
    ...(isNamed && { targetDisplay: ERASED }),
    changes: JSON.stringify(left),
  };
  return isSame(rest, content) ? undefined : rest;
}

function withoutValues({ path, before, after }: Change, person: ErasedPerson, isTarget: boolean): Change {
  if (isTarget && !KEPT.has(path)) return { path, before: null, after: null };
  return { path, before: withoutName(before, person), after: withoutName(after, person) };
}

/** A reference to the person, `{value, display}`, keeps the id. */
function withoutName(value: unknown, person: ErasedPerson): unknown {
  if (Array.isArray(value)) return value.map((element) => withoutName(element, person));
  if (typeof value !== 'object' || value === null) return value;
  const reference = value as { readonly value?: unknown; readonly display?: unknown };
  const isThem = reference.value === person.id && reference.display !== undefined;
  return isThem ? { ...reference, display: ERASED } : value;
}

function isOf(actorId: string | null, { id, tokenIds }: ErasedPerson): boolean {
  return actorId !== null && (actorId === id || tokenIds.has(actorId));
}

function isSame(one: SealedContent, other: SealedContent): boolean {
  return (
    one.actorDisplay === other.actorDisplay &&
    one.actorIp === other.actorIp &&
    one.targetDisplay === other.targetDisplay &&
    one.changes === other.changes
  );
}
