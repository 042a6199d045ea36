import { Agent, request } from 'node:http';

/** Requests over kept connections, to this machine only. */
export class Client {
  constructor(base, token, connections = 16) {
    this.base = new URL(base);
    if (!/^(127\.0\.0\.1|localhost)$/.test(this.base.hostname))
      throw new Error('The benchmark is for this machine only');
    this.token = token;
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @returns the status and the parsed body; throws for another status than the one wanted */
  send(method, path, wanted, body) {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const options = {
      agent: this.agent,
      host: this.base.hostname,
      port: this.base.port,
      method,
      path: this.base.pathname.replace(/\/$/, '') + path,
      headers: {
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        ...(payload && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(payload) }),
      },
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(options, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode !== wanted) {
            reject(new Error(`${method} ${path} answers ${response.statusCode}: ${text.slice(0, 300)}`));
          } else resolve(text === '' ? undefined : JSON.parse(text));
        });
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  }

  close() {
    this.agent.destroy();
  }
}

/** Runs `work(index)` for each index, so many at once. @returns requests a second and the latencies in milliseconds */
export function measure(count, concurrency, work) {
  return measureWhile((index) => index < count, concurrency, work);
}

/** The same for as long as `goesOn(index)` holds. */
export async function measureWhile(goesOn, concurrency, work) {
  const latencies = [];
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    while (goesOn(next)) {
      const index = next++;
      const before = performance.now();
      await work(index);
      latencies.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const perSecond = (latencies.length / (performance.now() - started)) * 1000;
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return { perSecond, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
