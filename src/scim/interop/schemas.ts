import { InvalidSyntaxError } from '../error.js';
import type { JsonValue } from '../resource/resource.js';
import { isSameName } from '../schema/fold-name.js';
import { listOfSingleValue } from './shapes.js';
import type { Conformance } from './tolerance.js';

/**
 * Takes a body whose `schemas` name what Rollcall does not know, or not what it should: Microsoft Entra ID adds URNs
 * of its own (one without its colon), OneLogin's templates have those of SCIM 1 and of drafts
 * (goauthentik/authentik#11249), Okta's pushes of groups none at all (jelhub/scimgateway#113). The endpoint says what
 * the body is.
 * @param required the URN that must be among them
 * @param known whether a URN may be among them
 * @throws InvalidSyntaxError when `schemas` is no list of strings; when strict, also for what is missing or unknown
 * @throws InvalidValueError when strict, for one URN outside of a list (RFC 7643 §3)
 */
export function checkSchemas(
  schemas: JsonValue | undefined,
  required: string,
  known: (urn: string) => boolean,
  conformance: Conformance,
): void {
  const stated = schemas ?? [];
  const urns = Array.isArray(stated) ? stated : listOfSingleValue(stated, 'schemas', conformance);
  if (!urns.every((urn) => typeof urn === 'string')) {
    throw new InvalidSyntaxError('schemas is a list of URNs');
  }
  const hasRequired = urns.some((urn) => isSameName(urn, required));
  const unknown = urns.find((urn) => !known(urn));
  if (hasRequired && unknown === undefined) return;
  if (conformance.mode === 'strict') {
    throw new InvalidSyntaxError(
      hasRequired ? 'schemas names a schema that does not belong here' : `schemas must name ${required}`,
    );
  }
  if (!hasRequired) conformance.used('missingSchema');
  if (unknown !== undefined) conformance.used('unknownSchemaIgnored');
}
