import type { Request } from 'express';
import type { MatchBy, RolePolicy, Visibility } from '../../directory/stored-resource.js';
import type { Conformance } from '../../scim/index.js';

/** A request that the bearer guard has let in. */
export interface ScimRequest extends Request {
  /** How strictly the tenant's connection takes the protocol, and who counts its tolerances. */
  conformance: Conformance;
  /** What the IdP sees, and by what it finds what was there before it. */
  visibility: Visibility;
  matchBy: MatchBy;
  /** Whom the IdP deletes is retained for a while, and comes back under the old id when it creates them again. */
  retains: boolean;
  rejoins: boolean;
  /** Undefined where the IdP gives no roles. */
  roles: RolePolicy | undefined;
}
