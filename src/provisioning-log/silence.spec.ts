import { describe, expect, it } from 'vitest';
import { longestPause, silentSince } from './silence.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 1_800_000_000_000;
const REGULAR = { provider: 'entra' as const, syncs: 100, longestPause: (40 / 60) * HOUR };

describe('An IdP that used to call', () => {
  it.each<[boolean, string, Parameters<typeof silentSince>[0]]>([
    [false, 'within a day', { ...REGULAR, lastCallAt: NOW - DAY }],
    [true, 'after a day without its 40 minutes', { ...REGULAR, lastCallAt: NOW - DAY - 1 }],
    [false, 'over a weekend', { ...REGULAR, provider: 'okta', lastCallAt: NOW - 3 * DAY }],
    [true, 'after a long weekend', { ...REGULAR, provider: 'okta', lastCallAt: NOW - 3 * DAY - 1 }],
    [
      false,
      'that pauses for two days now and then',
      { ...REGULAR, longestPause: 2 * DAY, lastCallAt: NOW - 6 * DAY },
    ],
    [
      true,
      'three times as long as it ever paused',
      { ...REGULAR, longestPause: 2 * DAY, lastCallAt: NOW - 6 * DAY - 1 },
    ],
    [false, 'that was only tried out', { ...REGULAR, syncs: 2, lastCallAt: NOW - 90 * DAY }],
    [false, 'that never called', { ...REGULAR, lastCallAt: null }],
  ])('is silent: %s, %s', (expected, _when, contact) => {
    expect(silentSince(contact, NOW)).toBe(expected ? contact.lastCallAt : undefined);
  });

  it('is held to the longest pause that it made, and to an old one less and less', () => {
    expect(longestPause(0, HOUR)).toBe(HOUR);
    expect(longestPause(HOUR, 2 * HOUR)).toBe(2 * HOUR);
    let longest = 10 * DAY;
    for (let hours = 0; hours < 30 * 24; hours++) longest = longestPause(longest, HOUR);
    expect(longest / DAY).toBeCloseTo(5, 2);
  });
});
