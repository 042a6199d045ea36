import { describe, expect, it } from 'vitest';
import { networkOf, waitAfter } from './sign-in-throttle.js';

describe('the throttle of sign-ins', () => {
  it('lets some failures pass, then doubles the wait up to five minutes', () => {
    expect([-5, 0, 1, 2, 3, 9, 10, 1_000].map(waitAfter)).toEqual([
      0, 0, 1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '32.1.13.184.0.1.0.2'],
    ['2001:db8:1:2::1', '32.1.13.184.0.1.0.2'],
    ['unknown', 'unknown'],
  ])('counts %s as %s: all of an IPv6 network is one address', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
