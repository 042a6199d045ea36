import { describe, expect, it } from 'vitest';
import { InvalidSyntaxError, InvalidValueError, TooManyError } from '../error.js';
import type { Conformance, ToleranceName } from '../interop/tolerance.js';
import type { JsonObject, JsonValue } from '../resource/resource.js';
import { validateResource } from '../resource/validate-resource.js';
import { USER } from '../schema/resource-types.js';
import { listResponse } from './list-response.js';
import { parsePatchRequest } from './patch-request.js';
import { parseSearchRequest } from './search-request.js';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const STRICT: Conformance = { mode: 'strict', used: () => undefined };

describe('PatchOp (RFC 7644 §3.5.2)', () => {
  const parse = (body: JsonValue) => parsePatchRequest(body, STRICT);
  const message = (...operations: JsonValue[]): JsonObject => ({
    schemas: [PATCH_OP],
    Operations: operations,
  });

  it('is a list of operations in order', () => {
    const operations: JsonObject[] = [
      { op: 'add', path: 'members', value: [{ value: 'a' }] },
      { op: 'remove', path: 'title' },
      { op: 'replace', value: { active: false } },
      { op: 'remove', path: 'members', value: null },
    ];
    expect(parse(message(...operations))).toEqual(operations);
    expect(parse(message())).toEqual([]);
  });

  it('has members of any case, and passes over others', () => {
    const body = { SCHEMAS: [PATCH_OP], operations: [{ OP: 'add', Path: 'title', VALUE: 'x', note: 'hi' }] };
    expect(parse(body)).toEqual([{ op: 'add', path: 'title', value: 'x' }]);
  });

  it.each<[what: string, body: JsonValue]>([
    ['a list', []],
    ['no schemas', { Operations: [] }],
    ['another message', { schemas: [SEARCH], Operations: [] }],
    ['no operations', { schemas: [PATCH_OP] }],
    ['operations that are no list', { schemas: [PATCH_OP], Operations: { op: 'add' } }],
    ['an operation that is none', message('add')],
    ['no op', message({ path: 'title', value: 'x' })],
    ['an unknown op', message({ op: 'merge', value: {} })],
    ['a number as op', message({ op: 1 })],
    ['a path that is no text', message({ op: 'remove', path: ['title'] })],
    ['an op in another case', message({ op: 'Add', path: 'title', value: 'x' })],
    [
      'a prototype',
      JSON.parse(
        `{"schemas":["${PATCH_OP}"],"Operations":[{"op":"add","value":{"__proto__":1}}]}`,
      ) as JsonValue,
    ],
  ])('is none with %s', (_, body) => {
    expect(() => parse(body)).toThrow(InvalidSyntaxError);
  });

  it('has 1,000 operations at most', () => {
    const operations = (count: number) => message(...Array<JsonValue>(count).fill({ op: 'add', value: {} }));
    expect(parse(operations(1_000))).toHaveLength(1_000);
    expect(() => parse(operations(1_001))).toThrow(TooManyError);
  });

  it('tolerantly has an op in any case, and no schemas', () => {
    const used: ToleranceName[] = [];
    const conformance: Conformance = { mode: 'tolerant', used: (name) => used.push(name) };
    const operations: JsonObject[] = [
      { op: 'Replace', value: {} },
      { op: 'ADD', value: {} },
    ];
    expect(parsePatchRequest({ Operations: operations }, conformance).map(({ op }) => op)).toEqual([
      'replace',
      'add',
    ]);
    expect(used).toEqual(['missingSchema', 'operationCase', 'operationCase']);
  });
});

describe('SearchRequest (RFC 7644 §3.4.3)', () => {
  it('reads the RFC’s own', () => {
    const body = {
      schemas: [SEARCH],
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      startIndex: 1,
      count: 10,
    };
    const { schemas: _, ...rest } = body;
    expect(parseSearchRequest(body, STRICT)).toEqual({ ...rest, attributes: 'displayName,userName' });
  });

  it('may say nothing, and null is nothing', () => {
    expect(parseSearchRequest({ schemas: [SEARCH] }, STRICT)).toEqual({});
    expect(parseSearchRequest({ schemas: [SEARCH], filter: null, count: null }, STRICT)).toEqual({});
  });

  it.each<[body: JsonValue]>([[[]], [null], [{}], [{ schemas: null }], [{ schemas: [PATCH_OP] }]])(
    'is none: %j',
    (body) => {
      expect(() => parseSearchRequest(body, STRICT)).toThrow(InvalidSyntaxError);
    },
  );

  it('tolerantly has no schemas, and one name outside of a list', () => {
    const used: ToleranceName[] = [];
    const conformance: Conformance = { mode: 'tolerant', used: (name) => used.push(name) };
    expect(parseSearchRequest({ attributes: 'userName' }, conformance)).toEqual({ attributes: 'userName' });
    expect(used).toEqual(['missingSchema', 'singleValueAsList']);
  });

  it.each<[name: string, value: JsonValue]>([
    ['filter', 7],
    ['sortBy', ['userName']],
    ['cursor', {}],
    ['count', '10'],
    ['count', 1.5],
    ['startIndex', true],
    ['attributes', [7]],
    ['attributes', 'userName'],
    ['excludedAttributes', ['x'.repeat(10_001)]],
  ])('names what does not fit: %s', (name, value) => {
    const parse = () => parseSearchRequest({ schemas: [SEARCH], [name]: value }, STRICT);
    expect(parse).toThrow(InvalidValueError);
    expect(parse).toThrow(name);
  });
});

describe('schemas of a message or resource (RFC 7643 §3)', () => {
  const bodies: [what: string, read: (conformance: Conformance) => unknown][] = [
    ['PatchOp', (conformance) => parsePatchRequest({ schemas: PATCH_OP, Operations: [] }, conformance)],
    ['SearchRequest', (conformance) => parseSearchRequest({ schemas: SEARCH }, conformance)],
    [
      'User',
      (conformance) => validateResource({ schemas: USER.schema.id, userName: 'a' }, USER, conformance),
    ],
  ];

  it.each(bodies)('are a list: one URN outside of it is refused, tolerantly counted · %s', (_, read) => {
    expect(() => read(STRICT)).toThrow(InvalidValueError);
    const used: ToleranceName[] = [];
    read({ mode: 'tolerant', used: (name) => used.push(name) });
    expect(used).toEqual(['singleValueAsList']);
  });
});

describe('ListResponse (RFC 7644 §3.4.2, RFC 9865 §2)', () => {
  it('has its place by number or by cursor, and the resources last', () => {
    const resources = [{ id: 'a' }];
    const byNumber = listResponse({ totalResults: 2, itemsPerPage: 1, startIndex: 2, resources });
    expect(byNumber).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 2,
      itemsPerPage: 1,
      startIndex: 2,
      Resources: resources,
    });
    const byCursor = listResponse({ totalResults: 2, itemsPerPage: 1, nextCursor: 'c', resources });
    expect([byCursor['nextCursor'], 'startIndex' in byCursor]).toEqual(['c', false]);
    expect(Object.keys(byCursor).at(-1)).toBe('Resources');
  });
});
