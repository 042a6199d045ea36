import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arbitraryComparison,
  arbitraryFilter,
  arbitraryGroupResource,
  arbitraryUserResource,
} from '../../../test/support/arbitraries.js';
import { InvalidFilterError } from '../error.js';
import type { JsonObject } from '../resource/resource.js';
import type { ResourceType } from '../schema/attribute.js';
import { GROUP, USER } from '../schema/resource-types.js';
import type { Comparison, CompareOperator, Filter } from './ast.js';
import { matches } from './evaluate-filter.js';
import { parseFilter } from './parse-filter.js';
import { printFilter } from './print-filter.js';

/** Milliseconds that only what goes back and forth without end needs, however busy the machine. */
const HANGING = 10_000;

const not = (operand: Filter): Filter => ({ kind: 'not', operand });
const and = (...operands: Filter[]): Filter => ({ kind: 'and', operands });
const or = (...operands: Filter[]): Filter => ({ kind: 'or', operands });

const WORDS = fc.constantFrom(
  ...[
    'userName',
    'emails',
    'emails.type',
    'type',
    'urn:',
    'urn:ietf:params:scim:schemas:core:2.0:User:',
    '__proto__',
  ],
  ...[
    'eq',
    'ne',
    'pr',
    'co',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '].value',
    '"',
    '"x"',
    '"\\',
    'true',
    'null',
    '1e9',
  ],
);
const NOISE = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(WORDS, { maxLength: 30 }).map((words) => words.join(' ')),
  fc.array(WORDS, { maxLength: 30 }).map((words) => words.join('')),
);

describe.each<[string, ResourceType, fc.Arbitrary<JsonObject>]>([
  ['User', USER, arbitraryUserResource()],
  ['Group', GROUP, arbitraryGroupResource()],
])('every filter on a %s', (_, resourceType, resource) => {
  const filter = arbitraryFilter(resourceType);

  it('is read again as it was written', () => {
    fc.assert(
      fc.property(filter, (f) => {
        expect(parseFilter(printFilter(f), resourceType)).toEqual(f);
      }),
    );
  });

  it('is either true or its negation is (two-valued logic)', () => {
    fc.assert(
      fc.property(filter, resource, (f, r) => {
        expect(matches(not(f), r)).toBe(!matches(f, r));
        expect(matches(not(not(f)), r)).toBe(matches(f, r));
        expect(matches(or(f, not(f)), r)).toBe(true);
        expect(matches(and(f, not(f)), r)).toBe(false);
      }),
    );
  });

  it("obeys de Morgan's laws, and those of absorption and distribution", () => {
    fc.assert(
      fc.property(filter, filter, filter, resource, (a, b, c, r) => {
        expect(matches(not(and(a, b)), r)).toBe(matches(or(not(a), not(b)), r));
        expect(matches(not(or(a, b)), r)).toBe(matches(and(not(a), not(b)), r));
        expect(matches(or(a, and(a, b)), r)).toBe(matches(a, r));
        expect(matches(and(a, or(b, c)), r)).toBe(matches(or(and(a, b), and(a, c)), r));
      }),
    );
  });

  it('means the same on a resource that says the same in other forms of Unicode', () => {
    fc.assert(
      fc.property(filter, resource, (f, r) => {
        const decomposed = JSON.parse(JSON.stringify(r).normalize('NFD')) as JsonObject;
        expect(matches(f, decomposed)).toBe(matches(f, r));
      }),
    );
  });
});

describe('every comparison', () => {
  const comparison = arbitraryComparison(USER);
  const presenceOf = ({ path }: Comparison): Filter => ({ kind: 'presence', path });

  it('with "ne" is the negation of "eq", and with "ge" and "le" that of what they are made of', () => {
    fc.assert(
      fc.property(comparison, arbitraryUserResource(), (f, r) => {
        const holds = (operator: CompareOperator) => matches({ ...f, operator }, r);
        expect(holds('ne')).toBe(!holds('eq'));
        expect(holds('ge')).toBe(holds('gt') || holds('eq'));
        expect(holds('le')).toBe(holds('lt') || holds('eq'));
      }),
    );
  });

  it('is decided one way, whichever it is: less, equal or greater, where there is one value', () => {
    fc.assert(
      fc.property(comparison, arbitraryUserResource(), (f, r) => {
        fc.pre(!f.path.attribute.multiValued && matches(presenceOf(f), r));
        const holding = (['lt', 'eq', 'gt'] as const).filter((operator) => matches({ ...f, operator }, r));
        expect(holding).toHaveLength(1);
      }),
    );
  });
});

describe('any text at all', () => {
  it('is a filter or an InvalidFilterError', () => {
    fc.assert(
      fc.property(NOISE, (text) => {
        try {
          parseFilter(printFilter(parseFilter(text, USER)), USER);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidFilterError);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['opening brackets', '('.repeat(100_000)],
    ['opening brackets within the bound', '('.repeat(10_000)],
    ['value paths', 'emails['.repeat(1_400)],
    ['negations', 'not('.repeat(2_500)],
    ['escapes', `title eq "${'\\"'.repeat(4_990)}`],
    ['dots', `urn:${'.'.repeat(9_000)}`],
    ['colons', `urn:${':'.repeat(9_000)} eq "x"`],
    ['digits', `title eq ${'1'.repeat(9_900)}e`],
    ['a date without end', `meta.created eq "2011-05-13T04:42:34.${'0'.repeat(9_900)}Z"`],
    ['spaces', `${' '.repeat(9_990)}x`],
  ])('is refused, however often it goes on: %s', { timeout: HANGING }, (_, text) => {
    expect(() => parseFilter(text, USER)).toThrow(InvalidFilterError);
  });
});
