import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildServer } from './build.js';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `rollcall …` as operators do: a process with an environment of its own, and no terminal. */
export async function rollcall(
  args: readonly string[],
  options: { dataDir: string; env?: Readonly<Record<string, string>>; input?: string },
): Promise<CommandResult> {
  const dist = await buildServer();
  const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args], {
    cwd: options.dataDir, // No .env of a developer's.
    env: { PATH: process.env['PATH'], DATA_DIR: options.dataDir, ...options.env },
  });
  child.stdin.end(options.input ?? '');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
