import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/persistence/persistence.module.js';
import { DatabaseInUseError } from '../../src/persistence/process-lock.js';

describe('The embedded database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-embedded-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is safe against loss of power: write-ahead log, each commit on the disk, foreign keys enforced', async () => {
    const database = await openDatabase(`sqlite:${folder}/r.sqlite`);
    const pragma = async (name: string) =>
      Object.values((await database.dataSource.query<Record<string, unknown>[]>(`PRAGMA ${name}`))[0]!)[0];
    expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')]).toEqual(
      ['wal', 2, 1],
    );
    await database.close();
  });

  it('is one process’ alone, also while that one hangs, and free again however it ends', async () => {
    const file = join(folder, 'r.sqlite');
    // Holds the lock as a server does, without being one.
    const holder = spawn(process.execPath, [
      '-e',
      `const lock = new (require('better-sqlite3'))('${file}-lock');
       lock.pragma('locking_mode = EXCLUSIVE'); lock.exec('BEGIN EXCLUSIVE');
       console.log('held'); setInterval(() => {}, 1000);`,
    ]);
    await once(holder.stdout, 'data');
    await expect(openDatabase(`sqlite:${file}`)).rejects.toThrow(DatabaseInUseError);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await openDatabase(`sqlite:${file}`)).close();
  });
});
