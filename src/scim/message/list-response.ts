import type { JsonObject } from '../resource/resource.js';

export const LIST_RESPONSE_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** A list as it is answered, RFC 7644 §3.4.2 and RFC 9865 §2. `Resources` comes last, so that it can be streamed. */
export function listResponse(list: {
  readonly totalResults: number;
  readonly itemsPerPage: number;
  /** Of a page by number, from 1. */
  readonly startIndex?: number;
  /** Of a page by cursor, where more follows. */
  readonly nextCursor?: string;
  readonly resources: JsonObject[];
}): JsonObject {
  const { totalResults, itemsPerPage, startIndex, nextCursor, resources } = list;
  return {
    schemas: [LIST_RESPONSE_SCHEMA],
    totalResults,
    itemsPerPage,
    ...(startIndex !== undefined && { startIndex }),
    ...(nextCursor !== undefined && { nextCursor }),
    Resources: resources,
  };
}
