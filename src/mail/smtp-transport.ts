import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { Configuration } from '../config/configuration.js';
import { explainSmtpError, isRefusal, type SmtpError } from './explain-smtp-error.js';
import { parseMailbox, parseSmtpUrl, type Mailbox, type SmtpAddress } from './smtp-url.js';

/** Milliseconds without an answer after which the server counts as hanging: while connecting, and between answers. */
const CONNECT_LIMIT = 10_000;
const ANSWER_LIMIT = 30_000;

/** A mail to one person, ready to be sent. */
export interface AddressedLetter {
  readonly id: string;
  readonly recipient: { readonly name: string | null; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What came of it: `refused` for good, or `failed` and worth another attempt. `answer` in plain words. */
export interface Delivery {
  readonly outcome: 'sent' | 'refused' | 'failed';
  readonly answer: string;
}

/** The SMTP server. A connection a mail: what hangs or breaks is one mail's trouble, and nothing is sent twice unseen. */
@Injectable()
export class SmtpTransport {
  readonly from: Mailbox;
  private readonly address: SmtpAddress | undefined;
  private readonly transport: ReturnType<typeof transportTo> | undefined;

  constructor({ smtpUrl, mailFrom }: Configuration) {
    this.from = parseMailbox(mailFrom)!;
    this.address = smtpUrl === undefined ? undefined : parseSmtpUrl(smtpUrl)!;
    this.transport = this.address && transportTo(this.address);
  }

  /** Whether there is a server at all. */
  get isConfigured(): boolean {
    return this.transport !== undefined;
  }

  /** Never throws. @param signal ends it, whatever the server does */
  async send(
    { id, recipient, subject, text, html }: AddressedLetter,
    signal: AbortSignal,
  ): Promise<Delivery> {
    if (!this.transport || !this.address) return { outcome: 'failed', answer: NOT_CONFIGURED };
    const { name, address } = recipient;
    try {
      const { response } = await this.transport.sendMail({
        // Addresses as objects: as text, a name could bring further recipients.
        from: { name: this.from.name ?? 'Rollcall', address: this.from.address },
        to: { name: name ?? '', address },
        subject,
        text,
        html,
        messageId: `<${id}@${this.from.address.split('@').at(-1)!}>`,
        // RFC 3834: no answers of absent people, please.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal,
      });
      return { outcome: 'sent', answer: response };
    } catch (error) {
      const outcome = isRefusal(error as SmtpError) ? 'refused' : 'failed';
      return { outcome, answer: explainSmtpError(error as SmtpError, this.address) };
    }
  }
}

export const NOT_CONFIGURED = 'No mail server is set: SMTP_URL';

function transportTo({ host, port, secure, tls, user, password }: SmtpAddress) {
  return createTransport({
    host,
    port,
    secure,
    requireTLS: tls === 'required' || tls === 'unverified',
    opportunisticTLS: tls === 'opportunistic',
    ignoreTLS: tls === 'never',
    tls: { rejectUnauthorized: tls === 'required', minVersion: 'TLSv1.2' },
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: CONNECT_LIMIT,
    greetingTimeout: CONNECT_LIMIT,
    dnsTimeout: CONNECT_LIMIT,
    socketTimeout: ANSWER_LIMIT,
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
