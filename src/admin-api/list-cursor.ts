import type { SealedCursor } from '../persistence/sealed-cursor.js';
import { InvalidInputError } from './problem.js';

/** A list as a client asks for it: a cursor of one list is none of another. */
export interface ListIdentity {
  readonly name: string;
  readonly tenantId: number;
  readonly query: object;
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
