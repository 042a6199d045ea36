import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.js';

describe('passwords', () => {
  it('are kept as Argon2id with 19 MiB, two passes and one lane', async () => {
    expect(await hashPassword('correct horse battery')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('are right only as they were set', async () => {
    const hash = await hashPassword('correct horse battery');
    expect(await verifyPassword('correct horse battery', hash)).toBe(true);
    expect(await verifyPassword('correct horse batterz', hash)).toBe(false);
    expect(await verifyPassword('Correct horse battery', hash)).toBe(false);
  });

  it('are the same however the keyboard composes its accents', async () => {
    const hash = await hashPassword('café au lait'.normalize('NFC'));
    expect(await verifyPassword('café au lait'.normalize('NFD'), hash)).toBe(true);
  });

  it('are never right where none is set, and take as long to say so', async () => {
    const hash = await hashPassword('correct horse battery');
    await verifyPassword('warm-up', null);
    const withHash = await duration(() => verifyPassword('a wrong password', hash));
    const without = await duration(() => verifyPassword('a wrong password', null));
    expect(await verifyPassword('correct horse battery', null)).toBe(false);
    expect(without).toBeGreaterThan(withHash / 3);
  });
});

async function duration(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < 5; i++) await work();
  return performance.now() - started;
}
