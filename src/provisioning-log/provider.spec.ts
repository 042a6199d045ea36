import { describe, expect, it } from 'vitest';
import { recognizeProvider } from './provider.js';
import type { Provider } from './scim-call.js';

describe('Whose call it is', () => {
  it.each<[Provider, userAgent: string | undefined, url: string]>([
    ['okta', 'Okta SCIM Client 1.0.0', '/scim/v2/Users'],
    ['entra', 'Microsoft Azure AD provisioning', '/scim/v2/Users'],
    ['entra', undefined, '/scim/v2/Users?aadOptscim062020&filter=x'],
    ['entra', 'Mozilla', '/scim/v2/Users?filter=x&aadOptSCIM062020=true'],
    ['onelogin', 'OneLogin/1', '/scim/v2/Users'],
    ['onelogin', 'Ruby', '/scim/v2/Users/0192?'],
    ['onelogin', undefined, '/scim/v2/Users?filter=userName+eq+%22x%22&'],
    ['jumpcloud', 'JumpCloud-SCIM', '/scim/v2/Users'],
    ['sailpoint', 'SailPoint/8', '/scim/v2/Users'],
    ['google', 'Google-Autoprovisioning', '/scim/v2/Users'],
    ['other', 'curl/8', '/scim/v2/Users'],
    ['jumpcloud', undefined, '/scim/v2/Users'],
  ])('is %s with the user agent %s at %s', (expected, userAgent, url) => {
    expect(recognizeProvider({ userAgent, url }, 'jumpcloud')).toBe(expected);
  });
});
