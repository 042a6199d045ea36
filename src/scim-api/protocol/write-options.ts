import type { CreateOptions, WriteOptions } from '../../directory/stored-resource.js';
import { writePrecondition } from './preconditions.js';
import type { ScimRequest } from './scim-request.js';

/** How an IdP creates: what it matches it takes over. */
export function createOptions({ visibility, matchBy, roles }: ScimRequest): CreateOptions {
  return { externallyManaged: true, visibility, matchBy, roles };
}

/** How an IdP writes to what it sees. */
export function writeOptions(request: ScimRequest): WriteOptions {
  const { visibility, roles } = request;
  return { visibility, roles, precondition: writePrecondition(request), takesOver: true };
}
