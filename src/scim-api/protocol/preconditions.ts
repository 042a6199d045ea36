import type { Request } from 'express';
import type { Precondition } from '../../directory/stored-resource.js';
import { PreconditionFailedError } from '../../scim/index.js';

/** The weak entity tag of a version, RFC 7644 §3.14. */
export function etag(version: number): string {
  return `W/"${version}"`;
}

/**
 * What a write depends on: `If-Match` on the version that the client has seen (RFC 7644 §3.14, RFC 9110 §13.1.1),
 * `If-None-Match` on any other than that (RFC 9110 §13.1.2); 412 otherwise.
 */
export function writePrecondition(request: Request): Precondition | undefined {
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
  if (match === undefined && noneMatch === undefined) return undefined;
  return ({ version }) => {
    const holds = (match === undefined || names(match, version)) && !(noneMatch && names(noneMatch, version));
    if (holds) return;
    throw new PreconditionFailedError(`The precondition does not hold: the version is ${etag(version)}`);
  };
}

/** `If-None-Match` on a read: whether the client's copy is still good, so that 304 is the answer. */
export function isFresh(request: Request, version: number): boolean {
  const header = request.headers['if-none-match'];
  return header !== undefined && names(header, version);
}

/** Compares weakly: versions here say what a resource means, not its bytes. */
function names(header: string, version: number): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${version}"`);
}
