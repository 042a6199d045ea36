import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';

/** How credentials with 256 random bits are kept: HMAC-SHA-256 with a key that is not in the database. */
@Injectable()
export class CredentialDigest {
  private readonly key: Buffer;

  constructor(secretKey: SecretKey) {
    this.key = secretKey.derive('digests');
  }

  of(credential: string): Buffer {
    return createHmac('sha256', this.key).update(credential).digest();
  }
}
