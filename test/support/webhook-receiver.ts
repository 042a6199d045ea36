import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedEvent {
  readonly id: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: { readonly id: string; readonly changes: readonly unknown[] };
}

/** A request as it came. */
export interface ReceivedMessage {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: ReceivedEvent;
}

type Answer = (message: ReceivedMessage, response: ServerResponse) => unknown;

/** An application that webhooks are sent to, on a port of its own. */
export class WebhookReceiver {
  readonly messages: ReceivedMessage[] = [];
  /** What it answers; 204 unless a test says otherwise. */
  answer: Answer = (_message, response) => response.writeHead(204).end();

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.receive(request, response);
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  get events(): ReceivedEvent[] {
    return this.messages.map(({ event }) => event);
  }

  /** The events about a user, group or organization in order of arrival. */
  of(resourceId: string): ReceivedEvent[] {
    return this.events.filter(({ data }) => data.id === resourceId);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Whoever sent it was killed in the middle.
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const message = {
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body,
      event: JSON.parse(body) as ReceivedEvent,
    };
    this.messages.push(message);
    this.answer(message, response);
  }
}

/** Whether the secret's signature is on the message, as its receiver finds out with the library of the standard. */
export function isSigned({ headers, body }: ReceivedMessage, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
