import type { Request } from 'express';
import { MethodNotAllowedError } from '../../scim/index.js';

/**
 * The answer to a method that a path does not know: 405 with those that it does (RFC 9110 §15.5.6). Express answers
 * HEAD wherever it answers GET.
 */
export function methodNotAllowed(request: Request, ...methods: readonly string[]): never {
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  throw new MethodNotAllowedError(
    `${request.method} is not possible here; possible are ${allow.join(', ')}`,
    allow,
  );
}
