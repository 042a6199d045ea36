import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { Mails } from '../support/mails.js';
import { Notices } from '../support/notices.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { TestSmtpServer, type Answer } from '../support/smtp-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PATIENCE = { timeout: 30_000, interval: 50 };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe.each(engines())('The outbox of mails on $name', (engine) => {
  let smtp: TestSmtpServer;
  let app: TestApp;
  let mails: Mails;
  let admin: AdminClient;
  let scim: ScimClient;

  beforeAll(async () => {
    smtp = await TestSmtpServer.start();
    app = await startTestApp({ engine, env: { SMTP_URL: smtp.url, MAILS_PER_MINUTE: '1000' } });
    mails = new Mails(app);
    ({ admin, scim } = await connect(app));
    // What administrators are told of the set-up is none of this.
    await new Notices(app, smtp).arrive();
  });
  afterEach(() => {
    vi.useRealTimers();
    smtp.isSilent = false;
    smtp.release();
  });
  afterAll(async () => {
    await app.close();
    await smtp.close();
  });

  const arrived = (address: string) => smtp.mails.filter(({ recipients }) => recipients.includes(address));
  const stateOf = async (address: string) => (await mails.to(address)).state;
  const later = (milliseconds: number): void => {
    const now = Date.now() + milliseconds;
    vi.useFakeTimers({ toFake: ['Date'], now });
  };

  it('sends what a transaction has written once it is committed, and nothing of one that was rolled back', async () => {
    await mails.enqueue('ada@example.com', {
      subject: 'Grüße',
      recipient: { name: 'Ada', address: 'ada@example.com' },
    });
    const failed = mails.within(async () => {
      await mails.write('nobody@example.com');
      throw new Error('Rolled back');
    });
    await expect(failed).rejects.toThrow('Rolled back');
    await expect.poll(() => stateOf('ada@example.com'), PATIENCE).toBe('sent');
    const [mail] = arrived('ada@example.com');
    expect(mail).toMatchObject({
      subject: 'Grüße',
      text: 'Text to ada@example.com',
      html: '<p>HTML to ada@example.com</p>',
      recipients: ['ada@example.com'],
    });
    expect(mail!.from.text).toBe('"Rollcall" <rollcall@localhost>');
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
    expect((await mails.list()).map(({ recipient }) => recipient.address)).not.toContain(
      'nobody@example.com',
    );
  });

  it('writes one mail for one key, however often', async () => {
    const again = () => mails.enqueue('once@example.com', { dedupeKey: 'reminder' });
    await Promise.all([again(), again(), again()]);
    await again();
    expect(
      (await mails.list()).filter(({ recipient }) => recipient.address === 'once@example.com'),
    ).toHaveLength(1);
  });

  it('takes what others have written as text: no header, no further recipient', async () => {
    await mails.enqueue('victim@example.com', {
      subject: `Hello\r\nBcc: eve@example.com\r\n\r\nforged \u202E${'x'.repeat(10_000)}`,
      recipient: { name: 'Eve" <eve@example.com>,\r\nBcc: eve@example.com', address: 'victim@example.com' },
    });
    await expect.poll(() => stateOf('victim@example.com'), PATIENCE).toBe('sent');
    const [mail] = arrived('victim@example.com');
    expect(mail!.recipients).toEqual(['victim@example.com']);
    expect(mail!.to).toMatchObject({ value: [{ address: 'victim@example.com' }] });
    expect(mail!.bcc).toBeUndefined();
    expect(mail!.text).toBe('Text to victim@example.com');
    expect(mail!.subject).toMatch(/^Hello Bcc: eve@example\.com forged x+…$/);
    expect(Array.from(mail!.subject!)).toHaveLength(200);
    expect(arrived('eve@example.com')).toEqual([]);
  });

  it.each<[what: string, answer: Answer, copies: number]>([
    ['451', 451, 1],
    ['421', 421, 1],
    ['nothing, for the line drops after the data', 'drop', 2],
  ])('tries again what the server answers %s', async (_what, answer, copies) => {
    const address = `${answer}@example.com`;
    smtp.answers.push(answer);
    await mails.enqueue(address);
    await expect.poll(async () => (await mails.to(address)).lastError, PATIENCE).not.toBeNull();
    const failed = await mails.to(address);
    expect([failed.state, failed.attempts]).toEqual(['queued', 1]);
    expect(failed.nextAttemptAt! - Date.now()).toBeGreaterThan(0);
    later(2 * MINUTE);
    await mails.dispatch();
    await expect.poll(() => stateOf(address), PATIENCE).toBe('sent');
    expect((await mails.to(address)).lastError).toBeNull();
    expect(arrived(address)).toHaveLength(copies);
    expect(new Set(arrived(address).map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('refuses nobody while the server hangs: people are provisioned meanwhile', async () => {
    smtp.isSilent = true;
    const before = smtp.connections;
    await mails.enqueue('patient@example.com');
    await expect.poll(() => smtp.connections, PATIENCE).toBeGreaterThan(before);
    for (let index = 0; index < 20; index++) await scim.createUser(`meanwhile ${index}`);
    expect(await mails.to('patient@example.com')).toMatchObject({
      state: 'queued',
      attempts: 1,
      lastError: null,
    });
    await expect
      .poll(async () => (await mails.to('patient@example.com')).lastError, PATIENCE)
      .toContain('in time');
    smtp.isSilent = false;
    later(2 * MINUTE);
    await mails.dispatch();
    await expect.poll(() => stateOf('patient@example.com'), PATIENCE).toBe('sent');
    expect(arrived('patient@example.com')).toHaveLength(1);
  });

  it('does not try again where the recipient is refused, until somebody says so', async () => {
    smtp.refused.set('gone@example.com', 550);
    await mails.enqueue('gone@example.com');
    await expect.poll(() => stateOf('gone@example.com'), PATIENCE).toBe('bounced');
    const { id, attempts, lastError, nextAttemptAt } = await mails.to('gone@example.com');
    expect([attempts, nextAttemptAt]).toEqual([1, null]);
    expect(lastError).toContain('550 No such mailbox');
    expect((await admin.get('mails/status')).body).toMatchObject({ configured: true, dead: 1, lastError });
    expect((await admin.get('mails?state=bounced')).body.items).toMatchObject([
      { id, state: 'bounced', lastError },
    ]);

    const { body: readiness } = await admin.get('scim/readiness');
    expect(readiness['checks']).toContainEqual(
      expect.objectContaining({ id: 'mail_server', status: 'warning', count: 1 }),
    );

    smtp.refused.clear();
    expect((await admin.post(`mails/${id}/resend`)).body).toMatchObject({ id, state: 'queued', attempts: 0 });
    await expect.poll(() => stateOf('gone@example.com'), PATIENCE).toBe('sent');
    expect(arrived('gone@example.com')).toHaveLength(1);
    const again = await admin.post(`mails/${id}/resend`);
    expect([again.status, again.body['code']]).toEqual([409, 'not_dead']);
    const { body } = await admin.get('audit-events?action=mail.resent');
    expect(body.items).toMatchObject([{ target: { type: 'mail', id, display: 'gone@example.com' } }]);
  });

  it('gives up after three days, with the reason, and forgets what somebody discards', async () => {
    smtp.answers.push(450, 450);
    await mails.enqueue('busy@example.com');
    await expect.poll(async () => (await mails.to('busy@example.com')).lastError, PATIENCE).not.toBeNull();
    later(3 * DAY + MINUTE);
    await mails.dispatch();
    await expect.poll(() => stateOf('busy@example.com'), PATIENCE).toBe('failed');
    vi.useRealTimers();
    const { id, lastError, nextAttemptAt } = await mails.to('busy@example.com');
    expect(nextAttemptAt).toBeNull();
    expect(lastError).toContain('450');
    expect((await admin.delete(`mails/${id}`)).status).toBe(204);
    expect((await admin.get(`mails/${id}`)).status).toBe(404);
    expect((await admin.delete(`mails/${id}`)).status).toBe(404);
    expect((await admin.get('audit-events?action=mail.discarded')).body.items).toHaveLength(1);
  });

  it('shows as bounced what is no address, and writes the change nevertheless', async () => {
    await mails.enqueue('ada@example.com, eve@example.com');
    await mails.enqueue('x'.repeat(10_000));
    const bounced = (await mails.list()).filter(({ state }) => state === 'bounced');
    expect(bounced.map(({ lastError }) => lastError)).toEqual(['The address is none', 'The address is none']);
    for (const { id } of bounced) await admin.delete(`mails/${id}`);
  });

  it('keeps content where nobody reads it, and no longer than it takes', async () => {
    const content = async () => {
      const sql = 'SELECT content FROM mails WHERE tenant_id = 1 AND recipient_address = ?';
      const rows = await mails.unit.read(() =>
        mails.unit.query<{ content: string | null }>(sql, ['secret@example.com']),
      );
      return rows[0]!.content;
    };
    await mails.enqueue('secret@example.com', { text: 'one-time link', notBefore: Date.now() + MINUTE });
    expect(await content()).toEqual(expect.any(String));
    expect(await content()).not.toContain('one-time');
    later(2 * MINUTE);
    await mails.dispatch();
    await expect.poll(content, PATIENCE).toBeNull();
    expect(arrived('secret@example.com')[0]!.text).toBe('one-time link');
  });

  it('lists mails newest first, page by page, without what they say', async () => {
    const pages: string[][] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await admin.get(`mails?limit=3&state=sent${cursor && `&cursor=${cursor}`}`);
      pages.push(body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    const sent = (await mails.list()).filter(({ state }) => state === 'sent');
    expect(pages.flat()).toEqual(sent.map(({ id }) => id));
    const { body } = await admin.get(`mails/${sent[0]!.id}`);
    expect(Object.keys(body).sort()).toEqual(
      [
        'attempts',
        'createdAt',
        'id',
        'kind',
        'lastError',
        'nextAttemptAt',
        'recipient',
        'sentAt',
        'state',
        'subject',
      ].sort(),
    );
  });

  it('sends a test at once and tells what the server says', async () => {
    const answer = await admin.post('mails/test', { to: 'me@example.com' });
    expect(answer.body).toEqual({ delivered: true, answer: '250 queued' });
    const [mail] = arrived('me@example.com');
    expect(mail!.text).toContain(
      `${new URL('/', (await admin.get('scim/connection')).body['tenantUrl'] as string).href}\n`,
    );
    smtp.refused.set('me@example.com', 554);
    const refused = await admin.post('mails/test', { to: 'me@example.com' });
    expect(refused.body).toMatchObject({ delivered: false, answer: expect.stringContaining('554') });
    smtp.refused.clear();
    expect((await admin.post('mails/test', { to: 'nobody' })).status).toBe(400);
    const { body } = await admin.get('audit-events?action=mail.tested');
    expect(body.items.map(({ outcome }) => outcome)).toEqual(['failure', 'success']);
  });

  it('is forgotten three months after its end', async () => {
    await mails.enqueue('old@example.com');
    await expect.poll(() => stateOf('old@example.com'), PATIENCE).toBe('sent');
    later(91 * DAY);
    await expect.poll(async () => (await mails.list()).length, PATIENCE).toBe(0);
  });
});

describe.each(engines())('Mails on $name', (engine) => {
  let smtp: TestSmtpServer;
  const open: TestApp[] = [];
  const start = async (env: Record<string, string>): Promise<TestApp> => {
    const app = await startTestApp({ engine, env });
    open.push(app);
    return app;
  };

  beforeAll(async () => {
    smtp = await TestSmtpServer.start();
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const app of open.splice(0)) await app.close();
    smtp.mails.splice(0);
    smtp.isSilent = false;
    smtp.release();
  });
  afterAll(() => smtp.close());

  it('leave at the rate that is set, single ones before those that are many', async () => {
    const app = await start({ SMTP_URL: smtp.url, MAILS_PER_MINUTE: '3' });
    const mails = new Mails(app);
    await mails.within(async () => {
      for (let index = 0; index < 4; index++) await mails.write(`many-${index}@example.com`, { bulk: true });
      await mails.write('single@example.com');
    });
    await expect.poll(() => smtp.mails.length, PATIENCE).toBe(3);
    await mails.dispatch();
    expect(smtp.mails.map(({ recipients }) => recipients[0])).toContain('single@example.com');
    expect(smtp.mails).toHaveLength(3);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    await expect.poll(() => smtp.mails.length, PATIENCE).toBe(5);
  });

  it('are kept while there is no server, and Rollcall is ready nevertheless', async () => {
    const app = await start({});
    const mails = new Mails(app);
    const { admin } = await connect(app);
    await new Notices(app).tell();
    const told = (await mails.list()).length;
    await mails.enqueue('later@example.com');
    await mails.dispatch();
    expect((await admin.get('mails/status')).body).toEqual({
      configured: false,
      from: 'rollcall@localhost',
      queued: told + 1,
      dead: 0,
      lastError: null,
    });
    expect((await app.fetch('/health/ready')).status).toBe(200);
    expect((await admin.post('mails/test', { to: 'a@example.com' })).body).toEqual({
      delivered: false,
      answer: 'No mail server is set: SMTP_URL',
    });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * DAY + MINUTE });
    await mails.dispatch();
    const { state, lastError } = await mails.to('later@example.com');
    expect([state, lastError]).toEqual(['failed', 'No mail server is set: SMTP_URL']);
  });

  it('do not keep the server from stopping, and are sent after the next start', async () => {
    const database = await engine.createDatabase();
    const env = { DATABASE_URL: database.url, SMTP_URL: smtp.url, SECRET_KEY: 'k'.repeat(40) };
    try {
      const app = await startTestApp({ engine, env });
      smtp.isSilent = true;
      const before = smtp.connections;
      await new Mails(app).enqueue('stopped@example.com');
      await expect.poll(() => smtp.connections, PATIENCE).toBeGreaterThan(before);
      await app.close();
      smtp.isSilent = false;
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * MINUTE });
      const next = await startTestApp({ engine, env });
      const mails = new Mails(next);
      await expect.poll(async () => (await mails.to('stopped@example.com')).state, PATIENCE).toBe('sent');
      await next.close();
      expect(smtp.mails).toHaveLength(1);
    } finally {
      await database.drop();
    }
  });

  if (engine.name === 'SQLite') return;

  it('of several replicas are sent once each', async () => {
    const database = await engine.createDatabase();
    const env = {
      DATABASE_URL: database.url,
      SMTP_URL: smtp.url,
      SECRET_KEY: 'k'.repeat(40),
      MAILS_PER_MINUTE: '1000',
    };
    const apps = await Promise.all([startTestApp({ engine, env }), startTestApp({ engine, env })]);
    try {
      const [one, other] = apps.map((app) => new Mails(app)) as [Mails, Mails];
      const addresses = Array.from({ length: 60 }, (_, index) => `replica-${index}@example.com`);
      await Promise.all(addresses.map((address, index) => (index % 2 ? one : other).enqueue(address)));
      await expect
        .poll(async () => (await one.list()).every(({ state }) => state === 'sent'), PATIENCE)
        .toBe(true);
      expect(smtp.mails.map(({ recipients }) => recipients[0]).sort()).toEqual(addresses.sort());
    } finally {
      for (const app of apps) await app.close();
      await database.drop();
    }
  });
});
