import { InvalidValueError, parseProjection, type Projection, type ResourceType } from '../../scim/index.js';
import type { QueryParameters } from './list-query.js';

/** The `attributes` and `excludedAttributes` of a request for one resource (RFC 7644 §3.9). */
export function readProjection(query: QueryParameters, resourceType: ResourceType): Projection {
  return parseProjection(single(query, 'attributes'), single(query, 'excludedAttributes'), resourceType);
}

/** Whether the client says which attributes it wants back. */
export function asksForAttributes(query: QueryParameters): boolean {
  return query['attributes'] !== undefined || query['excludedAttributes'] !== undefined;
}

function single(query: QueryParameters, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new InvalidValueError(`${name} is given more than once`);
}
