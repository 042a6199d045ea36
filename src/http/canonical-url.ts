import type { NextFunction, Request, Response } from 'express';
import { InvalidSyntaxError } from '../scim/index.js';
import { SCIM_BASE } from './surface.js';

/** The bases under which IdPs were told to look for the SCIM API, each as a whole path segment. */
const SCIM_BASES = /^\/(?:api\/v2\/scim|scim(?:\/v2)?)(?=[/?]|$)/;
/** The absolute form of a request target, which every server must accept (RFC 9112 §3.2.2). */
const AUTHORITY = /^https?:\/\/[^/?#]*/i;

/**
 * One spelling for each address, so that routes, limits and logs need to know only one. Nothing is decoded: a
 * percent-encoded slash or letter does not become another route.
 */
export function canonicalUrl(url: string): string {
  const target = url.replace(AUTHORITY, '');
  return (target.startsWith('/') ? target : `/${target}`).replace(SCIM_BASES, SCIM_BASE);
}

export function useCanonicalUrl(request: Request, _response: Response, next: NextFunction): void {
  request.url = canonicalUrl(request.url);
  next();
}

/** @throws InvalidSyntaxError when the percent-encoding is malformed (RFC 3986 §2.1) */
export function refuseMalformedUrl(request: Request, _response: Response, next: NextFunction): void {
  try {
    decodeURIComponent(request.url);
  } catch {
    throw new InvalidSyntaxError('The percent-encoding of the address is malformed');
  }
  next();
}
