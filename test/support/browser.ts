import type { TestApp } from './test-app.js';

/** Follows redirects as a browser does: with a jar of cookies for each host. */
export class RedirectFollower {
  private readonly jars = new Map<string, Map<string, string>>();

  constructor(private readonly app: TestApp) {}

  /** The cookies that our own server has set. */
  get cookies(): ReadonlyMap<string, string> {
    return this.jarOf(this.app.url);
  }

  /** One answer, not followed. */
  async get(address: string): Promise<Response> {
    const url = this.here(address);
    const jar = this.jarOf(url.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: cookie === '' ? {} : { Cookie: cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';', 1) as [string];
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows from an address on until the next one is on our side again, and returns that one. */
  async followUntilHere(address: string): Promise<string> {
    let next = address;
    for (let hops = 0; hops < 20; hops++) {
      const response = await this.get(next);
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${next} answers ${response.status}: ${await response.text()}`);
      const target = new URL(location, this.here(next));
      if (target.port === String(this.app.port)) return target.href;
      next = target.href;
    }
    throw new Error('Redirects without end');
  }

  /** Our own server is called localhost and listens on 127.0.0.1. */
  private here(address: string): URL {
    const url = new URL(address, this.app.url);
    if (url.port === String(this.app.port)) url.hostname = '127.0.0.1';
    return url;
  }

  private jarOf(origin: string): Map<string, string> {
    const known = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, known);
    return known;
  }
}
