import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HealthChecks } from '../../src/operations/health/health-checks.js';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('operations on $name', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ engine });
  });
  afterAll(() => app.close());

  it('GET /health/live answers that the process lives', async () => {
    const answer = await app.fetch('/health/live');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'live' });
  });

  it('GET /health/ready answers 200 while every check passes', async () => {
    const answer = await app.fetch('/health/ready');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ready',
      checks: { database: 'ok', migrations: 'ok', shutdown: 'ok' },
    });
  });

  it('GET /health/ready answers 503 with the check that fails, and nothing of the reason', async () => {
    const checks = app.nest.get(HealthChecks);
    checks.register('workers', () => Promise.reject(new Error('password of the queue')));
    const answer = await app.fetch('/health/ready');
    const text = await answer.text();
    checks.register('workers', () => Promise.resolve());
    expect(answer.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      status: 'not_ready',
      checks: { workers: 'failed', database: 'ok' },
    });
    expect(text).not.toContain('password');
  });

  it('GET /metrics counts requests by the template of their route', async () => {
    await app.fetch('/health/live');
    await app.fetch('/no/such/route/4711');
    const text = await (await app.fetch('/metrics')).text();
    expect(text).toMatch(/http_requests_total\{method="GET",route="\/health\/live",status="200"\} \d/);
    expect(text).toMatch(/http_request_duration_seconds_bucket\{.*route="\/health\/live"/);
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('4711');
  });

  it('GET /metrics asks those whom a proxy on this machine speaks for who they are', async () => {
    for (const header of ['X-Forwarded-For', 'Forwarded']) {
      const answer = await app.fetch('/metrics', { headers: { [header]: '127.0.0.1' } });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
        401,
        'Bearer realm="Rollcall"',
      ]);
    }
  });

  it('GET /metrics answers to an access token of the first tenant with settings:read', async () => {
    const ada = await setUp(app);
    const scrape = async (token: string): Promise<number> => {
      const headers = { 'X-Forwarded-For': '203.0.113.7', Authorization: `Bearer ${token}` };
      return (await app.fetch('/metrics', { headers })).status;
    };
    const tokenOf = async (by: AdminClient, more: object): Promise<string> =>
      (await by.post('access-tokens', { name: 'Prometheus', ...more })).body.token;
    expect(await scrape(await tokenOf(ada, { permissions: ['settings:read'] }))).toBe(200);
    expect(await scrape(await tokenOf(ada, { permissions: ['users:read'] }))).toBe(403);
    expect(await scrape('rca_made_up')).toBe(401);
    const administrator = { email: 'eve@example.com', password: PASSWORD };
    await ada.post('tenants', { name: 'acme', administrator });
    const { body } = await new AdminClient(app).post('session', { ...administrator, tenant: 'acme' });
    const eve = new AdminClient(app, body.token);
    expect(await scrape(await tokenOf(eve, { permissions: ['settings:read'] }))).toBe(403);
  });
});

describe('METRICS_PUBLIC', () => {
  it('shows metrics to everybody', async () => {
    const app = await startTestApp({ engine: engines()[0]!, env: { METRICS_PUBLIC: 'true' } });
    const answer = await app.fetch('/metrics', { headers: { 'X-Forwarded-For': '203.0.113.7' } });
    expect(answer.status).toBe(200);
    await app.close();
  });
});
