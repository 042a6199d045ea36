import { PERMISSIONS, ROLE_NAMES } from '../identity/permissions.js';
import type { Principal } from '../identity/principal.js';

/** Whoever runs commands on the host may do everything. */
export const HOST: Principal = {
  userId: '',
  userName: 'Command line',
  display: 'Command line',
  roles: ROLE_NAMES,
  permissions: PERMISSIONS,
};
