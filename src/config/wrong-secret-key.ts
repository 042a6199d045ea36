/** SECRET_KEY is not the one that this database was set up with. */
export class WrongSecretKeyError extends Error {}
