import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../src/app.setup.js';
import { settlePort } from '../../src/config/free-port.js';
import { loadConfiguration } from '../../src/config/load-configuration.js';
import type { Engine } from './engines.js';
import { openApiTruth } from './openapi.js';

export interface TestAppOptions {
  readonly engine: Engine;
  /** Variables of the environment; nothing of the machine's own environment is taken over. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether tenants have schemas of their own. */
  readonly ownSchemas?: boolean;
}

/** A whole server on a free port, with a database and a DATA_DIR of its own. */
export class TestApp {
  private constructor(
    readonly nest: NestExpressApplication,
    private readonly release: () => Promise<void>,
    private readonly ownSchemas: boolean,
  ) {}

  static async start({ engine, env = {}, ownSchemas = false }: TestAppOptions): Promise<TestApp> {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
    const database = await engine.createDatabase();
    const release = async (): Promise<void> => {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    try {
      const environment = {
        PORT: '0',
        DATABASE_URL: database.url,
        DATA_DIR: dataDir,
        LOG_LEVEL: 'silent',
        ...env,
      };
      const { configuration } = loadConfiguration(environment);
      await settlePort(configuration);
      const nest = await createApp(configuration);
      await nest.listen(configuration.port, configuration.host);
      return new TestApp(nest, release, ownSchemas);
    } catch (error) {
      await release();
      throw error;
    }
  }

  get port(): number {
    return (this.nest.getHttpServer().address() as AddressInfo).port;
  }

  /** Without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Every answer is held against the API's description. */
  async fetch(path: string, init?: RequestInit): Promise<Response> {
    const response = await fetch(this.url + path, init);
    const text = await response.clone().text();
    openApiTruth(this.nest, this.ownSchemas).check(
      init?.method ?? 'GET',
      path,
      response.status,
      response.headers.get('content-type'),
      text,
    );
    return response;
  }

  /** Leaves nothing behind: no port, no connection, no file. */
  async close(): Promise<void> {
    this.nest.getHttpServer().closeAllConnections();
    await this.nest.close();
    await this.release();
  }
}

export function startTestApp(options: TestAppOptions): Promise<TestApp> {
  return TestApp.start(options);
}
