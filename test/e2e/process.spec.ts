import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ServerProcess } from '../support/server-process.js';

const started: ServerProcess[] = [];
async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.start(env);
  started.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.remove()));
});

describe('the start', () => {
  it('prints the address of the console and of SCIM, on a free port where PORT is 0', async () => {
    const server = await start();
    expect(server.stdout).toContain(`SCIM tenant URL  ${server.url}/scim/v2`);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  it('is refused with a line for each wrong variable, without its value', async () => {
    const server = await start({ PORT: 'hunter2', LOG_LEVEL: 'hunter2', SECRET_KEY: 'hunter2' });
    expect(await server.exited).toEqual({ code: 1, signal: null });
    expect(
      server.stderr
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual(['LOG_LEVEL', 'PORT', 'SECRET_KEY']);
    expect(server.stderr).not.toContain('hunter2');
  });

  it('is refused while another process has the port', async () => {
    const first = await start();
    const second = await start({ PORT: new URL(first.url).port });
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.stderr).toMatch(/^Cannot listen on \S+: EADDRINUSE\n$/);
  });
});

describe('SIGTERM', () => {
  it('ends an idle server with exit code 0, also with connections kept alive', async () => {
    const server = await start();
    await (await fetch(`${server.url}/health/live`)).text();
    const time = performance.now();
    server.kill('SIGTERM');
    expect(await server.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - time).toBeLessThan(10_000);
  });

  it('takes nothing new on, and finishes what is under way', async () => {
    const server = await start();
    // A request that is under way because the rest of its body is still to come.
    const body = JSON.stringify({ email: 'a@example.com', password: 'wrong password' });
    const half = request(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': body.length,
        Connection: 'keep-alive',
      },
    });
    half.write(body.slice(0, 10));
    const answered = once(half, 'response') as Promise<[IncomingMessage]>;
    await sleep(300);
    server.kill('SIGTERM');
    await sleep(300);
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    half.end(body.slice(10));
    const [answer] = await answered;
    expect(answer.statusCode).toBeLessThan(500);
    answer.resume();
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  it('ends within ten seconds when a request never ends', async () => {
    const server = await start();
    const endless = request(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': 1_000 },
    });
    endless.on('error', () => undefined); // It is broken off: that is the point.
    endless.write('{');
    await sleep(300);
    const time = performance.now();
    server.kill('SIGTERM');
    expect(await server.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - time).toBeLessThan(10_000);
  });

  it('ends the process at once when it comes twice', async () => {
    const server = await start();
    const endless = request(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': 1_000 },
    });
    endless.on('error', () => undefined);
    endless.write('{');
    await sleep(300);
    server.kill('SIGTERM');
    await sleep(200);
    server.kill('SIGINT');
    // Without waiting for what is under way, which would end it with 0.
    expect((await server.exited).code).toBe(1);
  });
});
