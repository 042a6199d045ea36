import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCredential, hintOf, isWellFormed } from './credential-format.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Reads base62 from the left, the other way round than it is written. */
function valueOf(text: string): bigint {
  return Array.from(text).reduce((value, character) => value * 62n + BigInt(ALPHABET.indexOf(character)), 0n);
}

describe('A credential', () => {
  it('has a prefix, 256 random bits in 43 base62 characters and a CRC-32 of both in 6', () => {
    for (let i = 0; i < 1_000; i++) {
      const secret = generateCredential('rcs_');
      expect(secret).toMatch(/^rcs_[0-9A-Za-z]{49}$/);
      expect(valueOf(secret.slice(4, 47)) < 2n ** 256n).toBe(true);
      expect(valueOf(secret.slice(47))).toBe(BigInt(crc32(secret.slice(0, 47))));
    }
  });

  it('is well formed as it was made, and never with one character changed', () => {
    fc.assert(
      fc.property(fc.nat(52), fc.constantFrom(...Array.from(ALPHABET)), (place, character) => {
        const secret = generateCredential('rcs_');
        const changed = secret.slice(0, place) + character + secret.slice(place + 1);
        expect(isWellFormed(secret, 'rcs_')).toBe(true);
        expect(isWellFormed(changed, 'rcs_')).toBe(changed === secret);
      }),
    );
  });

  it('is not well formed when it is any other text', () => {
    fc.assert(fc.property(fc.string(), (text) => !isWellFormed(text, 'rcs_')));
  });

  it('of one kind is none of another', () => {
    expect(isWellFormed(generateCredential('rca_'), 'rcs_')).toBe(false);
    expect(isWellFormed(generateCredential('rca_'), 'rca_')).toBe(true);
  });

  it('is recognised by eight of its characters', () => {
    const secret = generateCredential('rcs_');
    expect(hintOf(secret)).toBe(`${secret.slice(0, 8)}…${secret.slice(-4)}`);
  });
});
