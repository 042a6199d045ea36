import { InvalidPathError } from '../error.js';
import type { Conformance } from './tolerance.js';

/**
 * Passes over an operation on an attribute that Rollcall does not keep. Microsoft Entra ID's default mapping is
 * large, and one 400 in the middle of a request stops every later cycle for that user (getsentry/sentry#84941).
 * @throws InvalidPathError when strict
 */
export function ignoreUnknownTarget(conformance: Conformance): void {
  if (conformance.mode === 'strict')
    throw new InvalidPathError('An operation names no attribute of the resource');
  conformance.used('unknownAttributeIgnored');
}
