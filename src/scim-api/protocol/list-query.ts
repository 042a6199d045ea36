import type { Visibility } from '../../directory/stored-resource.js';
import {
  DEFAULT_PAGE_SIZE,
  ignoreUnknownName,
  InvalidCountError,
  InvalidValueError,
  MAX_PAGE_SIZE,
  parseFilter,
  resolveAttributePath,
  type AttributePath,
  type Conformance,
  type ResourceType,
  type SearchRequest,
} from '../../scim/index.js';
import type { ListRequest, PageRequest } from '../../directory/resource-lists.js';
import type { Selection } from '../../directory/list.repository.js';

/** The query string of a list; a repeated parameter arrives as an array. */
export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

const NAMES = [
  'filter',
  'sortBy',
  'sortOrder',
  'startIndex',
  'count',
  'cursor',
  'attributes',
  'excludedAttributes',
] as const;

/** Reads the parameters of RFC 7644 §3.4.2 and RFC 9865 §2; others are ignored. @throws InvalidValueError, InvalidCountError */
export function readListQuery(query: QueryParameters): SearchRequest {
  const request: Record<string, string | number> = {};
  for (const name of NAMES) {
    const value = query[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw new InvalidValueError(`${name} is given more than once`);
    request[name] = name === 'startIndex' || name === 'count' ? integer(name, value, query) : value;
  }
  return request;
}

/** What the directory is asked for. @throws InvalidFilterError, InvalidValueError */
export function toListRequest(
  request: SearchRequest,
  resourceTypes: readonly ResourceType[],
  context: { tenantId: number; baseUrl: string; conformance: Conformance; visibility: Visibility },
): ListRequest {
  const { filter, sortBy, sortOrder } = request;
  const selection: Selection = {
    tenantId: context.tenantId,
    types: filtered(filter, resourceTypes, context.conformance),
    sort: {
      path: sortBy === undefined ? undefined : sortPath(sortBy, resourceTypes, context.conformance),
      descending: isDescending(sortOrder),
    },
    visibility: context.visibility,
    baseUrl: context.baseUrl,
  };
  const names = resourceTypes.map(({ id }) => id);
  return {
    selection,
    identity: JSON.stringify([names, filter ?? null, sortBy ?? null, selection.sort.descending]),
    page: readPage(request),
  };
}

/** The filter as each type is asked for it: what only another of the types has is absent in this one. */
function filtered(
  text: string | undefined,
  resourceTypes: readonly ResourceType[],
  conformance: Conformance,
): Selection['types'] {
  return resourceTypes.map((resourceType) => ({
    resourceType,
    ...(text !== undefined && {
      filter: parseFilter(text, resourceType, {
        conformance,
        otherTypes: resourceTypes.filter((other) => other !== resourceType),
      }),
    }),
  }));
}

/** What is sorted by; undefined where no resource has the attribute, so that they come in the order of their creation. */
function sortPath(
  text: string,
  resourceTypes: readonly ResourceType[],
  conformance: Conformance,
): AttributePath | undefined {
  const path = resourceTypes
    .map((type) => resolveAttributePath(text, type, conformance))
    .find((found) => found !== undefined);
  if (!path) {
    ignoreUnknownName('sortBy', conformance);
    return undefined;
  }
  const { attribute, subAttribute } = path;
  if (attribute.relation) throw new InvalidValueError(`sortBy: ${attribute.name} has no order`);
  if (subAttribute || attribute.type !== 'complex') return path;
  // A complex attribute sorts by its value (RFC 7644 §3.4.2.3: by its primary or first value).
  const value = attribute.subAttributes?.find(({ name }) => name === 'value');
  if (!value)
    throw new InvalidValueError(`sortBy: ${attribute.name} is complex; name one of its sub-attributes`);
  return { ...path, subAttribute: value };
}

function isDescending(sortOrder: string | undefined): boolean {
  if (sortOrder === undefined) return false;
  const order = sortOrder.toLowerCase();
  if (order !== 'ascending' && order !== 'descending') {
    throw new InvalidValueError('sortOrder is either ascending or descending');
  }
  return order === 'descending';
}

/** A `count` of 0 or less asks for no resources, more than the maximum for the maximum; a `startIndex` below 1 is 1. */
function readPage({ startIndex, count, cursor }: SearchRequest): PageRequest {
  const size = Math.min(Math.max(count ?? DEFAULT_PAGE_SIZE, 0), MAX_PAGE_SIZE);
  if (cursor === undefined) {
    return {
      kind: 'index',
      startIndex: Math.min(Math.max(startIndex ?? 1, 1), Number.MAX_SAFE_INTEGER),
      count: size,
    };
  }
  if (startIndex !== undefined)
    throw new InvalidValueError('startIndex and cursor exclude one another (RFC 9865)');
  return { kind: 'cursor', cursor, count: size };
}

function integer(name: string, text: string, { cursor }: QueryParameters): number {
  if (/^[+-]?\d{1,30}$/.test(text)) return Number(text);
  const isOfCursor = name === 'count' && cursor !== undefined;
  throw new (isOfCursor ? InvalidCountError : InvalidValueError)(`${name} is an integer`);
}
