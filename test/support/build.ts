import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A lock that is older was left by a process that ended in the middle, in milliseconds. */
const STALE = 120_000;

const run = promisify(execFile);

/** Something that is built into dist/. */
interface Product {
  readonly name: string;
  /** Folders whose files it is made of. */
  readonly sources: readonly string[];
  /** What npx runs, one after the other. */
  readonly commands: readonly (readonly string[])[];
}

/** Types are the linter's business: they are not checked again. */
const SERVER: Product = {
  name: 'server',
  sources: ['src', 'migrations'],
  commands: ['migrations', 'tsconfig.build.json'].map((project) => ['tsc', '--noCheck', '-p', project]),
};
const CONSOLE: Product = {
  name: 'console',
  sources: ['console'],
  commands: [['vite', 'build', '--logLevel', 'error', 'console']],
};

/**
 * Compiles the server for tests that start it as a process of its own, unless that is done since the last change.
 * @returns the folder of the compiled server
 */
export async function buildServer(): Promise<string> {
  await build(SERVER);
  return join(ROOT, 'dist');
}

/**
 * Builds the console for tests that open it, unless that is done since the last change.
 * @returns the folder of its files
 */
export async function buildConsole(): Promise<string> {
  await build(CONSOLE);
  return join(ROOT, 'dist/console/public');
}

async function build(product: Product): Promise<void> {
  const lock = join(ROOT, `node_modules/.build-lock-${product.name}`);
  while (!isBuilt(product)) {
    if (!take(lock)) {
      await sleep(100);
      continue;
    }
    try {
      const started = new Date();
      for (const command of product.commands) await run('npx', command, { cwd: ROOT });
      writeFileSync(stampOf(product), started.toISOString());
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

function stampOf({ name }: Product): string {
  return join(ROOT, `dist/.built-${name}`);
}

function isBuilt(product: Product): boolean {
  const stamp = stampOf(product);
  return (
    existsSync(stamp) && !product.sources.some((folder) => changedSince(folder, statSync(stamp).mtimeMs))
  );
}

function changedSince(folder: string, time: number): boolean {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs > time);
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > STALE) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
