import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

/** An empty database of a test's own. */
export interface TestDatabase {
  /** As DATABASE_URL. */
  readonly url: string;
  drop(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  createDatabase(): Promise<TestDatabase>;
}

/** SQLite, then MySQL or MariaDB where there is a server: what touches the database is tested on each. */
export function engines(): readonly Engine[] {
  const mysql = inject('mysql');
  return mysql === undefined ? [SQLITE] : [SQLITE, mysqlEngine(mysql)];
}

const SQLITE: Engine = {
  name: 'SQLite',
  createDatabase: () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-sqlite-'));
    return Promise.resolve({
      url: `sqlite:${join(folder, 'rollcall.sqlite')}`,
      drop: () => {
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    });
  },
};

function mysqlEngine({ url, name }: { readonly url: string; readonly name: string }): Engine {
  return {
    name,
    createDatabase: async () => {
      const database = `rollcall_test_${randomBytes(8).toString('hex')}`;
      await execute(url, `CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      return { url: `${url}/${database}`, drop: () => execute(url, `DROP DATABASE ${database}`) };
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
