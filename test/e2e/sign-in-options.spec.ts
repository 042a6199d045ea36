import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { CLIENT, OpenIdTestProvider } from '../support/openid-provider.js';
import { connect } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('How people sign in, on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  let provider: OpenIdTestProvider;
  beforeAll(async () => {
    app = await startTestApp({ engine, env: { ALLOW_PRIVATE_NETWORKS: 'true' } });
    ({ admin: ada } = await connect(app));
    provider = await OpenIdTestProvider.start([`http://localhost:${app.port}/sso/callback`]);
  });
  afterAll(async () => {
    await provider.close();
    await app.close();
  });

  const options = async () => (await new AdminClient(app).get('session/options')).body;

  it('is told to whoever is not signed in: the address, and by password alone', async () => {
    expect(await options()).toEqual({
      publicUrl: `http://localhost:${app.port}`,
      isSetUp: true,
      password: true,
      singleSignOn: false,
      otherTenants: false,
    });
  });

  it('says that there is single sign-on, and not at whom', async () => {
    const settings = { issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
    expect((await ada.send('PUT', 'settings/sso', settings)).status).toBe(200);
    expect(await options()).toMatchObject({ password: true, singleSignOn: true });
    expect(JSON.stringify(await options())).not.toContain(provider.issuer);
  });

  it('says that nobody signs in by password where single sign-on is enforced', async () => {
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const enforce = (value: number) =>
      unit.write(() => unit.execute('UPDATE connections SET sso_enforced = ? WHERE tenant_id = 1', [value]));
    await enforce(1);
    expect(await options()).toMatchObject({ password: false, singleSignOn: true });
    await enforce(0);
  });

  it('says that there are other tenants, and not which', async () => {
    await ada.post('tenants', { name: 'acme' });
    const answer = await options();
    expect(answer).toMatchObject({ otherTenants: true });
    expect(JSON.stringify(answer)).not.toContain('acme');
  });

  it('takes no name of a tenant: nobody finds out which there are', async () => {
    for (const tenant of ['acme', 'nobody']) {
      expect((await new AdminClient(app).get(`session/options?tenant=${tenant}`)).body).toEqual(
        await options(),
      );
    }
  });
});
