/** How many bytes of a comparison key stand in the indexed column; what is longer goes on in `value_tail`. */
export const KEY_LENGTH = 512;

/** A key as it is stored: its head, and its rest where it is longer. */
export function splitKey(key: Uint8Array): { head: Buffer; tail: Buffer | null } {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  return bytes.length > KEY_LENGTH
    ? { head: bytes.subarray(0, KEY_LENGTH), tail: bytes.subarray(KEY_LENGTH) }
    : { head: bytes, tail: null };
}
