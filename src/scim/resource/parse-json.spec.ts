import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidSyntaxError } from '../error.js';
import type { JsonValue } from './resource.js';
import { checkKeys, parseJson } from './parse-json.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('A body', () => {
  it('is nested 32 levels deep at most, and a million brackets cost no more', () => {
    expect(parseJson(nested(32))).toBeInstanceOf(Array);
    for (const depth of [33, 1_000_000])
      expect(() => parseJson(nested(depth))).toThrow('more than 32 levels');
    expect(() => parseJson('{"a":'.repeat(33))).toThrow('more than 32 levels');
  });

  it('may hold brackets in texts', () => {
    const text = `${'['.repeat(100)}\\"${'{'.repeat(100)}`;
    expect(parseJson(JSON.stringify({ text }))).toEqual({ text });
  });

  it.each([
    '{"userName":"a","userName":"b"}',
    '{"userName":"a","userN\\u0061me":"a"}',
    '[[{"a":{"b":1,"c":[],"b":{}}}]]',
    '{"":1,"":1}',
    '{"__proto__":1,"__proto__":2}',
  ])('that has a name twice in one object is refused (RFC 7493 §2.3): %s', (text) => {
    expect(() => parseJson(text)).toThrow('a name twice');
  });

  it('is read as it was written, whatever names and texts are in it', () => {
    const key = fc.constantFrom('a', 'A', ':', '"', '{', '\\', 'é', '');
    fc.assert(
      fc.property(fc.object({ key, maxDepth: 4, withNullPrototype: false }), (object) => {
        const text = JSON.stringify(object);
        expect(JSON.stringify(parseJson(text))).toBe(text);
        expect(() => parseJson(`{"a":[${text}],"a":1}`)).toThrow('a name twice');
      }),
    );
  });

  it.each(['', ' ', '{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":1} x', '\u0000'])(
    'that is no JSON is refused: %j',
    (text) => {
      expect(() => parseJson(text)).toThrow(InvalidSyntaxError);
    },
  );

  it.each([
    '__proto__',
    'constructor',
    'prototype',
    '__PROTO__',
    'name.__proto__',
    'a:constructor',
    'a[prototype]',
  ])('that names %s is refused, at every depth', (name) => {
    for (let depth = 0; depth < 5; depth++) {
      const text = '{"a":['.repeat(depth) + JSON.stringify({ x: 1 }).replace('x', name) + ']}'.repeat(depth);
      expect(() => checkKeys(JSON.parse(text) as JsonValue)).toThrow('__proto__, constructor or prototype');
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('has each name once, whatever its case (RFC 7643 §2.1)', () => {
    expect(() => checkKeys({ userName: 'a', username: 'b' })).toThrow('"username" twice');
    expect(() => checkKeys([{ a: { b: 1, B: 2 } }])).toThrow('"B" twice');
    expect(() => checkKeys([{ a: 1 }, { A: 2 }])).not.toThrow();
  });

  it.each(['toString', 'hasOwnProperty', 'then', 'length', '$where', 'valueOf'])(
    'may name %s, which is nothing',
    (name) => {
      expect(() => checkKeys({ [name]: 1 })).not.toThrow();
    },
  );
});
