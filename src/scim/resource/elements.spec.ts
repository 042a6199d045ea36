import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addElements, settlePrimary } from './elements.js';
import type { JsonObject, JsonValue } from './resource.js';

/** What is kept of a list that PUT or `replace` states. */
const kept = (stated: readonly JsonValue[]) => settlePrimary(addElements([], stated));

describe('Elements of a multi-valued attribute (RFC 7643 §2.4)', () => {
  it('without value are told apart by what they say, and not by which of them is primary', () => {
    const work = { type: 'work', locality: 'Hollywood' };
    const home = { type: 'home', locality: 'Hollywood' };
    const stated = [
      { ...work, primary: true },
      { ...home, primary: true },
      { ...work, primary: false },
    ];
    const once = [
      { ...work, primary: false },
      { ...home, primary: true },
    ];
    expect(kept(stated)).toEqual(once);
    expect(kept(once)).toEqual(once);
  });

  it('without value become primary where they are, instead of standing there twice', () => {
    const address = { type: 'work', locality: 'Hollywood' };
    const primary = { ...address, primary: true };
    expect(settlePrimary(addElements([address], [primary]))).toEqual([primary]);
    expect(settlePrimary(addElements([primary], [address]))).toEqual([primary]);
  });

  it('are the same however often what was kept is stated again', () => {
    const element = fc.record(
      {
        type: fc.constantFrom('work', 'home'),
        locality: fc.constantFrom('Hollywood', 'Berlin'),
        value: fc.constantFrom('a', 'b'),
        primary: fc.boolean(),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(fc.array(element, { minLength: 1 }), (stated) => {
        const once = kept(stated);
        expect(kept(once)).toEqual(once);
        expect(settlePrimary(addElements(once, once))).toEqual(once);
      }),
      { numRuns: 1_000 },
    );
  });
});
