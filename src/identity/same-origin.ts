import type { Request } from 'express';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** RFC 9110 §9.2.1: nothing changes. */
export function isSafe({ method }: Request): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * Whether a request that may change something comes from a page of ours, as the browser tells (Fetch Metadata;
 * older ones: `Origin`). One that tells nothing is a program's: it is believed where no cookie speaks for it.
 */
export function isFromHere(
  { headers }: Request,
  publicUrl: string,
  { credentials }: { credentials: 'cookie' | 'none' },
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return credentials === 'none';
  return URL.canParse(origin) && isOurs(new URL(origin), publicUrl, headers.host);
}

function isOurs(origin: URL, publicUrl: string, host: string | undefined): boolean {
  return origin.origin === new URL(publicUrl).origin || origin.host === host;
}
