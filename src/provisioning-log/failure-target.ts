import { createHash } from 'node:crypto';
import { fold, isObject, type JsonValue } from '../scim/index.js';
import type { Address, TargetType } from './scim-call.js';

/** What tells one target from another, as SHA-256: a success with the same key has brought about what failed. */
export type TargetKey = Buffer;

const NAME_ATTRIBUTES: Readonly<Record<TargetType, string>> = { user: 'username', group: 'displayname' };
const MOST_OF_SHAPE = 300;

/** What a call says of itself beside its address. */
export interface CallContent {
  /** The filter of a query. */
  readonly filter?: string;
  /** The name in the body: `userName`, `displayName`. */
  readonly name?: string;
}

/** The name that a resource, or the body of a call, has; attribute names in whatever case. */
export function nameOf(type: TargetType | null, body: JsonValue | undefined): string | undefined {
  if (type === null || !isObject(body)) return undefined;
  const name = Object.entries(body).find(([key]) => key.toLowerCase() === NAME_ATTRIBUTES[type])?.[1];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Under what a call's failure is remembered: its id, else its name, else what it asks. */
export function failureKey({ operation, type, id }: Address, { filter, name }: CallContent): TargetKey {
  if (operation === 'query') return keyOf('query', type, shapeOf(filter ?? ''));
  if (id !== null) return keyOf('id', type, id);
  return name === undefined ? keyOf('create', type, '') : keyOf('name', type, fold(name, false));
}

/** What a call's success puts right. @param createdId of what it has created */
export function successKeys(address: Address, content: CallContent, createdId?: string): TargetKey[] {
  const { operation, type, id } = address;
  const keys = [failureKey(address, content)];
  if (operation === 'create') keys.push(keyOf('create', type, ''));
  if (createdId !== undefined) keys.push(keyOf('id', type, createdId));
  if (id !== null && content.name !== undefined) keys.push(keyOf('name', type, fold(content.name, false)));
  return keys;
}

/** A filter without what it compares with: it names nobody. */
export function shapeOf(filter: string): string {
  return filter
    .replace(/"(?:[^"\\]|\\.)*"?/g, '"…"')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_OF_SHAPE);
}

function keyOf(kind: string, type: TargetType | null, value: string): TargetKey {
  return createHash('sha256')
    .update(JSON.stringify([kind, type, value]))
    .digest();
}
