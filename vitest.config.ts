import { statfsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Bytes of memory that the databases of a whole run have room in. */
const ROOM = 2 * 1024 ** 3;
const MEMORY = '/dev/shm';

// Databases are made and dropped by the hundred: where there is room for them in memory, nobody waits for a disk.
if (process.env['TMPDIR'] === undefined && hasRoom(MEMORY)) process.env['TMPDIR'] = MEMORY;

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM;
  } catch {
    return false;
  }
}

export default defineConfig({
  resolve: { alias: { '#migrations': fileURLToPath(new URL('./migrations/index.ts', import.meta.url)) } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/database-server.ts', 'test/support/chromium.ts'],
    pool: 'forks',
    // Each worker loads the server once, not once a file: a third of the time. Files leave nothing behind, mocks included.
    isolate: false,
    // Servers and databases run beside the tests; two files at a time keep two cores busy.
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
