import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProbeApp } from '../../support/probe-app.js';

let app: ProbeApp;
beforeAll(async () => {
  app = await ProbeApp.start();
});
afterAll(() => app.close());

const segment = fc.oneof(
  fc.constantFrom(
    'scim',
    'v2',
    'api',
    'Users',
    'Groups',
    '.search',
    '..',
    '.',
    '',
    '%2f',
    '%',
    '%00',
    ';x',
    '*',
    '__proto__',
  ),
  fc.stringMatching(/^[!-~]{0,8}$/),
);
const target = fc
  .tuple(
    fc.constantFrom('', '/scim/v2', '/scim', '/api/v1', '//'),
    fc.array(segment, { maxLength: 4 }),
    fc.stringMatching(/^[!-~]{0,20}$/),
  )
  .map(([base, segments, query]) => `${base}/${segments.join('/')}?${query}`);

const method = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
);

const contentType = fc.oneof(
  fc.constantFrom(
    'application/scim+json',
    'application/json',
    'text/plain',
    '',
    ';',
    'application/json;charset',
  ),
  fc.stringMatching(/^[ -~]{0,20}$/),
);

const content = fc.oneof(
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.stringMatching(/^[{}[\]",:\\a0-9 ]{0,100}$/).map((text) => Buffer.from(text)),
);

describe('whatever is sent', () => {
  it('is answered, and never with 5xx', async () => {
    const request = fc.record({ method, target, contentType, content });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, target, contentType, content }) => {
        const head = [
          `${method} ${target} HTTP/1.1`,
          'Host: localhost',
          'Connection: close',
          `Content-Type: ${contentType}`,
          `Content-Length: ${content.length}`,
        ];
        const answer = await app.send(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]));
        expect(answer).toMatch(/^HTTP\/1\.1 [234]\d\d /);
      }),
      { numRuns: 1_500 },
    );
  });
});
