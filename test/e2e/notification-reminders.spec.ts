import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminClient } from '../support/admin-client.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { Notices, subjects } from '../support/notices.js';
import { connect } from '../support/scim-client.js';
import { TestSmtpServer } from '../support/smtp-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 24 * 3_600_000;

describe.each(engines())('Of the end of a secret, on $name, administrators are reminded', (engine) => {
  let smtp: TestSmtpServer;
  let database: TestDatabase;
  /** On MySQL two replicas, on SQLite the one that there may be. */
  let apps: TestApp[];

  beforeAll(async () => {
    smtp = await TestSmtpServer.start();
    database = await engine.createDatabase();
    apps = [await start()];
    await connect(apps[0]!);
    if (engine.name !== 'SQLite') apps.push(await start());
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    await database.drop();
    await smtp.close();
  });

  function start(): Promise<TestApp> {
    const env = { DATABASE_URL: database.url, SMTP_URL: smtp.url, SECRET_KEY: 'k'.repeat(40) };
    return startTestApp({ engine, env });
  }

  function ada(): Promise<AdminClient> {
    return new AdminClient(apps[0]!).signIn('ada@example.com');
  }

  async function issue(days: number): Promise<void> {
    const expiresAt = new Date(Date.now() + days * DAY).toISOString();
    expect((await (await ada()).post('scim/secret', { expiresAt })).status).toBe(201);
    await new Notices(apps[0]!, smtp).arrive();
  }

  /** Lets days pass, on each of which all replicas look at once. @returns what was told, with its day */
  async function live(days: number, restartOn?: number): Promise<[day: number, subject: string][]> {
    const told: [number, string][] = [];
    for (let day = 1; day <= days; day++) {
      if (day === restartOn) {
        await apps.pop()!.close();
        apps.push(await start());
      }
      const replicas = apps.map((app) => new Notices(app, smtp));
      for (const replica of replicas) replica.pass(day * DAY);
      if (!(await replicas[0]!.isDue())) continue;
      await Promise.all(replicas.map((replica) => replica.tell()));
      told.push(...subjects(await replicas[0]!.sent()).map((subject): [number, string] => [day, subject]));
    }
    return told;
  }

  it('30, 14, 7, 3 and 1 days before and at its end, once each, also after a restart (P18)', async () => {
    await issue(370);
    expect(await live(400, 363)).toEqual([
      [340, 'The SCIM secret expires in 30 days'],
      [356, 'The SCIM secret expires in 14 days'],
      [363, 'The SCIM secret expires in 7 days'],
      [367, 'The SCIM secret expires in 3 days'],
      [369, 'The SCIM secret expires in 1 day'],
      [370, 'The SCIM secret has expired'],
    ]);
  });

  it('of days to come alone, where it is issued for less', async () => {
    await issue(10);
    expect(await live(8)).toEqual([
      [3, 'The SCIM secret expires in 7 days'],
      [7, 'The SCIM secret expires in 3 days'],
    ]);
  });

  it('not once it is void', async () => {
    await issue(20);
    await (await ada()).delete('scim/secret');
    await new Notices(apps[0]!, smtp).arrive();
    expect(await live(30)).toEqual([]);
  });
});
