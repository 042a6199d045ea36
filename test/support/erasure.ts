import { expect, vi } from 'vitest';
import type { AdminClient } from './admin-client.js';

/** Erases a person from the history. @returns how many entries were changed */
export async function eraseHistory(admin: AdminClient, userId: string): Promise<number> {
  const { status, body } = await admin.post('jobs/erase-history', { userId });
  expect(status).toBe(202);
  const job = await vi.waitFor(
    async () => {
      const found = (await admin.get(`jobs/${body.id}`)).body;
      expect(found['state']).not.toBe('running');
      return found;
    },
    { timeout: 30_000, interval: 50 },
  );
  if (job['state'] !== 'done') throw new Error(`The erasure has failed: ${String(job['error'])}`);
  return (job['result'] as { erased: number }).erased;
}
