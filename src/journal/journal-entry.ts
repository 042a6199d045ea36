/** One attribute's change. `before` and `after` are null where the attribute was, or is, absent. */
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface JournalTarget {
  readonly type:
    | 'user'
    | 'group'
    | 'organization'
    | 'scim_secret'
    | 'access_token'
    | 'connection'
    | 'session'
    | 'role'
    | 'schema'
    | 'tenant'
    | 'job'
    | 'journal'
    | 'mail'
    | 'mapping'
    | 'webhook'
    | 'settings';
  readonly id: string | null;
  readonly display: string;
}

export interface Entry {
  /** One of the contract's action names, e.g. `user.created`. */
  readonly action: string;
  readonly target: JournalTarget;
  readonly changes?: readonly Change[];
  readonly outcome?: 'success' | 'failure';
}
