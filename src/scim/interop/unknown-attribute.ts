import { InvalidSyntaxError } from '../error.js';
import type { Conformance } from './tolerance.js';

/**
 * Passes over an attribute of a body that Rollcall does not keep: templates of OneLogin hold what their
 * administrators write, and Microsoft's examples name attributes of other schemas ("use SCIM to provision users and
 * groups", example 2). RFC 7643 §2.1 leaves it to the service provider.
 * @param location where it stands, e.g. `name.shoeSize`
 * @throws InvalidSyntaxError when strict
 */
export function ignoreUnknownAttribute(location: string, conformance: Conformance): void {
  if (conformance.mode === 'strict') {
    throw new InvalidSyntaxError(`"${location.slice(0, 100)}" is no attribute of the resource`);
  }
  conformance.used('unknownAttributeIgnored');
}
