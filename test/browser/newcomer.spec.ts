import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleBrowser, inBrowser } from '../support/console-browser.js';
import { engines, type TestDatabase } from '../support/engines.js';
import { ServerProcess } from '../support/server-process.js';

inBrowser('In a browser', () => {
  describe.each(engines())('a newcomer on $name', (engine) => {
    let browser: ConsoleBrowser;
    let database: TestDatabase;
    let server: ServerProcess;
    beforeAll(async () => {
      browser = await ConsoleBrowser.launch();
      database = await engine.createDatabase();
      server = await ServerProcess.start({ DATABASE_URL: database.url });
    });
    afterEach(() => browser.endVisits());
    afterAll(async () => {
      await browser.close();
      await server.remove();
      await database.drop();
    });

    const setUpLink = (): string => /Set-up link +(\S+)/.exec(server.stdout)![1]!;

    it('comes from the link that the start prints to a copied secret, with which SCIM answers', async () => {
      const visit = await browser.visit([server.url], {
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const { page, context } = visit;
      await page.goto(server.url);
      await page.getByText('There is no administrator yet').waitFor();
      expect(await visit.barriers()).toEqual([]);
      await page.goto(setUpLink());
      await page.getByRole('heading', { name: 'Welcome to Rollcall' }).waitFor();
      expect(page.url()).toBe(`${server.url}/setup`);

      await page.getByLabel('E-mail').fill('ada@example.com');
      await page.getByRole('textbox', { name: 'Password' }).fill('correct');
      await page.getByText('5 more characters').waitFor();
      expect(await visit.barriers()).toEqual([]);
      await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
      await page.getByRole('button', { name: 'Create administrator' }).click();

      await page.getByRole('heading', { name: 'Provisioning', level: 1 }).waitFor();
      await page.getByText('Signed in as ada@example.com').waitFor();
      await page.getByText('Not set up', { exact: true }).waitFor();
      const tenantUrl = await page.getByLabel('SCIM tenant URL').inputValue();
      expect(tenantUrl).toBe(`${server.url}/scim/v2`);

      await page.getByRole('button', { name: 'Issue secret' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Issue secret' }).click();
      await dialog.getByRole('button', { name: 'Copy Secret' }).click();
      await dialog.getByText('Secret copied').waitFor();
      const secret = await page.evaluate<string>('navigator.clipboard.readText()');
      expect(secret).toMatch(/^rcs_\w{49}$/);
      expect(await visit.barriers()).toEqual([]);
      await dialog.getByLabel('I have copied the secret').check();
      await dialog.getByRole('button', { name: 'Done' }).click();

      await page.getByText('Waiting', { exact: true }).waitFor();
      const answer = await fetch(`${tenantUrl}/Users`, { headers: { Authorization: `Bearer ${secret}` } });
      expect(answer.status).toBe(200);
      await page.getByText('Connected', { exact: true }).waitFor();
      // Nowhere any more: neither on the page nor in what the browser keeps.
      expect(await page.content()).not.toContain(secret);
      expect(JSON.stringify(await context.storageState())).not.toContain(secret);
    });

    it('is told what to do when the link was used, and when it is not whole', async () => {
      const { page } = await browser.visit([server.url]);
      await page.goto(setUpLink());
      await page.getByLabel('E-mail').fill('eve@example.com');
      await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
      await page.getByRole('button', { name: 'Create administrator' }).click();
      await page.getByRole('heading', { name: 'This set-up link is not in force' }).waitFor();
      await page.goto(`${server.url}/setup`);
      await page.getByRole('heading', { name: 'Open the set-up link' }).waitFor();
      await page.getByRole('link', { name: 'sign in' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });
  });
});
