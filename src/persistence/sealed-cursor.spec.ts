import { describe, expect, it } from 'vitest';
import type { Configuration } from '../config/configuration.js';
import { SecretKey } from '../config/secret-key.js';
import { SealedCursor } from './sealed-cursor.js';

const withKey = (secretKey: string): SealedCursor =>
  new SealedCursor(new SecretKey({ secretKey } as Configuration));

describe('A sealed cursor', () => {
  const cursors = withKey('a'.repeat(32));
  const content = { tenantId: 7, after: ['Nguyễn', 3], at: 1_764_000_000_000 };
  const sealed = cursors.seal(content);

  it('opens to what was sealed', () => {
    expect(cursors.open(sealed)).toEqual(content);
    expect(cursors.open(cursors.seal({}))).toEqual({});
  });

  it('goes into an address as it is, and tells nothing, not even that two are the same', () => {
    expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/tenant|after|Nguy/);
    expect(cursors.seal(content)).not.toBe(sealed);
  });

  it('does not open with any one bit changed', () => {
    const bytes = Buffer.from(sealed, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expect(cursors.open(forged.toString('base64url'))).toBeUndefined();
    }
  });

  it('does not open when cut, lengthened, or written in another way', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(cursors.open(sealed.slice(0, length))).toBeUndefined();
    }
    for (const other of [
      `${sealed}A`,
      `${sealed}=`,
      ` ${sealed}`,
      `${sealed}!`,
      'not a cursor',
      'ä'.repeat(50),
    ]) {
      expect(cursors.open(other)).toBeUndefined();
    }
  });

  it('opens with the key of its own installation alone', () => {
    expect(withKey('a'.repeat(32)).open(sealed)).toEqual(content);
    expect(withKey('b'.repeat(32)).open(sealed)).toBeUndefined();
  });
});
