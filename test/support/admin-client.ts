import { StartBanner } from '../../src/operations/start-banner.js';
import type { TestApp } from './test-app.js';

/** The fields that tests look at, of whichever answer. */
export interface Body {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly token: string;
  readonly secret: string;
  readonly detail: string;
  readonly nextCursor?: string;
  readonly items: readonly Body[];
  readonly user: { readonly id: string; readonly userName: string };
}

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body, empty without one; tests know its shape. */
  readonly body: Body;
}

export const PASSWORD = 'correct horse battery';

/** Calls the admin API as one person, or as nobody. */
export class AdminClient {
  constructor(
    private readonly app: TestApp,
    readonly token?: string,
    readonly user?: { readonly id: string; readonly userName: string },
  ) {}

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<AdminAnswer> {
    const response = await this.app.fetch(`/api/v1/${path}`, {
      method,
      headers: {
        ...(this.token !== undefined && { Authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text === '' ? '{}' : text) as Body,
    };
  }

  get(path: string): Promise<AdminAnswer> {
    return this.send('GET', path);
  }
  post(path: string, body: unknown = {}): Promise<AdminAnswer> {
    return this.send('POST', path, body);
  }
  patch(path: string, body: unknown): Promise<AdminAnswer> {
    return this.send('PATCH', path, body);
  }
  delete(path: string): Promise<AdminAnswer> {
    return this.send('DELETE', path);
  }

  /** @param name e-mail or userName */
  async signIn(name: string, password = PASSWORD): Promise<AdminClient> {
    const { status, body } = await this.post('session', { email: name, password });
    if (status !== 201) throw new Error(`Signing in as ${name} answers ${status}`);
    return new AdminClient(this.app, body.token, body.user);
  }

  /** Creates a person with these roles, and signs in as them. */
  async appoint(name: string, ...roles: readonly string[]): Promise<AdminClient> {
    const email = `${name.replaceAll(' ', '-')}@example.com`;
    const { status, body } = await this.post('users', { userName: name, email, roles, password: PASSWORD });
    if (status !== 201) throw new Error(`Creating ${name} answers ${status}: ${JSON.stringify(body)}`);
    return this.signIn(name);
  }
}

/** The token of the set-up link that the server has printed. */
export function setupToken(app: TestApp): string | undefined {
  const banner = app.nest.get(StartBanner, { strict: false }).toString();
  return /\/setup\?token=(\S+)/.exec(banner)?.[1];
}

/** Makes the first administrator, ada@example.com, by the set-up link, and signs in as her. */
export async function setUp(app: TestApp): Promise<AdminClient> {
  const nobody = new AdminClient(app);
  const { status } = await nobody.post('setup', {
    setupToken: setupToken(app),
    email: 'ada@example.com',
    password: PASSWORD,
  });
  if (status !== 201) throw new Error(`Setting up answers ${status}`);
  return nobody.signIn('ada@example.com');
}
