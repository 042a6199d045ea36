import { describe, expect, it } from 'vitest';
import { connectionStatus, secretState, type SecretFacts } from './connection.js';

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
  it.each<[expected: string, enabled: boolean, facts: Partial<SecretFacts> | undefined]>([
    ['not_set_up', true, undefined],
    ['not_set_up', false, undefined],
    ['switched_off', false, {}],
    ['switched_off', false, { expiresAt: NOW }],
    ['waiting', true, { lastUsedAt: null }],
    ['connected', true, {}],
    ['suspended', true, { administratorIsFit: false }],
    ['expired', true, { expiresAt: NOW }],
  ])('is %s when enabled is %s and the secret has %j', (expected, enabled, facts) => {
    expect(connectionStatus(enabled, facts && { ...USED, ...facts }, NOW)).toBe(expected);
  });
});
