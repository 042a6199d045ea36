/** One field of the input that breaks a rule. */
export interface FieldError {
  /** The field's path, e.g. `notificationEmails[0]`. */
  readonly path: string;
  readonly message: string;
}

/** The wire form of an error of the admin API, RFC 9457. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** A name for programs, e.g. `externally_managed`. */
  readonly code: string;
  readonly errors?: readonly FieldError[];
}

/** An error that only the admin API knows; those that SCIM has too are the kernel's. */
export class ProblemError extends Error {
  constructor(
    /** The HTTP status code. */
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: readonly FieldError[],
    readonly headers?: Readonly<Record<string, string>>,
  ) {
    super(detail);
    this.name = new.target.name;
  }
}

/** 400: the input breaks rules, each named with its field. */
export class InvalidInputError extends ProblemError {
  constructor(errors: readonly FieldError[]) {
    super(400, 'invalid_input', errors.map(({ path, message }) => `${path} ${message}`).join('; '), errors);
  }
}
