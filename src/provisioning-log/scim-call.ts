import type { ConnectionSettings } from '../provisioning/connection.js';

export type Provider = ConnectionSettings['provider'];

/** In the words of RFC 7644; `other` is what Rollcall does not offer. */
export const OPERATIONS = [
  'create',
  'retrieve',
  'query',
  'replace',
  'modify',
  'delete',
  'discover',
  'other',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What a change did to its target. A resource that was there before and is managed from then on is `matched`. */
export const EFFECTS = ['created', 'matched', 'updated', 'deactivated', 'deleted'] as const;
export type Effect = (typeof EFFECTS)[number];

export const TARGET_TYPES = ['user', 'group'] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

export interface Target {
  readonly type: TargetType | null;
  /** As the IdP has named it: there need not be one. */
  readonly id: string | null;
  readonly display: string | null;
}

/** What a call is about, as far as its method and address tell. */
export interface Address {
  readonly operation: Operation;
  readonly type: TargetType | null;
  readonly id: string | null;
}

const TYPES: Readonly<Record<string, TargetType>> = { Users: 'user', Groups: 'group' };
const DISCOVERY = new Set(['ServiceProviderConfig', 'ResourceTypes', 'Schemas', 'readiness']);
const OF_RESOURCE: Readonly<Record<string, Operation>> = {
  GET: 'retrieve',
  HEAD: 'retrieve',
  PUT: 'replace',
  PATCH: 'modify',
  DELETE: 'delete',
};
const OF_COLLECTION: Readonly<Record<string, Operation>> = { GET: 'query', HEAD: 'query', POST: 'create' };

/** @param path below the base of the SCIM API, without a query, e.g. `/Users/0192…` */
export function readAddress(method: string, path: string): Address {
  const [collection = '', id = ''] = path.split('/').filter((segment) => segment !== '');
  const type = TYPES[collection] ?? null;
  if (DISCOVERY.has(collection)) return { operation: 'discover', type: null, id: null };
  if (collection === '.search' || (type && id === '.search')) return { operation: 'query', type, id: null };
  if (type === null) return { operation: 'other', type, id: null };
  if (id === '') return { operation: OF_COLLECTION[method] ?? 'other', type, id: null };
  return { operation: OF_RESOURCE[method] ?? 'other', type, id: decode(id) };
}

/** The operations by which an IdP brings about what it wants. */
export function isWrite(operation: Operation): boolean {
  return ['create', 'replace', 'modify', 'delete'].includes(operation);
}

/** A malformed address was refused before. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
