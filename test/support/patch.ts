import { applyPatch, type PatchResult } from '../../src/scim/patch/apply-patch.js';
import { parsePatchRequest } from '../../src/scim/message/patch-request.js';
import type { Conformance, ToleranceName } from '../../src/scim/interop/tolerance.js';
import type { JsonObject, ResourceDocument } from '../../src/scim/resource/resource.js';
import type { ResourceType } from '../../src/scim/schema/attribute.js';
import { GROUP, USER } from '../../src/scim/schema/resource-types.js';

export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The id that patched resources have. */
export const OWN_ID = '2819c223-7f76-453a-919d-413861904646';

export interface Patched extends PatchResult {
  /** The tolerances that were needed. */
  readonly used: ReadonlySet<ToleranceName>;
}

/** Applies what a client sends; `schemas` is added. */
export function patchUser(
  document: object,
  operations: readonly object[],
  mode: Conformance['mode'] = 'tolerant',
): Patched {
  return patch(USER, document, { schemas: [PATCH_OP], Operations: operations as JsonObject[] }, mode);
}

export function patchGroup(
  document: object,
  operations: readonly object[],
  mode: Conformance['mode'] = 'tolerant',
): Patched {
  return patch(GROUP, document, { schemas: [PATCH_OP], Operations: operations as JsonObject[] }, mode);
}

/** Applies the body of a PATCH from its wire form on. */
export function patch(
  resourceType: ResourceType,
  document: object,
  body: JsonObject,
  mode: Conformance['mode'] = 'tolerant',
): Patched {
  const used = new Set<ToleranceName>();
  const conformance: Conformance = { mode, used: (tolerance) => used.add(tolerance) };
  const operations = parsePatchRequest(body, conformance);
  const input = { document: document as ResourceDocument, id: OWN_ID, resourceType, operations, conformance };
  return { ...applyPatch(input), used };
}
