import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STAMP = join(ROOT, 'dist/.built');
const LOCK = join(ROOT, 'node_modules/.build-lock');
/** A lock that is older was left by a process that ended in the middle, in milliseconds. */
const STALE = 120_000;

const run = promisify(execFile);

/**
 * Compiles the server for tests that start it as a process of its own, unless that is done since the last change.
 * Types are the linter's business: they are not checked again.
 * @returns the folder of the compiled server
 */
export async function buildServer(): Promise<string> {
  while (!isBuilt()) {
    if (!takeLock()) {
      await sleep(100);
      continue;
    }
    try {
      const started = new Date();
      for (const project of ['migrations', 'tsconfig.build.json']) {
        await run('npx', ['tsc', '--noCheck', '-p', project], { cwd: ROOT });
      }
      writeFileSync(STAMP, started.toISOString());
    } finally {
      rmSync(LOCK, { recursive: true, force: true });
    }
  }
  return join(ROOT, 'dist');
}

function isBuilt(): boolean {
  return (
    existsSync(STAMP) &&
    !['src', 'migrations'].some((folder) => changedSince(folder, statSync(STAMP).mtimeMs))
  );
}

function changedSince(folder: string, time: number): boolean {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .some((name) => statSync(join(ROOT, folder, name)).mtimeMs > time);
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STALE) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}
