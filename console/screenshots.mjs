// Takes the pictures of docs/images from a server that it starts: `npm run screenshots`.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FOLDER = 'docs/images';
const PORT = '3210';
const HERE = `http://localhost:${PORT}`;

const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-screenshots-'));
const server = spawn(process.execPath, ['dist/main.js'], {
  env: { PATH: process.env.PATH, PORT, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage({
    viewport: { width: 1000, height: 640 },
    colorScheme: 'light',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const shoot = (name) => page.screenshot({ path: join(FOLDER, `${name}.png`) });
  const button = (name) => page.getByRole('button', { name, exact: true });

  await page.goto(await setUpLink());
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await shoot('set-up');
  await button('Create administrator').click();
  await page.getByLabel('Provider', { exact: true }).selectOption('okta');
  await page.getByLabel('Name', { exact: true }).fill('Okta production');
  await button('Save').click();
  await button('Issue secret').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Expires').selectOption('365');
  await dialog.getByRole('button', { name: 'Issue secret' }).click();
  const secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue();
  await page.getByText('Active', { exact: true }).waitFor();
  await shoot('secret');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await fetch(`${HERE}/scim/v2/Users`, { headers: { Authorization: `Bearer ${secret}` } });
  await page.reload();
  await page.getByText('Connected', { exact: true }).waitFor();
  await page.getByText(/^rcs_/).waitFor();
  await page.setViewportSize({ width: 1000, height: 800 });
  await shoot('provisioning');
} finally {
  await browser.close();
  server.kill();
  rmSync(dataDir, { recursive: true, force: true });
}

async function setUpLink() {
  let text = '';
  for await (const chunk of server.stdout) {
    text += chunk;
    const link = /http\S+\/setup\?token=\S+/.exec(text)?.[0];
    if (link) return link;
  }
  throw new Error(`The server has not started:\n${text}`);
}
