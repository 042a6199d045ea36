import { describe, expect, it } from 'vitest';
import { leastUuid, timeOfUuid as timeOf, uuidv7 } from './uuid.js';

const COUNT = 20_000;

describe('UUID version 7 · RFC 9562 §5.7', () => {
  it('follows a clock that was far ahead and is put right, and none that is put back a little (RFC 9562 §6.2)', () => {
    const now = Date.now() + 100_000;
    const [first, back, ahead, right] = [now, now - 50_000, now + 86_400_000, now].map((time) =>
      uuidv7(time),
    );
    expect([back! > first!, timeOf(back!)]).toEqual([true, now]);
    expect([timeOf(ahead!), timeOf(right!)]).toEqual([now + 86_400_000, now]);
  });

  it('has the version and the variant in their places', () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const ids = Array.from({ length: 1_000 }, () => uuidv7());
    expect(ids.filter((id) => !form.test(id))).toEqual([]);
  });

  it('begins with the time in milliseconds', () => {
    const before = Date.now();
    const id = uuidv7();
    expect(timeOf(id)).toBeGreaterThanOrEqual(before);
    expect(timeOf(id)).toBeLessThanOrEqual(Date.now());
  });

  it('grows strictly: within a millisecond, beyond what one holds, and while the clock goes back · §6.2', () => {
    const now = Date.now() + 1_000;
    const ids = [
      ...Array.from({ length: COUNT }, () => uuidv7(now)),
      ...Array.from({ length: COUNT }, (_, index) => uuidv7(now - index)),
      uuidv7(now + 60_000),
    ];
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(timeOf(ids.at(-1)!)).toBe(now + 60_000);
  });

  it('is bounded by its time: ranges of ids are ranges of time', () => {
    const now = Date.now() + 120_000;
    const id = uuidv7(now);
    expect(leastUuid(now) <= id && id < leastUuid(now + 1) && leastUuid(now - 1) < leastUuid(now)).toBe(true);
    const ends = [leastUuid(-1), leastUuid(0), leastUuid(Number.MAX_SAFE_INTEGER)];
    expect(ends).toEqual([...ends].sort());
  });

  it('ends with 62 bits that nobody can guess', () => {
    const ends = Array.from({ length: COUNT }, () => uuidv7().slice(19));
    expect(new Set(ends).size).toBe(COUNT);
    for (const place of ends[0]!.matchAll(/[0-9a-f]/g)) {
      // The first digit holds the variant: two bits of it are random.
      const digits = new Set(ends.map((end) => end[place.index]));
      expect(digits.size).toBe(place.index === 0 ? 4 : 16);
    }
  });
});
