import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../../test/support/arbitraries.js';
import { USER_SCHEMA } from '../schema/user.js';
import { compareKeys, comparisonKey, fold } from './key.js';

const DISPLAY_NAME = USER_SCHEMA.attributes.find(({ name }) => name === 'displayName')!;
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'grapheme' }));

describe('folding', () => {
  it('is done once and for all', () => {
    fc.assert(fc.property(text, fc.boolean(), (s, exact) => fold(fold(s, exact), exact) === fold(s, exact)));
  });

  it('is the same for every case and form of a text', () => {
    for (const form of ['NFC', 'NFD'] as const) {
      expect(fold('NGUYỄN'.normalize(form), false)).toBe(fold('nguyễn', false));
      expect(fold('Nguyễn'.normalize(form), true)).toBe('Nguyễn');
    }
  });

  it('keeps apart what is written differently', () => {
    expect(fold('Nguyen', false)).not.toBe(fold('Nguyễn', false));
    expect(fold('a ', false)).not.toBe(fold('a', false));
  });

  it('writes sigma alike at the end of a word and within it', () => {
    expect(fold('ΟΔΟΣ', false)).toBe(fold('οδοσ', false));
    expect(fold('ΟΔΟΣΑ', false).startsWith(fold('ΟΔΟΣ', false))).toBe(true);
  });
});

describe('comparison keys', () => {
  it('sort as their numbers do', () => {
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const order = compareKeys(comparisonKey(a, DISPLAY_NAME), comparisonKey(b, DISPLAY_NAME));
        expect(order).toBe(a === b ? 0 : a < b ? -1 : 1);
      }),
    );
  });

  it('put false before true', () => {
    expect(compareKeys(comparisonKey(false, DISPLAY_NAME), comparisonKey(true, DISPLAY_NAME))).toBe(-1);
  });

  it('sort texts by code point', () => {
    const points = (s: string) => Array.from(fold(s, false), (character) => character.codePointAt(0)!);
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [points(a), points(b)];
        const at = x.findIndex((point, index) => point !== y[index]);
        const expected =
          at === -1 ? Math.sign(x.length - y.length) : at >= y.length ? 1 : Math.sign(x[at]! - y[at]!);
        expect(compareKeys(comparisonKey(a, DISPLAY_NAME), comparisonKey(b, DISPLAY_NAME))).toBe(expected);
      }),
    );
  });
});
