import { rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { createPool } from 'mysql2/promise';
import { measure } from './client.mjs';
import { person } from './load.mjs';
import { folder } from './servers.mjs';

const COUNT = 2_000;
const TABLE = 'CREATE TABLE raw_documents (id VARCHAR(64) PRIMARY KEY, document TEXT NOT NULL)';
const INSERT = 'INSERT INTO raw_documents (id, document) VALUES (?, ?)';
const SELECT = 'SELECT document FROM raw_documents WHERE id = ?';

/** Statements by the driver alone, without a server around them. */
export async function rawSqlite() {
  const home = folder();
  const database = new BetterSqlite3(join(home, 'raw.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(TABLE);
  const [insert, select] = [database.prepare(INSERT), database.prepare(SELECT)];
  const result = {
    insert: await measure(COUNT, 1, (index) => insert.run(String(index), JSON.stringify(person(index)))),
    select: await measure(COUNT, 1, (index) => select.get(String(index))),
  };
  database.close();
  rmSync(home, { recursive: true, force: true });
  return result;
}

export async function rawMysql(url) {
  const pool = createPool({ uri: url, connectionLimit: 16 });
  await pool.query(TABLE);
  const result = {
    insert: await measure(COUNT, 16, (index) =>
      pool.query(INSERT, [String(index), JSON.stringify(person(index))]),
    ),
    select: await measure(COUNT, 16, (index) => pool.query(SELECT, [String(index)])),
  };
  await pool.end();
  return result;
}
