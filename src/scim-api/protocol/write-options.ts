import type { CreateOptions, WriteOptions } from '../../directory/stored-resource.js';
import { writePrecondition } from './preconditions.js';
import type { ScimRequest } from './scim-request.js';

/** How an IdP creates: what it matches it takes over. */
export function createOptions({ visibility, matchBy, rejoins, roles }: ScimRequest): CreateOptions {
  return { externallyManaged: true, visibility, matchBy, rejoins, roles };
}

/** How an IdP writes to what it sees. */
export function writeOptions(request: ScimRequest): WriteOptions {
  const { visibility, retains, roles } = request;
  return { visibility, retains, roles, precondition: writePrecondition(request), takesOver: true };
}
