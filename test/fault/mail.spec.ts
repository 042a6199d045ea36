import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Mails } from '../support/mails.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { ServerProcess } from '../support/server-process.js';
import { TestSmtpServer } from '../support/smtp-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const KILLS = 3;
const MAILS = 40;
const LEASE_AND_MORE = 10 * 60_000;

describe.each(engines())('A server that is killed while it sends mails on $name', (engine) => {
  let database: TestDatabase;
  let dataDir: string;
  let smtp: TestSmtpServer;

  beforeEach(async () => {
    database = await engine.createDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'rollcall-kill-'));
    smtp = await TestSmtpServer.start();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await smtp.close();
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  });

  const env = (smtpUrl?: string): Record<string, string> => ({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    MAILS_PER_MINUTE: '1000',
    LOG_LEVEL: 'silent',
    ...(smtpUrl !== undefined && { SMTP_URL: smtpUrl }),
  });
  const within = async <T>(work: (app: TestApp) => Promise<T>, smtpUrl?: string): Promise<T> => {
    const app = await startTestApp({ engine, env: env(smtpUrl) });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  };

  it('loses none, and sends at most those twice that were under way, with the same Message-ID', async () => {
    const addresses = Array.from({ length: MAILS }, (_, index) => `kill-${index}@example.com`);
    await within(async (app) => {
      const mails = new Mails(app);
      await mails.within(async () => {
        for (const address of addresses) await mails.write(address);
      });
    });
    for (let kill = 0; kill < KILLS; kill++) {
      const before = smtp.mails.length;
      const server = await ServerProcess.start(env(smtp.url));
      while (smtp.mails.length === before && before < MAILS) await sleep(5);
      await sleep(Math.random() * 100);
      server.kill('SIGKILL');
      await server.remove();
    }
    const underWay = smtp.mails.length;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LEASE_AND_MORE });
    await within(async (app) => {
      const isSent = async () => (await new Mails(app).list()).every(({ state }) => state === 'sent');
      await expect.poll(isSent, { timeout: 60_000, interval: 100 }).toBe(true);
    }, smtp.url);
    expect(underWay).toBeGreaterThan(0);
    const arrived = smtp.mails.map(({ recipients }) => recipients[0]!);
    expect([...new Set(arrived)].sort()).toEqual([...addresses].sort());
    // Five are under way at a time.
    expect(arrived.length).toBeLessThanOrEqual(MAILS + 5 * KILLS);
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(MAILS);
  }, 240_000);
});
