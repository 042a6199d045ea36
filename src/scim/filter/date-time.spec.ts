import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDateTime, parseDateTime } from './date-time.js';

describe('dateTime · RFC 7643 §2.3.5', () => {
  it.each([
    ['2008-01-23T04:56:22Z', Date.UTC(2008, 0, 23, 4, 56, 22)],
    ['2008-01-23t04:56:22z', Date.UTC(2008, 0, 23, 4, 56, 22)],
    ['2008-01-23T04:56:22', Date.UTC(2008, 0, 23, 4, 56, 22)],
    ['2008-01-23T04:56:22.25-01:30', Date.UTC(2008, 0, 23, 6, 26, 22, 250)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
  ])('reads %s', (text, time) => {
    expect(parseDateTime(text)).toBe(time);
  });

  it.each([
    ...['', 'now', '2008-01-23', '2008-01-23 04:56:22Z', '08-01-23T04:56:22Z', '2008-1-23T04:56:22Z'],
    ...[
      '2023-02-29T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2008-13-01T00:00:00Z',
      '2008-00-01T00:00:00Z',
      '2008-01-00T00:00:00Z',
    ],
    ...['2008-01-23T24:00:01Z', '2008-01-23T23:60:00Z', '2008-01-23T23:59:60Z', '0000-01-01T00:00:00Z'],
    ...[
      '2008-01-23T04:56:22.Z',
      '2008-01-23T04:56:22+1:00',
      '2008-01-23T04:56:22+14:01',
      '2008-01-23T04:56:22+00:60',
    ],
    ...['-2008-01-23T04:56:22Z', ' 2008-01-23T04:56:22Z', '2008-01-23T04:56:22Z\n'],
  ])('refuses "%s"', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });

  it('agrees with Date on every time that Date writes', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(date, (d) => parseDateTime(d.toISOString()) === d.getTime()));
  });

  it('reads again what it writes, with the fraction of a millisecond', () => {
    const [first, last] = [-62_135_596_800 - 14 * 3_600, 253_402_300_800 + 14 * 3_600 - 1];
    const ticks = fc.tuple(fc.integer({ min: first, max: last }), fc.integer({ min: 0, max: 9_999_999 }));
    fc.assert(
      fc.property(ticks, ([second, tick]) => {
        const time = second * 1_000 + tick / 10_000;
        expect(parseDateTime(formatDateTime(time))).toBe(time);
      }),
    );
    for (const time of [first * 1_000, last * 1_000, parseDateTime('9999-12-31T23:59:59.9999999Z')!]) {
      expect(parseDateTime(formatDateTime(time))).toBe(time);
    }
  });
});
