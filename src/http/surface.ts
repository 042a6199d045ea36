/** Whom an address speaks to: identity providers, programs and the console, or a browser. */
export type Surface = 'scim' | 'admin' | 'web';

/** Where the SCIM API stands (RFC 7644 §3.13: the version is part of the base). */
export const SCIM_BASE = '/scim/v2';
const ADMIN_BASE = '/api/v1';

/** The surface of a canonical address; its errors and its caching follow from it. */
export function surfaceOf(url: string): Surface {
  if (isBelow(url, SCIM_BASE)) return 'scim';
  if (isBelow(url, ADMIN_BASE)) return 'admin';
  return 'web';
}

function isBelow(url: string, base: string): boolean {
  if (!url.startsWith(base)) return false;
  const next = url[base.length];
  return next === undefined || next === '/' || next === '?';
}
