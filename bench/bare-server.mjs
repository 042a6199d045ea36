import 'reflect-metadata';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import BetterSqlite3 from 'better-sqlite3';
import { createPool } from 'mysql2/promise';

const TABLE =
  'CREATE TABLE documents (id VARCHAR(64) PRIMARY KEY, name VARCHAR(128) NOT NULL, document TEXT NOT NULL)';
const INDEX = 'CREATE UNIQUE INDEX documents_name ON documents (name)';
const INSERT = 'INSERT INTO documents (id, name, document) VALUES (?, ?, ?)';
const BY_ID = 'SELECT document FROM documents WHERE id = ?';
const BY_NAME = 'SELECT document FROM documents WHERE name = ?';

const run = process.env.DATABASE.startsWith('mysql:')
  ? await mysql(process.env.DATABASE)
  : sqlite(process.env.DATABASE);

class Documents {
  async create(body) {
    await run(INSERT, [body.externalId, body.userName, JSON.stringify(body)]);
    return body;
  }
  async retrieve(id) {
    return JSON.parse((await run(BY_ID, [id]))[0].document);
  }
  async find(name) {
    return JSON.parse((await run(BY_NAME, [name]))[0].document);
  }
}
const describe = (name, decorator, parameter) => {
  parameter(Documents.prototype, name, 0);
  decorator(Documents.prototype, name, Object.getOwnPropertyDescriptor(Documents.prototype, name));
};
describe('create', Post(), Body());
describe('retrieve', Get('by-id/:id'), Param('id'));
describe('find', Get('by-name/:name'), Param('name'));
Controller('documents')(Documents);
class Bare {}
Module({ controllers: [Documents] })(Bare);

const app = await NestFactory.create(Bare, { logger: false });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${app.getHttpServer().address().port}\n`);
process.on('SIGTERM', () => process.exit(0));

function sqlite(file) {
  const database = new BetterSqlite3(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(TABLE);
  database.exec(INDEX);
  const [insert, byId, byName] = [INSERT, BY_ID, BY_NAME].map((sql) => database.prepare(sql));
  return (sql, values) =>
    sql === INSERT ? insert.run(...values) : (sql === BY_ID ? byId : byName).all(...values);
}

async function mysql(url) {
  const pool = createPool({ uri: url, connectionLimit: 16 });
  await pool.query(TABLE);
  await pool.query(INDEX);
  return async (sql, values) => (await pool.query(sql, values))[0];
}
