import { describe, expect, it } from 'vitest';
import type { UnitOfWork } from '../persistence/unit-of-work.js';
import { LastUse, type UsedCredential } from './last-use.js';

const NOW = 1_800_000_000_000;
const SECRET: UsedCredential = { id: 'a', tenantId: 1, lastUsedAt: null };

class Uses extends LastUse {
  readonly written: number[] = [];

  protected markUsed(_tenantId: number, _id: string, at: number): Promise<void> {
    this.written.push(at);
    return Promise.resolve();
  }
}

function usage(failure?: Error): { usage: Uses; written: number[] } {
  const unit = { write: (work: () => Promise<void>) => (failure ? Promise.reject(failure) : work()) };
  const uses = new Uses(unit as unknown as UnitOfWork);
  return { usage: uses, written: uses.written };
}

describe('when a credential was last used', () => {
  it('is written at the first use and then at most once a minute', () => {
    const { usage: uses, written } = usage();
    for (const seconds of [0, 1, 59.999, 60, 61, 119.999, 120]) uses.note(SECRET, NOW + seconds * 1_000);
    expect(written).toEqual([NOW, NOW + 60_000, NOW + 120_000]);
  });

  it('is not written again after a restart within the minute', () => {
    const { usage: uses, written } = usage();
    uses.note({ ...SECRET, lastUsedAt: NOW - 30_000 }, NOW);
    expect(written).toEqual([]);
  });

  it('is written on shutdown, where it is not yet', async () => {
    const { usage: uses, written } = usage();
    uses.note(SECRET, NOW);
    uses.note(SECRET, NOW + 5_000);
    await uses.beforeApplicationShutdown();
    expect(written).toEqual([NOW, NOW + 5_000]);
  });

  it('fails without the request that it is noted beside', async () => {
    const { usage: uses } = usage(new Error('The database is away'));
    expect(() => uses.note(SECRET, NOW)).not.toThrow();
    await expect(uses.beforeApplicationShutdown()).resolves.toBeUndefined();
  });
});
