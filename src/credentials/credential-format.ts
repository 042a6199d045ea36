import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a credential is for: `rcs_` the SCIM secret, `rca_` an access token. */
export type CredentialPrefix = 'rcs_' | 'rca_';

const PREFIX_LENGTH = 4;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_BYTES = 32;
/** 62 to the 43rd is just over 2 to the 256th. */
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORMAT = new RegExp(`^[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

/**
 * A new credential: its prefix, 256 random bits in 43 base62 characters, and a CRC-32 of all that in 6 more. Secret
 * scanners find it by its prefix and tell it from chance by its checksum.
 */
export function generateCredential(prefix: CredentialPrefix): string {
  const random = BigInt(`0x${randomBytes(RANDOM_BYTES).toString('hex')}`);
  const body = prefix + base62(random, RANDOM_LENGTH);
  return body + checksum(body);
}

/** Whether the text was made by `generateCredential`, as far as its checksum tells; spares the database the rest. */
export function isWellFormed(text: string, prefix: CredentialPrefix): boolean {
  if (!text.startsWith(prefix) || !FORMAT.test(text.slice(PREFIX_LENGTH))) return false;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return text === body + checksum(body);
}

/** A text for the log, in which somebody may have put a credential where none belongs. */
export function withoutCredentials(text: string): string {
  return text.replace(/(rc[sa](?:_|%5f))[^/?#\s]+/gi, '$1[redacted]');
}

/** What people recognise a credential by: too little to guess the rest from. */
export function hintOf(credential: string): string {
  return `${credential.slice(0, PREFIX_LENGTH + 4)}…${credential.slice(-4)}`;
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), CHECKSUM_LENGTH);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET[Number(rest % 62n)]! + text;
  return text;
}
