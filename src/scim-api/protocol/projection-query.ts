import { InvalidValueError, parseProjection, type Projection, type ResourceType } from '../../scim/index.js';
import type { QueryParameters } from './list-query.js';
import type { ScimRequest } from './scim-request.js';

/**
 * The `attributes` and `excludedAttributes` of a request for one resource (RFC 7644 §3.9).
 * @throws InvalidValueError
 */
export function readProjection({ query, conformance }: ScimRequest, resourceType: ResourceType): Projection {
  const attributes = single(query as QueryParameters, 'attributes');
  const excludedAttributes = single(query as QueryParameters, 'excludedAttributes');
  return parseProjection({ attributes, excludedAttributes }, resourceType, { conformance });
}

/** Whether the client says which attributes it wants back. */
export function asksForAttributes({ query }: ScimRequest): boolean {
  return query['attributes'] !== undefined || query['excludedAttributes'] !== undefined;
}

function single(query: QueryParameters, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new InvalidValueError(`${name} is given more than once`);
}
