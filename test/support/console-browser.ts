import { AxeBuilder } from '@axe-core/playwright';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { ConsoleFiles } from '../../src/console/console-files.js';
import { buildConsole } from './build.js';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.js';

/** Milliseconds: a browser on a busy machine takes its time. */
const TEST_LIMIT = 240_000;
const STEP_LIMIT = 60_000;

/** A group of tests in the browser; without one they are not run (`chromium.ts` says so). */
export function inBrowser(name: string, tests: () => void): void {
  describe.skipIf(inject('chromium') === undefined)(name, { timeout: TEST_LIMIT }, tests);
}

/** A name that is this machine to the browser: without https and not localhost, as servers in a company's network are. */
export const INTRANET_HOST = 'rollcall.test';

/** What the API refuses Chromium reports as well; the pages show it. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** A whole server, with the console. */
export async function startWithConsole(options: TestAppOptions): Promise<TestApp> {
  const folder = await buildConsole();
  const app = await startTestApp(options);
  app.nest.get(ConsoleFiles, { strict: false }).load(folder);
  return app;
}

/** A real Chromium, with a profile of its own. */
export class ConsoleBrowser {
  private readonly visits: Visit[] = [];

  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<ConsoleBrowser> {
    await buildConsole();
    const browser = await chromium.launch({
      executablePath: inject('chromium')!,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        `--host-resolver-rules=MAP ${INTRANET_HOST} 127.0.0.1`,
      ],
    });
    return new ConsoleBrowser(browser);
  }

  /** Somebody's browser: no cookies, nothing remembered. @param origins to which the pages may send requests */
  async visit(origins: readonly string[], options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    const visit = new Visit(context, await context.newPage(), origins);
    this.visits.push(visit);
    return visit;
  }

  /** Ends all visits; none may have left a complaint. */
  async endVisits(): Promise<void> {
    const visits = this.visits.splice(0);
    for (const { context } of visits) await context.close();
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** One person's look at the console. */
export class Visit {
  /** Errors in the page, refusals of the Content-Security-Policy, requests to other hosts. */
  readonly complaints: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    origins: readonly string[],
  ) {
    page.setDefaultTimeout(STEP_LIMIT);
    page.on('console', (message) => {
      const isRefusal = REFUSAL.test(message.text()) && message.location().url.includes('/api/v1/');
      if (message.type() === 'error' && !isRefusal) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    context.on('request', (request) => {
      if (!origins.includes(new URL(request.url()).origin)) this.complaints.push(`asks ${request.url()}`);
    });
  }

  /** What axe finds on the page that keeps people from using it. */
  async barriers(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  /** Whether something stands out to the right, so that people have to scroll. */
  isTooWide(): Promise<boolean> {
    return this.page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  }

  async signIn(origin: string, name: string, password: string): Promise<void> {
    await this.page.goto(`${origin}/sign-in`);
    await this.page.getByLabel('E-mail or user name').fill(name);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }
}
