import { MutabilityError } from '../error.js';
import type { AttributePath } from '../path/attribute-path.js';
import type { JsonValue } from '../resource/resource.js';
import { ID } from '../schema/common-attributes.js';
import type { Conformance } from './tolerance.js';

/**
 * Passes over a readOnly attribute among others in a value. Okta sends back what it was given:
 * `{"op":"replace","value":{"id":"…","displayName":"…"}}` (developer.okta.com, "SCIM 2.0: rename a group"), SailPoint
 * the user's `groups`.
 * @throws MutabilityError for the id of another resource
 */
export function ignoreReadOnlyMember(
  { attribute }: AttributePath,
  value: JsonValue | undefined,
  id: string,
  conformance: Conformance,
): void {
  if (attribute === ID && value !== null && value !== id)
    throw new MutabilityError('id is that of another resource');
  conformance.used('readOnlyIgnored');
}
