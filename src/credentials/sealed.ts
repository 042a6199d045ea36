import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Text that leaves our hands, or our key's, and can be neither read nor forged. */
export class Sealed {
  /** @param key 32 bytes */
  constructor(private readonly key: Buffer) {}

  seal(content: object): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
  }

  /** What was sealed; undefined for anything that this installation has not sealed. */
  open(sealed: string): unknown {
    const bytes = Buffer.from(sealed, 'base64url');
    // Node skips what is not base64url: what is sealed has one spelling.
    if (bytes.length < NONCE + TAG || bytes.toString('base64url') !== sealed) return undefined;
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE));
    decipher.setAuthTag(bytes.subarray(-TAG));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
      return JSON.parse(text.toString('utf8'));
    } catch {
      // The only way to fail is a tag that does not fit: not one of ours.
      return undefined;
    }
  }
}
