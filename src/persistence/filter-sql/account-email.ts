/** The stored name of the account's e-mail: matching, sign-in and invitations find people by it. */
export const ACCOUNT_EMAIL = '~email';
