import type { SealedCursor } from '../persistence/sealed-cursor.js';
import { InvalidInputError } from './problem.js';

/** A list as a client asks for it: a cursor of one list is none of another. */
export interface ListIdentity {
  readonly name: string;
  readonly tenantId: number;
  readonly query: object;
}

/** Which part of a list is asked for. */
export interface PageRequest {
  /** Entries at the most. */
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: T[];
  /** Where more follows. */
  readonly nextCursor?: string;
}

/**
 * One page of a list.
 * @param load is given where the page begins, which is undefined for the first one, and how many entries to look for:
 *   one more than the page holds, which tells whether more follows
 * @param positionOf what the cursor remembers of the page's last entry
 * @throws InvalidInputError for a cursor of another list
 */
export async function readPage<T>(
  cursors: SealedCursor,
  list: ListIdentity,
  { limit, cursor }: PageRequest,
  load: (after: string | undefined, most: number) => Promise<T[]>,
  positionOf: (last: T) => string,
): Promise<Page<T>> {
  const found = await load(cursor === undefined ? undefined : openPosition(cursors, cursor, list), limit + 1);
  const items = found.slice(0, limit);
  if (found.length <= limit) return { items };
  return { items, nextCursor: sealPosition(cursors, positionOf(items.at(-1)!), list) };
}

/** What most lists go by: ids grow with time. */
export function idOf({ id }: { readonly id: string }): string {
  return id;
}

/** The cursor after the entry with this id. */
export function sealPosition(cursors: SealedCursor, id: string, list: ListIdentity): string {
  return cursors.seal({ id, list: identify(list) });
}

/** The id of the entry after which the list goes on. @throws InvalidInputError for a cursor of another list */
export function openPosition(cursors: SealedCursor, cursor: string, list: ListIdentity): string {
  const content = cursors.open(cursor) as { id: string; list: string } | undefined;
  if (content?.list !== identify(list)) {
    throw new InvalidInputError([{ path: 'cursor', message: 'was not issued for this list' }]);
  }
  return content.id;
}

function identify({ name, tenantId, query }: ListIdentity): string {
  return JSON.stringify([name, tenantId, Object.entries(query).sort()]);
}
