import { afterEach, describe, expect, it } from 'vitest';
import type { SMTPServerOptions } from 'smtp-server';
import { TestSmtpServer } from '../../test/support/smtp-server.js';
import type { Configuration } from '../config/configuration.js';
import { SmtpTransport, type Delivery } from './smtp-transport.js';

const LETTER = {
  id: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10',
  recipient: { name: 'Ada', address: 'ada@example.com' },
  subject: 'Subject',
  text: 'Text',
  html: '<p>HTML</p>',
};

/** smtp-server's own certificate is signed by nobody. */
describe('The way to the mail server', () => {
  const open: TestSmtpServer[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
  });

  async function start(options?: SMTPServerOptions): Promise<TestSmtpServer> {
    const server = await TestSmtpServer.start(options);
    open.push(server);
    return server;
  }

  function send(smtpUrl: string, signal = new AbortController().signal): Promise<Delivery> {
    const configuration = { smtpUrl, mailFrom: 'Rollcall, IT <rollcall@example.com>' } as Configuration;
    return new SmtpTransport(configuration).send(LETTER, signal);
  }

  it('bears a Message-ID that is the same at each attempt', async () => {
    const server = await start();
    expect(await send(server.url)).toEqual({ outcome: 'sent', answer: '250 queued' });
    await send(server.url);
    expect(server.mails.map(({ messageId }) => messageId)).toEqual(
      Array<string>(2).fill(`<${LETTER.id}@example.com>`),
    );
    expect(server.mails[0]!.from.value).toEqual([{ name: 'Rollcall, IT', address: 'rollcall@example.com' }]);
  });

  it.each([['required'], ['unverified']])(
    'is not taken where encryption is %s and STARTTLS was stripped',
    async (tls) => {
      const server = await start({ disabledCommands: ['STARTTLS'] });
      const { outcome, answer } = await send(`${server.url}?tls=${tls}`);
      expect(outcome).toBe('failed');
      expect(answer).toContain('does not encrypt, which SMTP_URL requires');
      expect(server.mails).toEqual([]);
    },
  );

  it.each([
    ['smtp', false],
    ['smtps', true],
  ])(
    'by %s is not taken with a certificate that nobody has signed, unless that is set',
    async (scheme, secure) => {
      const server = await start({ secure });
      const url = `${scheme}://127.0.0.1:${server.port}`;
      expect(await send(`${url}?tls=required`)).toMatchObject({
        outcome: 'failed',
        answer: expect.stringContaining('certificate') as string,
      });
      expect(server.mails).toEqual([]);
      expect(await send(`${url}?tls=unverified`)).toMatchObject({ outcome: 'sent' });
      expect(server.isSecure).toEqual([true]);
    },
  );

  it('is encrypted where that can be, on this machine', async () => {
    const [able, unable] = [await start(), await start({ disabledCommands: ['STARTTLS'] })];
    for (const server of [able, unable]) expect(await send(server.url)).toMatchObject({ outcome: 'sent' });
    expect([able.isSecure, unable.isSecure]).toEqual([[true], [false]]);
    expect(await send(`${able.url}?tls=never`)).toMatchObject({ outcome: 'sent' });
    expect(able.isSecure).toEqual([true, false]);
  });

  it('is tried again with another password, and nobody is told this one', async () => {
    const server = await start({
      authOptional: false,
      onAuth: (auth, _session, callback) =>
        auth.password === 'right' ? callback(null, { user: 'ada' }) : callback(new Error('No such user')),
    });
    const url = (password: string) => server.url.replace('//', `//ada:${password}@`);
    const { outcome, answer } = await send(url('secret-wrong'));
    expect(outcome).toBe('failed');
    expect(answer).toContain('refuses the user name or the password');
    expect(answer).not.toContain('secret-wrong');
    expect(await send(url('right'))).toMatchObject({ outcome: 'sent' });
  });

  it.each([
    ['smtp://127.0.0.1:1', 'ECONNREFUSED'],
    ['smtp://rollcall.invalid?tls=never', 'is not known by this name'],
  ])('fails at %s with the reason', async (url, reason) => {
    const { outcome, answer } = await send(url);
    expect(outcome).toBe('failed');
    expect(answer).toContain(reason);
  });

  it('is given up when it is told to, whatever the server does', async () => {
    const server = await start();
    server.answers.push('hang');
    const { outcome, answer } = await send(server.url, AbortSignal.timeout(500));
    expect([outcome, answer]).toEqual([
      'failed',
      `The mail server 127.0.0.1:${server.port} does not answer in time`,
    ]);
  });
});
