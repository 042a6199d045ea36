import { SORT_KEY_LENGTH } from '../../scim/index.js';

/** The width of the indexed column in bytes; lists are sorted by it alone. */
export const HEAD_LENGTH = SORT_KEY_LENGTH;

/**
 * A comparison key as it is stored. One of fewer than 512 bytes stands whole in `value_key`. Of a longer one
 * `value_key` holds the first 512 bytes and `value_tail` the rest: that the column is full says that the key goes
 * on, so that the index alone answers what is asked of the others.
 */
export function splitKey(key: Uint8Array): { head: Buffer; tail: Buffer | null } {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  return bytes.length < HEAD_LENGTH
    ? { head: bytes, tail: null }
    : { head: bytes.subarray(0, HEAD_LENGTH), tail: bytes.subarray(HEAD_LENGTH) };
}
