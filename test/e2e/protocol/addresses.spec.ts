import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProbeApp } from '../../support/probe-app.js';

let app: ProbeApp;
beforeAll(async () => {
  app = await ProbeApp.start();
});
afterAll(() => app.close());

describe('addresses of the SCIM API', () => {
  it.each([
    '/scim/v2/Users/1',
    '/scim/Users/1',
    '/api/v2/scim/Users/1',
    '/scim/v2/Users/1/',
    '/api/v2/scim/Users/1/?aadOptscim062020',
    'http://elsewhere.example/scim/v2/Users/1',
  ])('knows %s', async (target) => {
    expect(await app.get(target)).toEqual({ status: 200, body: '{"id":"1"}' });
  });

  it.each([
    '/scim/v2/%55sers/1',
    '/scim/v2/Users%2f1',
    '/scim%2fv2/Users/1',
    '//scim/v2/Users/1',
    '/scim//v2/Users/1',
    '/scim/v2/./Users/1',
    '/scim/v2/x/../Users/1',
    '/SCIM/v2/Users/1',
    '/scim/v2/users/1',
    '/scim/v2/Users/1//',
    '/scim/v2/Users/1/x',
    '/scim/v2/Users;x=1/1',
    '/scim/v2/%252fUsers/1',
    '/scim/v2/v2/Users/1',
    '/scim/v2x/Users/1',
    '/scimUsers/1',
    '/api/v2/scimUsers/1',
    '/scim/v2',
    '/scim',
    '*',
  ])('does not take %s for one of them', async (target) => {
    expect((await app.get(target)).status).toBe(404);
  });

  it.each([
    '/scim/v2/Users/%',
    '/scim/v2/Users/%zz',
    '/scim/v2/Users/%ff',
    '/scim/Users?filter=%',
    '/scim/v2/%c0%af',
  ])('answers 400 to the malformed percent-encoding of %s', async (target) => {
    const { status, body } = await app.get(target);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
  });

  it('hands an encoded slash or null on as part of the id', async () => {
    expect((await app.get('/scim/v2/Users/a%2fb%00')).body).toBe('{"id":"a/b\\u0000"}');
  });
});

describe('query parameters', () => {
  it('shows that one is repeated', async () => {
    const answer = await app.fetch('/scim/v2/Users?filter=a&filter=b&count=1');
    expect(await answer.json()).toEqual({ query: { filter: ['a', 'b'], count: '1' } });
  });

  it('are not read as objects', async () => {
    const answer = await app.fetch('/scim/v2/Users?filter[a]=b&__proto__[x]=1');
    expect(await answer.json()).toEqual({ query: { 'filter[a]': 'b', '__proto__[x]': '1' } });
  });

  it('are all read, however many there are', async () => {
    const answer = await app.fetch(`/scim/v2/Users?${'x&'.repeat(1_500)}filter=last`);
    expect(await answer.json()).toMatchObject({ query: { filter: 'last' } });
  });
});

describe('bounds of the head (16 KiB)', () => {
  it('takes 15 KiB', async () => {
    expect((await app.get(`/scim/v2/Users?filter=${'x'.repeat(15 * 1024)}`)).status).toBe(200);
  });

  it('answers 431 to more', async () => {
    expect((await app.get(`/scim/v2/Users?filter=${'x'.repeat(16 * 1024)}`)).status).toBe(431);
  });
});

describe('requests that two readers might understand differently (RFC 9112 §6.3, §11.2)', () => {
  const head = 'POST /scim/v2/Users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
  it.each([
    ['both a length and chunks', `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${head}Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}`],
    ['a bad chunk', `${head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n`],
    ['a folded header', `${head}X-Folded: a\r\n b\r\nContent-Length : 2\r\n\r\n{}`],
    ['no host', 'GET /scim/v2/Users HTTP/1.1\r\n\r\n'],
  ])('refuses %s and closes the connection', async (_, bytes) => {
    expect(await app.send(bytes)).toMatch(/^HTTP\/1\.1 400 /);
  });
});
