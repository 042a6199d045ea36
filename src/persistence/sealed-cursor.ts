import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Positions in lists, handed to clients so that they can neither be read nor forged. */
@Injectable()
export class SealedCursor {
  private readonly key: Buffer;

  constructor(secretKey: SecretKey) {
    this.key = secretKey.derive('cursors');
  }

  seal(content: object): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
  }

  /** What was sealed; undefined for anything that this installation has not sealed. */
  open(cursor: string): unknown {
    const bytes = Buffer.from(cursor, 'base64url');
    // Node skips what is not base64url: a cursor has one spelling.
    if (bytes.length < NONCE + TAG || bytes.toString('base64url') !== cursor) return undefined;
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
