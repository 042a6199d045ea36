/** A unique index refused a row. */
export class UniqueViolation extends Error {
  constructor(
    /** The index's name, e.g. `resources_name`. */
    readonly index: string,
    options?: ErrorOptions,
  ) {
    super(`The unique index ${index} refused a row`, options);
  }
}

/** A foreign key refused a row: what it refers to is not there (any more). */
export class ForeignKeyViolation extends Error {}

/** Deadlocks or lock time-outs that did not go away by trying again: 503, and the client tries later. */
export class BusyError extends Error {}

/** The database cannot be reached: 503. */
export class UnavailableError extends Error {}
