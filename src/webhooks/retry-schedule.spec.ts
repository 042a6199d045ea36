import { describe, expect, it } from 'vitest';
import { delayAfter, MOST_ATTEMPTS, pauseOf } from './retry-schedule.js';

describe('What a receiver has not taken', () => {
  it('is tried again after 5 seconds, and then ever more seldom, for about three days', () => {
    const delays = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, index) => delayAfter(index + 1)!);
    expect(delays[0]! / 1_000).toBeCloseTo(5, -1);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    const hours = delays.reduce((sum, delay) => sum + delay, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(65);
    expect(hours).toBeLessThan(85);
  });

  it('is given up after ten attempts', () => {
    expect(MOST_ATTEMPTS).toBe(10);
    expect(delayAfter(MOST_ATTEMPTS)).toBeUndefined();
  });

  it.each<[header: string | null, pause: number | undefined]>([
    ['120', 120_000],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 59_000],
    ['999999999', 86_400_000],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
    [null, undefined],
  ])('is left alone for as long as Retry-After says: %s', (header, pause) => {
    expect(pauseOf(header, 1_000)).toBe(pause);
  });
});
