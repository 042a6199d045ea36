import type { Permission } from './permissions.js';

/** Under which a route's declaration is found. */
export const ACCESS = 'admin:access';

/** Who may call a route. */
export type Access = 'public' | 'signed-in' | { readonly permission: Permission };
