import type { Configuration } from '../config/configuration.js';
import { findContext } from './request-context.js';

/**
 * The address, without a slash at its end, that links and locations of this request begin with: the tenant's own
 * where it has one, else the installation's. Never what a request calls itself.
 */
export function currentPublicUrl({ publicUrl }: Configuration): string {
  return findContext()?.publicUrl ?? publicUrl;
}
