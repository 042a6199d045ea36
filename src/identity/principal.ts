import type { Permission } from './permissions.js';

/** Somebody who is signed in. */
export interface Principal {
  readonly userId: string;
  readonly userName: string;
  readonly display: string;
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
  readonly session: { readonly id: string; readonly expiresAt: number };
}
