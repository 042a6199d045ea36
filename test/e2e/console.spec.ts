import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_PAGES } from '../../src/console/console.controller.js';
import { startWithConsole } from '../support/console-browser.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines().slice(0, 1))("The console's files", (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startWithConsole({ engine });
  });
  afterAll(() => app.close());

  const page = async (): Promise<string> => (await app.fetch('/')).text();
  const assetsOf = (html: string): string[] =>
    [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);

  it.each(CONSOLE_PAGES)('has the same page at /%s, which nobody keeps', async (path) => {
    const answer = await app.fetch(`/${path}?token=abc`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const html = await answer.text();
    expect(html).toBe(await page());
    expect(html).not.toContain('abc');
  });

  it('lets the page load and be framed by nothing but this server, and run nothing that stands in it', async () => {
    const { headers } = await app.fetch('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types 'none'",
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    const html = await page();
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*src=)/);
    for (const url of assetsOf(html)) expect(url).toMatch(/^\/assets\//);
  });

  it('lets browsers keep the files for good, compressed where they take it', async () => {
    const urls = assetsOf(await page());
    expect(urls.length).toBeGreaterThan(2);
    for (const url of urls) {
      const answer = await app.fetch(url);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
      expect(answer.headers.get('content-type')).toMatch(/^(text\/(javascript|css)|image\/svg\+xml)/);
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      const plain = await app.fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(await plain.text()).toBe(await answer.text());
    }
  });

  it.each([
    '/assets/index.html',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/%2e%2e/console.module.js',
    '/assets/constructor',
    '/nowhere',
    '/provisioning/nowhere',
  ])('answers 404 for %s', async (path) => {
    expect((await app.fetch(path)).status).toBe(404);
  });

  it('leaves unknown addresses of the APIs to the APIs', async () => {
    const admin = await app.fetch('/api/v1/nowhere');
    expect([admin.status, admin.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    const scim = await app.fetch('/scim/v2/Nowhere');
    expect([scim.status, scim.headers.get('content-type')]).toEqual([404, 'application/scim+json']);
  });

  it('says so where the build has no console', async () => {
    const bare = await startTestApp({ engine });
    try {
      const answer = await bare.fetch('/sign-in');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
      expect(await answer.text()).toContain('npm run build');
    } finally {
      await bare.close();
    }
  });
});
