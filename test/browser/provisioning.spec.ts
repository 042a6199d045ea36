import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, setUp, type AdminClient, type Body } from '../support/admin-client.js';
import { ConsoleBrowser, inBrowser, startWithConsole, type Visit } from '../support/console-browser.js';
import { engines } from '../support/engines.js';
import { knock } from '../support/scim-call.js';
import type { TestApp } from '../support/test-app.js';

inBrowser('In a browser', () => {
  let browser: ConsoleBrowser;
  beforeAll(async () => {
    browser = await ConsoleBrowser.launch();
  });
  afterAll(() => browser.close());

  describe.each(engines().slice(0, 1))('provisioning', (engine) => {
    let app: TestApp;
    let ada: AdminClient;
    let here: string;
    beforeEach(async () => {
      app = await startWithConsole({ engine });
      ada = await setUp(app);
      here = `http://localhost:${app.port}`;
    });
    afterEach(async () => {
      await browser.endVisits();
      await app.close();
    });

    async function signIn(name = 'ada@example.com', options = {}): Promise<Visit> {
      const visit = await browser.visit([here], options);
      await visit.signIn(here, name, PASSWORD);
      await visit.page.getByRole('heading', { name: 'Provisioning', level: 1 }).waitFor();
      return visit;
    }
    const issue = async (body: object = {}): Promise<Body> => (await ada.post('scim/secret', body)).body;
    const statusOf = async (secret: string): Promise<number> => (await knock(app, `Bearer ${secret}`)).status;

    it('issues a secret for whom and until when one says, and tells which one it voids', async () => {
      const former = await issue();
      const eve = await ada.appoint('eve', 'user_manager');
      const { page } = await signIn();
      await page.getByRole('button', { name: 'Issue another secret' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(`The secret ending ${former.secret.slice(-4)}`).waitFor();
      await dialog.getByLabel('SCIM administrator').selectOption({ label: 'eve' });
      await dialog.getByLabel('Expires').selectOption('On a day of your choice');
      await dialog.getByLabel('Last day').fill('2099-12-31');
      await dialog.getByRole('button', { name: 'Void the present one and issue' }).click();
      const secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue();
      expect([await statusOf(former.secret), await statusOf(secret)]).toEqual([401, 200]);

      // It cannot be closed by mistake.
      await page.keyboard.press('Escape');
      expect(await dialog.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
      await dialog.getByLabel('I have copied the secret').check();
      await dialog.getByRole('button', { name: 'Done' }).click();
      await dialog.waitFor({ state: 'detached' });
      const shown = (await ada.get('scim/secret')).body;
      expect(shown['administratorId']).toBe(eve.user!.id);
      expect(shown['expiresAt']).toMatch(/^(2099-12-31|2100-01-01)T/);
      await page.getByText(shown['hint'] as string).waitFor();
    });

    it('can be set up by keyboard alone', async () => {
      const { page } = await signIn();
      await page.getByText('There is no secret yet').waitFor();
      const tabTo = async (name: string): Promise<void> => {
        for (let i = 0; i < 40; i++) {
          await page.keyboard.press('Tab');
          if ((await page.evaluate<string>('document.activeElement.textContent')) === name) return;
        }
        throw new Error(`The keyboard does not reach "${name}"`);
      };
      await tabTo('Skip to the content');
      await page.keyboard.press('Enter');
      await tabTo('Issue secret');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('SCIM administrator').waitFor();
      await tabTo('Issue secret');
      await page.keyboard.press('Enter');
      await dialog.getByRole('textbox', { name: 'Secret' }).waitFor();
      await dialog.getByLabel('I have copied the secret').focus();
      await page.keyboard.press('Space');
      await tabTo('Done');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      // Whence it was opened.
      await expect
        .poll(() => page.evaluate<string>('document.activeElement.textContent'), { timeout: 60_000 })
        .toBe('Issue another secret');
    });

    it('is switched off and on, and named', async () => {
      const { secret } = await issue();
      const { page } = await signIn();
      await page.getByRole('switch', { name: 'Provisioning' }).click({ force: true });
      await page.getByText('Switched off', { exact: true }).waitFor();
      expect(await statusOf(secret)).toBe(403);
      await page.getByRole('switch', { name: 'Provisioning' }).click({ force: true });
      await page.getByText('Connected', { exact: true }).waitFor();
      await page.getByLabel('Provider', { exact: true }).selectOption('Microsoft Entra ID');
      await page.getByLabel('Name', { exact: true }).fill('Entra of the head office');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'At Microsoft Entra ID' }).waitFor();
      expect((await ada.get('scim/connection')).body).toMatchObject({
        enabled: true,
        provider: 'entra',
        name: 'Entra of the head office',
      });
    });

    it('says that the SCIM administrator may no longer act, and binds the secret to another', async () => {
      const eve = await ada.appoint('eve', 'user_manager');
      const { secret } = await issue({ administratorId: eve.user!.id });
      await ada.patch(`users/${eve.user!.id}`, { roles: [] });
      const { page } = await signIn();
      await page.getByRole('main').getByText('Suspended').first().waitFor();
      await page.getByLabel('SCIM administrator').selectOption({ label: 'ada@example.com' });
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Active', { exact: true }).waitFor();
      expect(await statusOf(secret)).toBe(200);
    });

    it('voids the secret after a question', async () => {
      const { secret } = await issue();
      const { page } = await signIn();
      await page.getByRole('button', { name: 'Void secret' }).click();
      const dialog = page.getByRole('dialog', { name: 'Void the secret?' });
      await dialog.getByRole('button', { name: 'Keep it' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await statusOf(secret)).toBe(200);
      await page.getByRole('button', { name: 'Void secret' }).click();
      await dialog.getByRole('button', { name: 'Void secret' }).click();
      await page.getByText('There is no secret yet').waitFor();
      expect(await statusOf(secret)).toBe(401);
    });

    it('is ended when one has typed so, with the accounts as one chooses', async () => {
      const { secret } = await issue();
      const { page } = await signIn();
      await page.getByRole('button', { name: 'Disconnect…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Make them local').check();
      const button = dialog.getByRole('button', { name: 'Disconnect', exact: true });
      expect(await button.isDisabled()).toBe(true);
      await dialog.getByLabel('Type “disconnect” to confirm').fill('disconnect');
      await button.click();
      await page.getByText('Not set up', { exact: true }).waitFor();
      expect(await statusOf(secret)).toBe(401);
    });

    it('shows everything to an auditor, changes nothing, and says why', async () => {
      await issue();
      await ada.appoint('otto', 'auditor');
      const otto = await signIn('otto');
      const { page } = otto;
      await page.getByText('You can look, but not change anything here').waitFor();
      await page.getByText(/^rcs_/).waitFor();
      expect(await page.getByRole('switch', { name: 'Provisioning' }).isDisabled()).toBe(true);
      const buttons = await page.getByRole('main').getByRole('button').allTextContents();
      expect(buttons).toEqual(['Copy SCIM tenant URL']);
      expect(await otto.barriers()).toEqual([]);
    });

    it('is not for members, who are told so', async () => {
      await ada.appoint('mia', 'member');
      const { page } = await signIn('mia');
      await page.getByText('You cannot see provisioning').waitFor();
      expect(await page.getByRole('button', { name: 'Issue secret' }).count()).toBe(0);
    });

    it('shows names as the text that they are', async () => {
      const name = '<img src=x onerror=alert(1)>';
      const { body } = await ada.post('users', {
        userName: 'mallory',
        displayName: name,
        roles: ['administrator'],
        password: PASSWORD,
      });
      await issue({ administratorId: body.id });
      await ada.patch('scim/connection', { name });
      const { page } = await signIn('mallory');
      await page.getByText(`Signed in as ${name}`).waitFor();
      await page.getByRole('definition').getByText(name).waitFor();
      expect(await page.locator('img[src="x"]').count()).toBe(0);
    });

    it.each(['light', 'dark'] as const)(
      'has no barriers and fits into 375 pixels, %s',
      async (colorScheme) => {
        await issue();
        const visit = await signIn('ada@example.com', { viewport: { width: 375, height: 700 }, colorScheme });
        const { page } = visit;
        await page.getByText(/^rcs_/).waitFor();
        await page.getByRole('heading', { name: 'At your identity provider' }).waitFor();
        expect(await visit.barriers()).toEqual([]);
        expect(await visit.isTooWide()).toBe(false);
        for (const name of ['Issue another secret', 'Void secret', 'Disconnect…']) {
          await page.getByRole('button', { name }).click();
          await page.getByRole('dialog').waitFor();
          expect(await visit.barriers(), name).toEqual([]);
          expect(await visit.isTooWide(), name).toBe(false);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
      },
    );

    it('would not pass these tests with a style, a script or a request that does not belong there', async () => {
      const { page, complaints } = await signIn();
      await page.evaluate(`document.head.append(document.createElement('style'));
        document.head.lastChild.textContent = 'body { color: red }';
        document.body.setAttribute('style', 'color: red');
        document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/' }));`);
      await expect.poll(() => complaints.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
      complaints.length = 0;
    });
  });
});
