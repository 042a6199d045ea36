import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'rcs_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_BYTES = 32;
/** 62 to the 43rd is just over 2 to the 256th. */
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORMAT = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

/**
 * A new SCIM secret: `rcs_`, 256 random bits in 43 base62 characters, and a CRC-32 of all that in 6 more. Secret
 * scanners find it by its prefix and tell it from chance by its checksum.
 */
export function generateSecret(): string {
  const random = BigInt(`0x${randomBytes(RANDOM_BYTES).toString('hex')}`);
  const body = PREFIX + base62(random, RANDOM_LENGTH);
  return body + checksum(body);
}

/** Whether the text was made by `generateSecret`, as far as its checksum tells; spares the database the rest. */
export function isWellFormed(text: string): boolean {
  if (!FORMAT.test(text)) return false;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return text === body + checksum(body);
}

/** What people recognise a secret by: too little to guess the rest from. */
export function hintOf(secret: string): string {
  return `${secret.slice(0, PREFIX.length + 4)}…${secret.slice(-4)}`;
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), CHECKSUM_LENGTH);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET[Number(rest % 62n)]! + text;
  return text;
}
