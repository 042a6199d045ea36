import type { Provider } from './scim-call.js';

/** By what a call tells whose it is. */
export interface CallMarks {
  readonly userAgent: string | undefined;
  /** The address as it was sent, with its query. */
  readonly url: string;
}

/**
 * What IdPs call themselves. Okta's is from its own test suite and documentation (`Okta SCIM Client 1.0.0`); the others are
 * the names of the products and their makers, which is how SCIM clients name themselves where they do.
 */
const USER_AGENTS: readonly [RegExp, Provider][] = [
  [/\bokta\b/i, 'okta'],
  [/\bonelogin\b/i, 'onelogin'],
  [/jumpcloud/i, 'jumpcloud'],
  [/sailpoint|identitynow|identityiq/i, 'sailpoint'],
  [/\bgoogle\b|google-/i, 'google'],
  [/\bmicrosoft\b|\bentra\b|\bazure\b|\baad\b|azure.?ad/i, 'entra'],
];

/** Entra's feature flag, which administrators append to the tenant URL (Microsoft: "SCIM 2.0 protocol compliance"). */
const ENTRA_FLAG = /[?&]aadoptscim062020\b/i;
/** OneLogin ends each address by an empty query or parameter (goauthentik/authentik#11249). */
const ONELOGIN_END = /[?&]$/;

/**
 * The IdP that a call comes from. Entra often sends no user agent at all (OneUptime/oneuptime#2134): a call that says
 * nothing of itself is taken for that of the IdP that the connection names.
 */
export function recognizeProvider({ userAgent, url }: CallMarks, configured: Provider): Provider {
  for (const [pattern, provider] of USER_AGENTS) {
    if (userAgent !== undefined && pattern.test(userAgent)) return provider;
  }
  if (ENTRA_FLAG.test(url)) return 'entra';
  if (ONELOGIN_END.test(url)) return 'onelogin';
  return userAgent === undefined ? configured : 'other';
}
