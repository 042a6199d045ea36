import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { isFromHere, isSafe } from './same-origin.js';

const PUBLIC_URL = 'https://rollcall.example.com';
const request = (headers: Record<string, string>) =>
  ({ headers: { host: 'rollcall:3000', ...headers } }) as unknown as Request;

describe('where a change comes from', () => {
  it.each<[what: string, headers: Record<string, string>, cookie: boolean, none: boolean]>([
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }, true, true],
    ['the address bar', { 'sec-fetch-site': 'none' }, true, true],
    ['another subdomain', { 'sec-fetch-site': 'same-site' }, false, false],
    ['another site', { 'sec-fetch-site': 'cross-site' }, false, false],
    [
      'another site that claims our origin',
      { 'sec-fetch-site': 'cross-site', origin: PUBLIC_URL },
      false,
      false,
    ],
    ['an older browser on a page of ours', { origin: PUBLIC_URL }, true, true],
    ['an older browser, reached past the proxy', { origin: 'http://rollcall:3000' }, true, true],
    ['an older browser on another site', { origin: 'https://evil.example' }, false, false],
    ['another scheme', { origin: 'http://rollcall.example.com' }, false, false],
    ['a sandboxed page', { origin: 'null' }, false, false],
    ['a program', {}, false, true],
  ])('%s', (_what, headers, withCookie, withNone) => {
    expect(isFromHere(request(headers), PUBLIC_URL, { credentials: 'cookie' })).toBe(withCookie);
    expect(isFromHere(request(headers), PUBLIC_URL, { credentials: 'none' })).toBe(withNone);
  });

  it('does not matter where nothing changes', () => {
    const safe = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
      isSafe({ method } as Request),
    );
    expect(safe).toEqual(['GET', 'HEAD', 'OPTIONS']);
  });
});
