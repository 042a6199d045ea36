/** A sign-in at an OpenID provider that is not let in. The reason is for the journal; who tries learns nothing of it. */
export class SsoRefusal extends Error {
  constructor(
    /** A name such as `email_not_verified`. */
    readonly reason: string,
    readonly userId?: string,
  ) {
    super(reason);
  }
}
