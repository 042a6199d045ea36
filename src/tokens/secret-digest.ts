import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';

/** How secrets with 256 random bits are kept: HMAC-SHA-256 with a key that is not in the database. */
@Injectable()
export class SecretDigest {
  private readonly key: Buffer;

  constructor(secretKey: SecretKey) {
    this.key = secretKey.derive('digests');
  }

  of(secret: string): Buffer {
    return createHmac('sha256', this.key).update(secret).digest();
  }
}
