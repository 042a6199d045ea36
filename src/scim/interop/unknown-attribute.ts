import { InvalidSyntaxError, InvalidValueError } from '../error.js';
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

/**
 * Passes over a name in `attributes`, `excludedAttributes` or `sortBy` that none of the resources asked for has: SailPoint
 * asks for whatever its administrators have put into its own schema (documentation.sailpoint.com, "SCIM 2.0",
 * configuration parameters). RFC 7644 §3.9 and §3.4.2.3 do not say what becomes of it.
 * @throws InvalidValueError when strict
 */
export function ignoreUnknownName(parameter: string, conformance: Conformance): void {
  if (conformance.mode === 'strict') {
    throw new InvalidValueError(`${parameter} names no attribute of the resources that are asked for`);
  }
  conformance.used('unknownAttributeIgnored');
}
