import type { Request } from 'express';
import type { Precondition } from '../../directory/stored-resource.js';
import { PreconditionFailedError } from '../../scim/index.js';

/** The weak entity tag of a version, RFC 7644 §3.14. */
export function etag(version: number): string {
  return `W/"${version}"`;
}

/** `If-Match` on a write: 412 unless the client has seen the present version (RFC 7644 §3.14, RFC 9110 §13.1.1). */
export function ifMatch(request: Request): Precondition | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  return ({ version }) => {
    if (!names(header, version)) {
      throw new PreconditionFailedError(`The resource has changed: its version is ${etag(version)}`);
    }
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
