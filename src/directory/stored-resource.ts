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
}

/** Whose eyes look: SCIM sees what the IdP manages, administrators see all. */
export type Visibility = 'managed' | 'all';

/** Throws when the resource is not in the state that the caller wants it in (`If-Match`); runs inside the write. */
export type Precondition = (current: StoredResource) => void;

/** A reference to a resource, as `members` and `groups` show it. */
export interface Reference {
  readonly id: string;
  readonly resourceType: string;
  readonly display: string;
}
