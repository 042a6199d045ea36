import type { ResourceDocument } from '../scim/index.js';

/** A resource as the directory keeps it; the SCIM surface and the admin API make their own forms of it. */
export interface StoredResource {
  readonly id: string;
  /** `User` or `Group`. */
  readonly resourceType: string;
  /** Counts writes from 1. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly lastModifiedAt: number;
  readonly document: ResourceDocument;
  /** How the resource is shown where it is referred to. */
  readonly display: string;
  readonly active: boolean;
  /** The IdP manages it. */
  readonly externallyManaged: boolean;
  /** The IdP manages it, and has something else: it was restored here since the IdP's last write. */
  readonly drift: boolean;
}

/**
 * Whose eyes look: administrators see all. SCIM sees what the IdP manages and, where it may take over existing
 * accounts (`matchable`), all others but unmanaged ones that may do more than a user manager.
 */
export type Visibility = 'managed' | 'matchable' | 'all';

/** What the IdP sees: who may do more than a user manager stays out of its sight, unless the connection says otherwise. */
export function visibilityOf({
  matchUsersBy,
  provisionAdministrators,
}: {
  readonly matchUsersBy: MatchBy;
  readonly provisionAdministrators: boolean;
}): Visibility {
  if (matchUsersBy === 'none') return 'managed';
  return provisionAdministrators ? 'all' : 'matchable';
}

/** Throws when the resource is not in the state that the caller wants it in (`If-Match`); runs inside the write. */
export type Precondition = (current: StoredResource) => void;

/** A reference to a resource, as `members` and `groups` show it. */
export interface Reference {
  readonly id: string;
  readonly resourceType: string;
  readonly display: string;
}

/** By what an IdP finds existing users; groups are found by name, unless it is `none`. */
export type MatchBy = 'email' | 'userName' | 'none';

/** Which roles an IdP may give by which attribute. */
export interface RolePolicy {
  /** A path in the user's schemas, as the connection's `roleAttribute` names it. */
  readonly attribute: string;
  readonly assignable: readonly string[];
}

/** How a resource is written. */
export interface WriteOptions {
  readonly visibility: Visibility;
  readonly precondition?: Precondition;
  /** The IdP writes: what it has not made it takes over. */
  readonly takesOver?: boolean;
  /** A user who is deleted is kept for a while, for an administrator to bring back. */
  readonly retains?: boolean;
  /** The IdP gives roles. */
  readonly roles?: RolePolicy;
  /** What the IdP manages is changed here: it has drifted from what the IdP has, until that writes again. */
  readonly drifts?: boolean;
}

/** How a resource comes to be. */
export interface CreateOptions {
  readonly externallyManaged: boolean;
  readonly visibility: Visibility;
  /** By what the IdP finds one that is there already, and takes it over instead. */
  readonly matchBy?: MatchBy;
  /** A user who was deleted, is retained and has the same `externalId` gets their old id back, and nothing else. */
  readonly rejoins?: boolean;
  readonly roles?: RolePolicy;
}
