import { describe, expect, it } from 'vitest';
import { isMass } from './mass-deactivation.js';

describe('A mass deactivation', () => {
  it.each([
    [10, 100, 10, false],
    [11, 100, 10, true],
    [4, 4, 10, false],
    [5, 5, 100, false],
    [5, 5, 99, true],
    [0, 0, 1, false],
  ])('of %d of %d people, where a share of %d per cent is allowed: %s', (gone, all, share, expected) => {
    expect(isMass({ gone, all }, share)).toBe(expected);
  });
});
