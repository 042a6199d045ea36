import type { Request } from 'express';

const SCIM_JSON = 'application/scim+json';
const JSON_ALONE = 'application/json';

/**
 * The media type of an answer (RFC 7644 §3.8, §8.1): SCIM's own, unless the client takes plain JSON and not that.
 * A client that takes neither gets SCIM's own, which RFC 9110 §12.4.1 prefers over an error.
 */
export function responseMediaType(request: Request): string {
  return !request.accepts(SCIM_JSON) && request.accepts(JSON_ALONE) ? JSON_ALONE : SCIM_JSON;
}
