import { describe, expect, it } from 'vitest';
import { readLines } from './import-lines.js';

describe('A file of users', () => {
  it('as CSV has a header in any order and case, and lines with their numbers (RFC 4180)', () => {
    const text =
      '\uFEFFEMAIL,userName,roles,active\r\n"a@x.example",ann,"member, auditor",TRUE\r\n\r\n,"bob ""B""",,false\r\n';
    expect(readLines(text, 'csv')).toEqual([
      {
        number: 2,
        user: { email: 'a@x.example', userName: 'ann', roles: ['member', 'auditor'], active: true },
        errors: [],
      },
      { number: 4, user: { userName: 'bob "B"', active: false }, errors: [] },
    ]);
  });

  it('leaves what is no boolean for the validation to refuse', () => {
    expect(readLines('userName,active\nann,perhaps', 'csv')[0]!.user).toEqual({
      userName: 'ann',
      active: 'perhaps',
    });
  });

  it('names a line with too many or too few cells, and reads on', () => {
    const lines = readLines('userName,email\nann\nbob,b@x.example,more\ncleo,c@x.example', 'csv');
    expect(lines.map(({ number, errors }) => [number, errors.length])).toEqual([
      [2, 1],
      [3, 1],
      [4, 0],
    ]);
  });

  it.each([
    ['userName,shoeSize\nann,42', 'line 1', 'unknown column "shoeSize"'],
    ['userName,password\nann,secret', 'line 1', 'unknown column "password"'],
    ['userName,USERNAME\nann,bob', 'line 1', 'the column "userName" twice'],
    ['userName\n"ann', 'line 2', 'is not CSV'],
  ])('that cannot be read names the line: %j', (text, path, message) => {
    expect(() => readLines(text, 'csv')).toThrow(
      expect.objectContaining({ detail: expect.stringContaining(path) }),
    );
    expect(() => readLines(text, 'csv')).toThrow(message);
  });

  it('as JSON lines has an object each; what is none is named, and reading goes on', () => {
    const text = '{"userName":"ann"}\n\n[1]\n{"userName":\n{"__proto__":{}}\r\n{"userName":"bob"}';
    expect(readLines(text, 'jsonl').map(({ number, user, errors }) => [number, user, errors.length])).toEqual(
      [
        [1, { userName: 'ann' }, 0],
        [3, {}, 1],
        [4, {}, 1],
        [5, {}, 1],
        [6, { userName: 'bob' }, 0],
      ],
    );
  });

  it('may be empty', () => {
    expect([readLines('', 'csv'), readLines('userName', 'csv'), readLines('\n', 'jsonl')]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
