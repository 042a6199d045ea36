import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountService } from '../../src/identity/account.service.js';
import { RecoveryService } from '../../src/identity/recovery/recovery.service.js';
import { MailSeal } from '../../src/mail/mail-seal.js';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdminClient, PASSWORD, setUp } from '../support/admin-client.js';
import { ConsoleBrowser, inBrowser, INTRANET_HOST, startWithConsole } from '../support/console-browser.js';
import { engines } from '../support/engines.js';
import { CLIENT, OpenIdTestProvider } from '../support/openid-provider.js';
import type { TestApp } from '../support/test-app.js';

inBrowser('In a browser', () => {
  let browser: ConsoleBrowser;
  beforeAll(async () => {
    browser = await ConsoleBrowser.launch();
  });
  afterAll(() => browser.close());

  describe.each(engines().slice(0, 1))('signing in', (engine) => {
    let app: TestApp;
    let ada: AdminClient;
    let here: string;
    beforeEach(async () => {
      app = await startWithConsole({ engine, env: { ALLOW_PRIVATE_NETWORKS: 'true' } });
      ada = await setUp(app);
      here = `http://localhost:${app.port}`;
    });
    afterEach(async () => {
      await browser.endVisits();
      await app.close();
    });

    const visit = (more: readonly string[] = []) => browser.visit([here, ...more]);
    const newUser = async (userName: string, more: object = {}): Promise<string> =>
      (await ada.post('users', { userName, email: `${userName}@example.com`, ...more })).body.id;

    /** What the mails say that wait for a mail server. */
    const unsentMails = async (): Promise<string[]> => {
      const unit = app.nest.get(UnitOfWork, { strict: false });
      const seal = app.nest.get(MailSeal, { strict: false });
      const rows = await unit.read(() =>
        unit.query<{ content: string }>("SELECT content FROM mails WHERE tenant_id = 1 AND state = 'queued'"),
      );
      return rows.map(({ content }) => (seal.open(content) as { text: string }).text);
    };

    it('leads to the page that was asked for, and signing out ends the session', async () => {
      const somebody = await visit();
      const { page } = somebody;
      await page.goto(`${here}/`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      expect(await somebody.barriers()).toEqual([]);
      await page.getByLabel('E-mail or user name').fill('ada@example.com');
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Provisioning', level: 1 }).waitFor();
      await page.getByText('Tenant: default').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('You have signed out.').waitFor();
      await page.goto(`${here}/provisioning`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });

    it('says that something is wrong, not what, and after many attempts how long to wait', async () => {
      const somebody = await visit();
      const { page } = somebody;
      await somebody.signIn(here, 'ada@example.com', 'not her password');
      await page.getByRole('alert').getByText('E-mail or password is wrong').waitFor();
      for (let i = 0; i < 14; i++) {
        await new AdminClient(app).post('session', { email: 'ada@example.com', password: 'wrong' });
      }
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('alert').getByText('Too many attempts').waitFor();
      expect(await page.getByRole('alert').textContent()).toMatch(/Try again in \d+ seconds?\./);
    });

    it('notices when the session was ended elsewhere', async () => {
      const somebody = await visit();
      const { page } = somebody;
      await somebody.signIn(here, 'ada@example.com', PASSWORD);
      await page.getByLabel('Name', { exact: true }).fill('Okta');
      await ada.delete('sessions');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });

    it('to another tenant goes by its name', async () => {
      const administrator = { email: 'eve@acme.example', password: PASSWORD };
      expect((await ada.post('tenants', { name: 'acme', administrator })).status).toBe(201);
      const { page } = await visit();
      await page.goto(`${here}/sign-in`);
      await page.getByLabel('Tenant').fill('acme');
      await page.getByLabel('E-mail or user name').fill('eve@acme.example');
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('Tenant: acme').waitFor();
    });

    it("works by a further tenant's set-up link as well", async () => {
      const { setupLink } = (await ada.post('tenants', { name: 'acme' })).body as unknown as {
        setupLink: { url: string };
      };
      const { page } = await visit();
      await page.goto(setupLink.url);
      await page.getByLabel('E-mail').fill('eve@acme.example');
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Create administrator' }).click();
      await page.getByText('Tenant: acme').waitFor();
    });

    describe('by single sign-on', () => {
      let provider: OpenIdTestProvider;
      beforeEach(async () => {
        provider = await OpenIdTestProvider.start([`${here}/sso/callback`]);
        const settings = { issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
        expect((await ada.send('PUT', 'settings/sso', settings)).status).toBe(200);
      });
      afterEach(() => provider.close());

      it('goes to the provider and comes back signed in', async () => {
        provider.account = { subject: 'ada', email: 'ada@example.com', emailVerified: true };
        const { page } = await visit([provider.issuer]);
        await page.goto(`${here}/provisioning`);
        await page.getByRole('link', { name: 'Sign in with single sign-on' }).click();
        await page.getByText('Signed in as ada@example.com').waitFor();
        expect(new URL(page.url()).pathname).toBe('/provisioning');
      });

      it('that is tested ends on a page that says so', async () => {
        const tested = await visit();
        await tested.page.goto(`${here}/sso-tested`);
        await tested.page.getByRole('heading', { name: 'The test sign-in worked' }).waitFor();
        expect(await tested.barriers()).toEqual([]);
      });

      it('that is refused tells a reference for the administrator, and nothing else', async () => {
        provider.account = { subject: 'eve', email: 'eve@example.com', emailVerified: true };
        const somebody = await visit([provider.issuer]);
        const { page } = somebody;
        await page.goto(`${here}/sign-in`);
        await page.getByRole('link', { name: 'Sign in with single sign-on' }).click();
        const alert = page.getByRole('alert');
        await alert.getByText('Signing in did not work').waitFor();
        const [failure] = (await ada.get('audit-events?action=session.failed&limit=1')).body.items;
        expect(await alert.textContent()).toContain(failure!['requestId']);
        expect(await alert.textContent()).not.toMatch(/account|e-mail/i);
        expect(await somebody.barriers()).toEqual([]);
      });

      it('shows no text of whoever made the link', async () => {
        const { page } = await visit();
        await page.goto(
          `${here}/sign-in?error=sso_failed&reference=${encodeURIComponent('call +1 555 0100')}`,
        );
        await page.getByText('Signing in did not work').waitFor();
        expect(await page.textContent('body')).not.toContain('555');
      });
    });

    describe('by a link', () => {
      it('that an administrator hands over sets a password, once', async () => {
        const id = await newUser('bob', { roles: ['auditor'] });
        const { url } = (await ada.post(`users/${id}/password-link`)).body as unknown as { url: string };
        const somebody = await visit();
        const { page } = somebody;
        await page.goto(url);
        await page.getByRole('heading', { name: 'Set your password' }).waitFor();
        expect(page.url()).toBe(`${here}/reset-password`);
        expect(await somebody.barriers()).toEqual([]);
        await page.getByRole('textbox', { name: 'Password' }).fill('a long enough one');
        await page.getByRole('button', { name: 'Set password' }).click();
        await page.getByText('Your password is set.').waitFor();
        await somebody.signIn(here, 'bob', 'a long enough one');
        await page.getByText('Signed in as bob').waitFor();

        const late = await visit();
        await late.page.goto(url);
        await late.page.getByRole('textbox', { name: 'Password' }).fill('another long one');
        await late.page.getByRole('button', { name: 'Set password' }).click();
        await late.page.getByRole('heading', { name: 'This link is not in force' }).waitFor();
      });

      it('of an invitation sets a password and leads to the application, once', async () => {
        const id = await newUser('iris', { roles: ['auditor'] });
        await ada.patch('settings/invitations', { applicationUrl: `${here}/provisioning` });
        expect((await ada.post(`users/${id}/invitation`)).status).toBe(200);
        const [mail] = await unsentMails();
        const url = /http:\S+/.exec(mail!)![0];
        const somebody = await visit();
        const { page } = somebody;
        await page.goto(url);
        await page.getByRole('heading', { name: 'Welcome' }).waitFor();
        expect(page.url()).toBe(`${here}/invitation`);
        expect(await somebody.barriers()).toEqual([]);
        await page.getByRole('textbox', { name: 'Password' }).fill('a long enough one');
        await page.getByRole('button', { name: 'Set password and go on' }).click();
        await page.getByText('Signed in as iris').waitFor();
        expect(page.url()).toBe(`${here}/provisioning`);

        const late = await visit();
        await late.page.goto(url);
        await late.page.getByRole('textbox', { name: 'Password' }).fill('another long one');
        await late.page.getByRole('button', { name: 'Set password and go on' }).click();
        await late.page.getByRole('heading', { name: 'This link is not in force' }).waitFor();
        expect(await late.page.textContent('body')).not.toMatch(/iris/i);
      });

      it('of the host lets an administrator in after a click', async () => {
        const context = { requestId: 'host', ip: null, actor: SYSTEM, tenantId: 1 };
        const { url } = await runInContext(context, async () => {
          const account = await app.nest.get(AccountService, { strict: false }).findByName('ada@example.com');
          return app.nest.get(RecoveryService, { strict: false }).issueLink(account!);
        });
        const { page } = await visit();
        await page.goto(url);
        expect(page.url()).toBe(`${here}/recover`);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByText('Signed in as ada@example.com').waitFor();
      });
    });

    it('at another address says which one is Rollcall’s own, and works over plain http', async () => {
      const elsewhere = `http://${INTRANET_HOST}:${app.port}`;
      const somebody = await browser.visit([elsewhere]);
      const { page } = somebody;
      await page.goto(`${elsewhere}/sign-in`);
      await page.getByText('You are not at Rollcall’s own address').waitFor();
      expect(await page.getByRole('link', { name: here }).getAttribute('href')).toBe(`${here}/sign-in`);
      await somebody.signIn(elsewhere, 'ada@example.com', PASSWORD);
      await page.getByText('Signed in as ada@example.com').waitFor();
      // Without https the clipboard is out of reach, and what is selected is not.
      await page.getByRole('button', { name: 'Copy SCIM tenant URL' }).click();
      await page.getByText('SCIM tenant URL copied').waitFor();
    });
  });

  it.each(engines().slice(0, 1))(
    'says so when the address keeps the cookie from the browser',
    async (engine) => {
      const app = await startWithConsole({ engine, env: { PUBLIC_URL: 'https://rollcall.example.com' } });
      try {
        await setUp(app);
        const elsewhere = `http://${INTRANET_HOST}:${app.port}`;
        const somebody = await browser.visit([elsewhere]);
        await somebody.signIn(elsewhere, 'ada@example.com', PASSWORD);
        await somebody.page.getByText('this browser did not keep the sign-in').waitFor();
        await somebody.page.getByRole('link', { name: 'https://rollcall.example.com' }).waitFor();
        // Chromium remarks that a header which https deserves came without.
        for (const complaint of somebody.complaints)
          expect(complaint).toContain('Cross-Origin-Opener-Policy');
        somebody.complaints.length = 0;
        await browser.endVisits();
      } finally {
        await app.close();
      }
    },
  );
});
