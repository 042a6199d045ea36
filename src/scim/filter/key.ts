import type { Attribute } from '../schema/attribute.js';

/**
 * Comparison keys: one meaning of "equal" and "less" for the evaluator, for SQL and for unique indexes.
 *
 * A key is a sequence of bytes, compared byte by byte on every engine:
 * strings are folded (NFC, lower case where caseExact is false) and written in UTF-8; booleans are one byte;
 * numbers and dateTimes (milliseconds since the epoch) are the eight bytes of a double, arranged to sort.
 */
export function comparisonKey(
  value: string | number | boolean,
  attribute: Pick<Attribute, 'caseExact'>,
): Uint8Array {
  if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
  if (typeof value === 'number') return sortableDouble(value);
  return encoder.encode(fold(value, attribute.caseExact));
}

/** Whatever is found in whichever case it is written: names, e-mails. */
export const FOLDED: Pick<Attribute, 'type' | 'caseExact'> = { type: 'string', caseExact: false };

/**
 * NFC, and lower case unless caseExact: what is equal after folding is the same value.
 *
 * A capital sigma becomes ς at the end of a word and σ elsewhere; written alike, "ΟΔΟΣ" begins what "ΟΔΟΣΑ" begins.
 */
export function fold(value: string, caseExact: boolean): string {
  if (caseExact) return value.normalize('NFC');
  return value.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

/** -1, 0 or 1, by unsigned bytes; a prefix sorts before what it begins. */
export function compareKeys(a: Uint8Array, b: Uint8Array): -1 | 0 | 1 {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

const encoder = new TextEncoder();

/** IEEE 754 in big-endian order with the sign flipped (all bits for negative numbers): sorts as the number does. */
function sortableDouble(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, value === 0 ? 0 : value);
  const negative = (bytes[0]! & 0x80) !== 0;
  for (let i = 0; i < 8; i++)
    bytes[i] = negative ? ~bytes[i]! & 0xff : i === 0 ? bytes[i]! | 0x80 : bytes[i]!;
  return bytes;
}
