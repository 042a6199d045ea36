import { describe, expect, it } from 'vitest';
import type { ProvisioningFacts } from '../provisioning-log/provisioning-health.js';
import { connectionStatus, EXPIRES_SOON, secretState, type SecretFacts } from './connection.js';

const NOW = 1_800_000_000_000;
const USED: SecretFacts = { expiresAt: null, expiredAt: null, lastUsedAt: NOW - 1, administratorIsFit: true };

describe('the state of the secret', () => {
  it.each<[expected: string, facts: Partial<SecretFacts>]>([
    ['active', {}],
    ['active', { expiresAt: NOW + 1 }],
    ['expired', { expiresAt: NOW }],
    ['suspended', { administratorIsFit: false }],
    ['expired', { expiresAt: NOW, administratorIsFit: false }],
  ])('is %s with %j', (expected, facts) => {
    expect(secretState({ ...USED, ...facts }, NOW)).toBe(expected);
  });

  it('stays expired when the clock is set back', () => {
    expect(secretState({ ...USED, expiresAt: NOW, expiredAt: NOW }, NOW - 172_800_000)).toBe('expired');
  });
});

describe('the status of the connection', () => {
  const NOTHING: ProvisioningFacts = {
    lastCall: undefined,
    failing: undefined,
    silentSince: undefined,
    voidedSecret: undefined,
  };
  const FAILING = { failing: { targets: 1 } as ProvisioningFacts['failing'] };
  const VOIDED = { voidedSecret: { usedAt: NOW, ip: null } };

  it.each<
    [
      expected: string,
      enabled: boolean,
      secret: Partial<SecretFacts> | undefined,
      facts?: Partial<ProvisioningFacts>,
    ]
  >([
    ['not_set_up', true, undefined, VOIDED],
    ['not_set_up', false, undefined],
    ['switched_off', false, {}, FAILING],
    ['switched_off', false, { expiresAt: NOW }],
    ['expired', true, { expiresAt: NOW }, VOIDED],
    ['suspended', true, { administratorIsFit: false }, FAILING],
    ['voided_secret', true, { lastUsedAt: null }, VOIDED],
    ['voided_secret', true, {}, { ...VOIDED, ...FAILING }],
    ['waiting', true, { lastUsedAt: null }, FAILING],
    ['failing', true, { expiresAt: NOW + 1 }, { ...FAILING, silentSince: NOW }],
    ['failing', true, { lastUsedAt: NOW }, { ...FAILING, ...VOIDED }],
    ['silent', true, { expiresAt: NOW + 1 }, { silentSince: NOW }],
    ['expiring', true, { expiresAt: NOW + EXPIRES_SOON }],
    ['connected', true, { expiresAt: NOW + EXPIRES_SOON + 1 }],
    ['connected', true, {}],
  ])('is %s when enabled is %s, the secret has %j and its calls %j', (expected, enabled, secret, facts) => {
    const present = secret && { ...USED, ...secret };
    expect(connectionStatus(enabled, present, { ...NOTHING, ...facts }, NOW)).toBe(expected);
  });
});
