import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';

/** The key that seals the journal; it is not in the database. */
@Injectable()
export class JournalKey {
  readonly key: Buffer;
  /** Tells one key from another, and nothing of either. */
  readonly id: string;

  constructor(secretKey: SecretKey) {
    this.key = secretKey.derive('journal');
    this.id = createHash('sha256').update(this.key).update('id').digest('hex').slice(0, 16);
  }
}
