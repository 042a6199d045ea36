import type { Scope } from '../operations/request-context.js';
import type { Permission } from './permissions.js';

/** Somebody who calls the admin API: a person by their session, or a program by their access token. */
export interface Principal {
  readonly userId: string;
  readonly userName: string;
  readonly display: string;
  readonly roles: readonly string[];
  /** What they may do; of an access token, what both it and its owner may. */
  readonly permissions: readonly Permission[];
  readonly session?: { readonly id: string; readonly expiresAt: number };
  readonly accessToken?: {
    readonly id: string;
    readonly name: string;
    /** Null where it sees whatever its owner sees. */
    readonly scope: Scope | null;
  };
}

/** What decides on what they may do to others; work that goes on without them keeps it. */
export interface Rights extends Pick<Principal, 'userId' | 'roles' | 'permissions'> {
  /** Present where it is a program. */
  readonly accessToken?: object;
}

export function rightsOf({ userId, roles, permissions, accessToken }: Principal): Rights {
  return { userId, roles, permissions, ...(accessToken && { accessToken: { id: accessToken.id } }) };
}

/** Somebody who is signed in. */
export interface SignedInPrincipal extends Principal {
  readonly session: NonNullable<Principal['session']>;
}

/** The tenant of a credential. */
export interface TenantOfCaller {
  readonly tenantId: number;
  /** Its own public address. */
  readonly publicUrl: string | undefined;
}
