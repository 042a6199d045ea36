/**
 * One error class per `scimType` of RFC 7644 §3.12 (Table 9), plus those of RFC 9865 and the ones that have a
 * status but no `scimType`. The kernel and the domain throw these; the exception filter of the SCIM surface
 * turns them into the wire form.
 */

export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

/** The wire form of an error, RFC 7644 §3.12. `status` is a string there. */
export interface ErrorMessage {
  schemas: [typeof ERROR_SCHEMA];
  status: string;
  scimType?: ScimType;
  detail: string;
}

/** What every error of the SCIM surface is. `detail` is shown to administrators by the IdP: plain words. */
export abstract class ScimError extends Error {
  abstract readonly status: number;
  readonly scimType?: ScimType;

  constructor(readonly detail: string) {
    super(detail);
    this.name = new.target.name;
  }

  toMessage(): ErrorMessage {
    return {
      schemas: [ERROR_SCHEMA],
      status: String(this.status),
      ...(this.scimType && { scimType: this.scimType }),
      detail: this.detail,
    };
  }
}

/** RFC 7644 §3.12: the filter's syntax is invalid, or the attribute and comparison combination is not supported. */
export class InvalidFilterError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'invalidFilter';
}
/** RFC 7644 §3.12: more than the server is willing to process. */
export class TooManyError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'tooMany';
}
/** RFC 7644 §3.12: one or more attribute values are already in use or reserved. */
export class UniquenessError extends ScimError {
  readonly status = 409;
  override readonly scimType = 'uniqueness';
}
/** RFC 7644 §3.12: the modification is not compatible with the attribute's mutability. */
export class MutabilityError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'mutability';
}
/** RFC 7644 §3.12: the body's message structure is invalid or does not conform to the request schema. */
export class InvalidSyntaxError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'invalidSyntax';
}
/** RFC 7644 §3.12: the `path` attribute is invalid or malformed. */
export class InvalidPathError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'invalidPath';
}
/** RFC 7644 §3.12: the `path` yields no attribute that could be operated on. */
export class NoTargetError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'noTarget';
}
/** RFC 7644 §3.12: a required value is missing, or a value is not compatible with the operation or attribute type. */
export class InvalidValueError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'invalidValue';
}
/** RFC 9865 §2.1: the cursor is invalid and cannot be used. */
export class InvalidCursorError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'invalidCursor';
}
/** RFC 9865 §2.1: the cursor has expired. */
export class ExpiredCursorError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'expiredCursor';
}
/** RFC 9865 §2.1: the `count` of a page by cursor is none. */
export class InvalidCountError extends ScimError {
  readonly status = 400;
  override readonly scimType = 'invalidCount';
}

/** Errors that have a status and no `scimType`. */
export class UnauthorizedError extends ScimError {
  readonly status = 401;
  constructor(
    detail: string,
    /** For the `WWW-Authenticate` header, RFC 9110 §11.6.1 and RFC 6750 §3. */
    readonly challenge: string,
  ) {
    super(detail);
  }
}
export class ForbiddenError extends ScimError {
  readonly status = 403;
}
export class NotFoundError extends ScimError {
  readonly status = 404;
  constructor(
    detail: string,
    /** What an identity provider's administrator can do: they are who reads the answer there. */
    readonly advice = '',
  ) {
    super(detail);
  }
}
export class MethodNotAllowedError extends ScimError {
  readonly status = 405;
  constructor(
    detail: string,
    /** For the `Allow` header, RFC 9110 §15.5.6. */
    readonly allow: readonly string[],
  ) {
    super(detail);
  }
}
export class PreconditionFailedError extends ScimError {
  readonly status = 412;
}
export class PayloadTooLargeError extends ScimError {
  readonly status = 413;
}
export class UnsupportedMediaTypeError extends ScimError {
  readonly status = 415;
}
export class NotImplementedError extends ScimError {
  readonly status = 501;
}
