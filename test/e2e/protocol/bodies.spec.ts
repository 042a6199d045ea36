import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProbeApp } from '../../support/probe-app.js';

const KIBIBYTE = 1024;
const SCIM_JSON = { 'Content-Type': 'application/scim+json' };

let app: ProbeApp;
beforeAll(async () => {
  app = await ProbeApp.start(
    {},
    { MAX_BODY_BYTES: `${64 * KIBIBYTE}`, MAX_GROUP_BODY_BYTES: `${256 * KIBIBYTE}` },
  );
});
afterAll(() => app.close());

function post(
  body: string | Buffer | undefined,
  headers: Record<string, string> = SCIM_JSON,
  path = '/scim/v2/Users',
) {
  return app.fetch(path, { method: 'POST', headers, ...(body !== undefined && { body }) });
}

/** A JSON string of exactly so many bytes. */
const jsonOf = (bytes: number): string => `"${'x'.repeat(bytes - 2)}"`;

function chunked(...chunks: Uint8Array[]): RequestInit {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return { body, duplex: 'half' };
}

describe('media types of bodies · RFC 7644 §3.1', () => {
  it.each([
    'application/scim+json',
    'application/json',
    'Application/SCIM+JSON; charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/json; charset=utf8; odd=1',
  ])('takes %s', async (type) => {
    const answer = await post('{"userName":"é"}', { 'Content-Type': type });
    expect(await answer.json()).toEqual({ body: { userName: 'é' } });
  });

  it.each([
    ['text', { 'Content-Type': 'text/plain' }],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['another JSON', { 'Content-Type': 'application/json-patch+json' }],
    ['another charset', { 'Content-Type': 'application/json; charset=iso-8859-1' }],
    ['UTF-16', { 'Content-Type': 'application/scim+json; charset=utf-16le' }],
    ['an empty type', { 'Content-Type': '' }],
    ['compression', { ...SCIM_JSON, 'Content-Encoding': 'gzip' }],
  ])('answers 415 to %s', async (_, headers) => {
    const answer = await post('{}', headers);
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ status: '415' });
  });
});

describe('content of bodies · RFC 8259 §8.1', () => {
  it.each([
    ['no content', undefined],
    ['white space alone', ' \n'],
    ['a broken object', '{"userName":'],
    ['something after the end', '{}{}'],
    ['single quotes', "{'a':1}"],
    ['NaN', '{"a":NaN}'],
    ['a byte order mark', '\uFEFF{}'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['overlong UTF-8', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['33 levels', '['.repeat(33) + ']'.repeat(33)],
    ['60,000 levels', '['.repeat(60_000)],
  ])('answers 400 invalidSyntax to %s', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
  });

  it('takes 32 levels, and brackets in strings as what they are', async () => {
    expect((await post('['.repeat(32) + ']'.repeat(32))).status).toBe(201);
    expect((await post(JSON.stringify('[{\\"'.repeat(40)))).status).toBe(201);
  });

  it('puts together a character that is split between two pieces', async () => {
    const bytes = Buffer.from('"é"');
    const init = chunked(bytes.subarray(0, 2), bytes.subarray(2));
    const answer = await app.fetch('/scim/v2/Users', { method: 'POST', headers: SCIM_JSON, ...init });
    expect(await answer.json()).toEqual({ body: 'é' });
  });

  it('of GET and DELETE has no meaning', async () => {
    const answer = await app.fetch('/scim/v2/Users/1', { method: 'DELETE', body: 'nonsense' });
    expect(await answer.json()).toEqual({ body: 'none' });
  });
});

describe('bodies that are sent with a method that is not possible', () => {
  it.each(['nonsense', undefined])('do not matter: %s', async (body) => {
    const answer = await app.fetch('/scim/v2/Users', { method: 'PATCH', ...(body && { body }) });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST, PUT');
  });
});

describe('size of bodies', () => {
  it('takes exactly the limit', async () => {
    expect((await post(jsonOf(64 * KIBIBYTE))).status).toBe(201);
  });

  it('answers 413 to one byte more', async () => {
    const answer = await post(jsonOf(64 * KIBIBYTE + 1));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ status: '413' });
  });

  it('answers 413 to pieces that add up to more', async () => {
    const piece = Buffer.alloc(33 * KIBIBYTE, 0x20);
    const init = chunked(piece, piece);
    const answer = await app.fetch('/scim/v2/Users', { method: 'POST', headers: SCIM_JSON, ...init });
    expect(answer.status).toBe(413);
  });

  it('lets groups be larger, under each of their addresses', async () => {
    for (const path of ['/scim/v2/Groups/1', '/scim/Groups/1?x=1', '/api/v2/scim/Groups/1/']) {
      const init = { method: 'PATCH', headers: SCIM_JSON };
      expect((await app.fetch(path, { ...init, body: jsonOf(256 * KIBIBYTE) })).status).toBe(200);
      expect((await app.fetch(path, { ...init, body: jsonOf(256 * KIBIBYTE + 1) })).status).toBe(413);
    }
  });

  it('goes on answering on the same connection', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => post(jsonOf(2_000_000)).then((answer) => answer.text())),
    );
    expect((await post('{}')).status).toBe(201);
  });
});

describe('bodies of those who are not let in', () => {
  it('are not even looked at', async () => {
    const answer = await post('nonsense', { 'Content-Type': 'text/plain' }, '/scim/v2/Locked');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="SCIM"');
    expect(await answer.json()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '401',
      detail: 'Who are you?',
    });
  });
});
