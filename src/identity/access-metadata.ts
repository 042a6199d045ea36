import type { Permission } from './permissions.js';

/** Under which a route's declaration is found. */
export const ACCESS = 'admin:access';

/** Under which is found that a route shows a limited access token only those whom it may see. */
export const SCOPED = 'admin:scoped';

/** Who may call a route. */
export type Access = 'public' | 'signed-in' | { readonly permission: Permission };
