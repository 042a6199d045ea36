import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Configuration } from './configuration.js';

/** What a derived key is for; a key for one purpose says nothing of the others. */
export type Purpose = 'sessions' | 'cursors' | 'digests' | 'journal' | 'mails' | 'sso' | 'webhooks';

/** The key from which all others are derived: SECRET_KEY, or one generated into DATA_DIR. */
@Injectable()
export class SecretKey {
  private readonly key: string;

  constructor(configuration: Configuration) {
    this.key = configuration.secretKey ?? generated(configuration.dataDir);
  }

  /** 32 bytes, HKDF with SHA-256 (RFC 5869). */
  derive(purpose: Purpose): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, '', `rollcall ${purpose}`, 32));
  }

  /** Tells whether two replicas share the key, and nothing of the key itself. */
  fingerprint(): string {
    return createHash('sha256')
      .update(this.derive('digests'))
      .update('fingerprint')
      .digest('hex')
      .slice(0, 32);
  }
}

/** Reads the generated key, or makes one: readable by its owner alone, and on the disk before it is used. */
function generated(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'secret.key');
  try {
    const file = openSync(path, 'wx', 0o600);
    const key = randomBytes(48).toString('base64url');
    writeSync(file, key);
    fsyncSync(file);
    closeSync(file);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const key = readFileSync(path, 'utf8').trim();
    if (key.length < 32)
      throw new Error(`${path} holds no key; remove it only if nothing depends on it`, {
        cause: error,
      });
    return key;
  }
}
