import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import type { AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

describe.each(engines().slice(0, 1))('Addresses of webhooks', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin } = await connect(app));
    receiver = await WebhookReceiver.start();
  });
  afterAll(async () => {
    await receiver.close();
    await app.close();
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://017700000001/',
    'https://0.0.0.0/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.8/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://localhost/',
    'https://localhost./',
    'https://LOCALHOST/',
    'https://app.localhost/',
    'http://app.example.com/',
    'gopher://app.example.com/',
    'file:///etc/passwd',
    'https://app.example.com@127.0.0.1/',
    'https://app.example.com/#x',
  ])('do not lead into private networks, nor anywhere without https: %s', async (url) => {
    const { status, body } = await admin.post('webhooks', { url });
    expect([status, body['errors']]).toMatchObject([400, [{ path: 'url' }]]);
  });

  it('are looked at with each connection: a name may come to stand for something else', async () => {
    const { id } = (await admin.post('webhooks', { url: 'https://app.example.com/' })).body;
    const { port } = new URL(receiver.url);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    // A name that a resolver takes to this machine, as an attacker's own would; it was another one when it was set.
    for (const url of [
      `https://localhost:${port}/`,
      `https://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
    ]) {
      await unit.write(() => unit.execute('UPDATE webhooks SET url = ? WHERE id = ?', [url, id]));
      const { body } = await admin.post(`webhooks/${id}/test`);
      expect(body).toMatchObject({ delivered: false, status: null });
      expect(body['error']).toMatch(/ALLOW_PRIVATE_NETWORKS/);
    }
    expect(receiver.messages).toEqual([]);
  });
});
