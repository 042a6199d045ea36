import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it has arrived, with the envelope by which it was sent. */
export interface ReceivedMail extends ParsedMail {
  readonly from: NonNullable<ParsedMail['from']>;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly recipients: readonly string[];
}

/** What the server does with the mail after its data: an SMTP status, or one of the ways to fail without an answer. */
export type Answer = number | 'hang' | 'drop';

/** A real SMTP server on a free port, which fails as it is told to. */
export class TestSmtpServer {
  /** Those that were taken, also where the sender has not heard of it. */
  readonly mails: ReceivedMail[] = [];
  /** To which each mail is answered; the next of a list, and 250 after its end. */
  readonly answers: Answer[] = [];
  /** Addresses that are refused, with which status. */
  readonly refused = new Map<string, number>();
  /** Says nothing at all to those that connect. */
  isSilent = false;
  /** Of each mail that was taken: whether it came encrypted. */
  readonly isSecure: boolean[] = [];
  /** How many have connected. */
  connections = 0;
  private readonly held: (() => void)[] = [];

  private constructor(private readonly server: SMTPServer) {}

  static async start(options: SMTPServerOptions = {}, port = 0): Promise<TestSmtpServer> {
    const server = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 0,
      ...options,
    });
    const self = new TestSmtpServer(server);
    server.on('error', () => undefined); // Clients that hang up are no news.
    server.onConnect = (_session, callback) => {
      self.connections++;
      if (self.isSilent) self.held.push(callback);
      else callback();
    };
    server.onRcptTo = ({ address }, _session, callback) => {
      const status = self.refused.get(address);
      callback(status === undefined ? null : failure(status));
    };
    server.onData = (stream, session, callback) => {
      void simpleParser(stream).then((mail) => {
        const answer = self.answers.shift() ?? 250;
        if (answer === 250 || typeof answer === 'string') {
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          self.isSecure.push(session.secure);
          self.mails.push(Object.assign(mail, { recipients }) as ReceivedMail);
        }
        if (answer === 'hang') self.held.push(() => callback());
        else if (answer === 'drop') self.hangUp(session.id);
        else if (answer === 250) callback(null, 'queued');
        else callback(failure(answer));
      });
    };
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    return self;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** As SMTP_URL. */
  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Answers those who have been left waiting. */
  release(): void {
    for (const answer of this.held.splice(0)) answer();
  }

  async close(): Promise<void> {
    this.release();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private hangUp(sessionId: string): void {
    for (const connection of this.server.connections) {
      if (connection.session.id === sessionId) connection._socket.destroy();
    }
  }
}

function failure(status: number): Error {
  return Object.assign(new Error(status < 500 ? 'Try later' : 'No such mailbox'), { responseCode: status });
}
