import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import {
  BusyError,
  ForeignKeyViolation,
  UnavailableError,
  UniqueViolation,
} from '../persistence/unique-violation.js';
import { OverloadedError } from './overloaded-error.js';
import {
  MethodNotAllowedError,
  NotFoundError,
  ScimError,
  UnauthorizedError,
  type ScimType,
} from '../scim/index.js';

/** What went wrong, in terms that every surface can put into its own form. */
export interface Failure {
  /** The HTTP status code. */
  readonly status: number;
  /** A name for programs, in lower case with underscores, e.g. `not_found`. */
  readonly code: string;
  /** Plain words for people. */
  readonly detail: string;
  /** What the administrator of an identity provider can do, who gets to see nothing but the answer. */
  readonly advice?: string;
  readonly scimType?: ScimType;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Seconds after which a client that met a busy server or an absent database may try again. */
const RETRY_AFTER = { busy: '1', overloaded: '5', unavailable: '5' };

/** Describes an error of the domain, of persistence or of Nest; undefined when it is a fault of ours. */
export function describeFailure(error: unknown): Failure | undefined {
  if (error instanceof ScimError) return describeScimError(error);
  if (error instanceof UniqueViolation) {
    return {
      status: 409,
      code: 'uniqueness',
      scimType: 'uniqueness',
      detail: 'A value that must be unique is in use',
    };
  }
  if (error instanceof ForeignKeyViolation) {
    return {
      status: 409,
      code: 'conflict',
      detail: 'What this refers to was deleted at the same moment: try again',
    };
  }
  if (error instanceof BusyError) {
    const headers = { 'Retry-After': RETRY_AFTER.busy };
    return { status: 503, code: 'busy', detail: 'Too many conflicting changes at once: try again', headers };
  }
  if (error instanceof OverloadedError) {
    const headers = { 'Retry-After': RETRY_AFTER.overloaded };
    return { status: 503, code: 'busy', detail: `${error.message}: try again later`, headers };
  }
  if (error instanceof UnavailableError) {
    const headers = { 'Retry-After': RETRY_AFTER.unavailable };
    return {
      status: 503,
      code: 'unavailable',
      detail: 'The database cannot be reached: try again later',
      headers,
    };
  }
  if (error instanceof HttpException && error.getStatus() < 500) return describeHttpException(error);
  return undefined;
}

/** What is told of a fault of ours: that it is one. The log has the rest, under the request's id. */
export const FAULT: Failure = {
  status: 500,
  code: 'internal_error',
  detail: 'Something went wrong in Rollcall; its log has the details under this X-Request-Id',
};

function describeScimError(error: ScimError): Failure {
  return {
    status: error.status,
    code: codeOf(error.constructor.name.replace(/Error$/, '')),
    detail: error.detail,
    ...(error instanceof NotFoundError && { advice: error.advice }),
    ...(error.scimType && { scimType: error.scimType }),
    ...(error instanceof UnauthorizedError && { headers: { 'WWW-Authenticate': error.challenge } }),
    ...(error instanceof MethodNotAllowedError && { headers: { Allow: error.allow.join(', ') } }),
  };
}

/** Nest itself throws these: for an address without a route, and for one that Express cannot decode. */
function describeHttpException(error: HttpException): Failure {
  const status = error.getStatus();
  const detail = status === 404 ? 'There is nothing at this address' : error.message;
  return { status, code: codeOf(STATUS_CODES[status] ?? 'error'), detail };
}

function codeOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z]+/g, '_')
    .toLowerCase();
}
