import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser's program; undefined where there is none. */
    chromium: string | undefined;
  }
}

/**
 * The browser that the console is tested in: the one that CHROMIUM names, or the machine's. Where there is none, these
 * tests are not run, which is said and is a failure with CI=true.
 */
export default function setup(project: TestProject): void {
  const found = findChromium();
  if (found === undefined) {
    const missing = 'No chromium on this machine and no CHROMIUM: the tests in the browser are NOT run.';
    if (process.env['CI'] === 'true') throw new Error(missing);
    process.stderr.write(`\n${missing}\n\n`);
  }
  project.provide('chromium', found);
}

function findChromium(): string | undefined {
  const given = process.env['CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return candidates.find((path) => existsSync(path));
}
