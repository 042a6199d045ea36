import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-url.js';

const MYSQL = {
  engine: 'mysql',
  hosts: [{ host: 'db', port: 3306 }],
  user: 'u',
  password: 'p',
  database: 'rollcall',
};

describe('DATABASE_URL', () => {
  it.each([
    ['sqlite:data/rollcall.sqlite', 'data/rollcall.sqlite'],
    ['sqlite:/var/lib/rollcall.sqlite', '/var/lib/rollcall.sqlite'],
    ['sqlite://rollcall.sqlite', 'rollcall.sqlite'],
    ['sqlite:///var/lib/rollcall.sqlite', '/var/lib/rollcall.sqlite'],
    ['sqlite:with space & 100%.sqlite', 'with space & 100%.sqlite'],
  ])('%s is a file of the embedded database', (url, file) => {
    expect(parseDatabaseUrl(url)).toEqual({ engine: 'sqlite', file });
  });

  it.each<[string, object]>([
    ['mysql://u:p@db/rollcall', {}],
    ['mariadb://u:p@db/rollcall', {}],
    ['mysql://u:p@db:3307/rollcall', { hosts: [{ host: 'db', port: 3307 }] }],
    ['mysql://u:p@[::1]:3307/rollcall', { hosts: [{ host: '::1', port: 3307 }] }],
    ['mysql://u:p@[fe80::1]/rollcall', { hosts: [{ host: 'fe80::1', port: 3306 }] }],
    ['mysql://u@db/rollcall', { password: '' }],
    ['mysql://u:a:b@db/rollcall', { password: 'a:b' }],
    ['mysql://u%40corp:%40%2F%3A%C3%A4@db/my%20db', { user: 'u@corp', password: '@/:ä', database: 'my db' }],
    [
      'mysql://u:p@one,two:3307,my_db.internal/rollcall',
      {
        hosts: [
          { host: 'one', port: 3306 },
          { host: 'two', port: 3307 },
          { host: 'my_db.internal', port: 3306 },
        ],
      },
    ],
  ])('%s is a server', (url, parts) => {
    expect(parseDatabaseUrl(url)).toEqual({ ...MYSQL, ...parts });
  });

  it.each([
    ...['', 'rollcall.sqlite', 'sqlite:', 'sqlite://', 'sqlite::memory:'],
    ...['postgres://u:p@db/rollcall', 'mysql://db/rollcall', 'mysql://u:p@db', 'mysql://u:p@db/'],
    ...['mysql://u:p@/rollcall', 'mysql://u:p@one,,two/rollcall', 'mysql://u:p@:3306/rollcall'],
    ...['mysql://u:p@db:port/rollcall', 'mysql://u:p@db:0/rollcall', 'mysql://u:p@db:65536/rollcall'],
    ...['mysql://u:p@::1/rollcall', 'mysql://u:p@[::1/rollcall', 'mysql://u:p@d b/rollcall'],
    ...['mysql://u:p@ss@db/rollcall', 'mysql://u:p/w@db/rollcall', 'mysql://u:100%@db/rollcall'],
    ...['mysql://u:p@db/rollcall?ssl=true', 'mysql://u:p@db/a/b', 'mysql://u:p@db/%ff'],
  ])('"%s" is neither', (url) => {
    expect(parseDatabaseUrl(url)).toBeUndefined();
  });
});
