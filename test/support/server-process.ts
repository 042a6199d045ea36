import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buildServer } from './build.js';

/** Milliseconds in which a process must be ready, or must have refused to start. */
const START_LIMIT = 30_000;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The server as operators run it: a process with an environment, signals and an exit code. */
export class ServerProcess {
  stdout = '';
  stderr = '';
  readonly exited: Promise<Exit>;

  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly dataDir: string,
  ) {
    child.stdout.on('data', (chunk) => (this.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (this.stderr += String(chunk)));
    this.exited = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /** Starts it with this environment alone, and waits until it is ready or has ended. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const dist = await buildServer();
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-process-'));
    const child = spawn(process.execPath, [join(dist, 'main.js')], {
      cwd: dataDir, // No .env of a developer's.
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new ServerProcess(child, dataDir);
    await server.settled();
    return server;
  }

  /** The address that it has printed, without a slash at its end. */
  get url(): string {
    const url = /^ {2}Console +(\S+)\/$/m.exec(this.stdout)?.[1];
    if (url === undefined) throw new Error(`The server is not ready:\n${this.stdout}\n${this.stderr}`);
    return url;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it if it has not ended, and removes its files. */
  async remove(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async settled(): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.child.stdout.on('data', () => {
        if (this.stdout.includes('Rollcall is ready.')) resolve();
      });
    });
    const limit = setTimeout(() => this.child.kill('SIGKILL'), START_LIMIT);
    await Promise.race([ready, this.exited]);
    clearTimeout(limit);
  }
}
