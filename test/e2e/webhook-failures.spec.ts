import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sealer } from '../../src/journal/sealer.js';
import { UnitOfWork, type Parameter } from '../../src/persistence/unit-of-work.js';
import type { AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const SOON = { timeout: 30_000, interval: 50 };
const DAY = 24 * 3_600_000;

describe.each(engines())('When a receiver of webhooks fails on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let receiver: WebhookReceiver;
  let hook: string;

  beforeAll(async () => {
    app = await startTestApp({ engine, env: { ALLOW_PRIVATE_NETWORKS: 'true' } });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
    // A webhook hears of what is sealed after it was made.
    await app.nest.get(Sealer, { strict: false }).seal(1);
    hook = (await admin.post('webhooks', { url: receiver.url })).body.id;
  });
  afterEach(async () => {
    await admin.delete(`webhooks/${hook}`);
    await receiver.close();
  });

  const execute = (sql: string, ...parameters: Parameter[]) => {
    const unit = app.nest.get(UnitOfWork, { strict: false });
    return unit.write(() => unit.execute(sql, parameters));
  };
  const webhook = async (): Promise<Body> => (await admin.get(`webhooks/${hook}`)).body;
  const deliveries = async (query = ''): Promise<readonly Body[]> =>
    (await admin.get(`webhooks/${hook}/deliveries?${query}`)).body.items;
  const answerWith =
    (status: number, headers: Record<string, string> = {}): WebhookReceiver['answer'] =>
    (_message, response) =>
      response.writeHead(status, headers).end();

  it('an event is given up after its last attempt, and those behind it go on', async () => {
    receiver.answer = answerWith(500);
    const user = await scim.createUser('given up');
    await scim.patch(`/Users/${user.id}`, { op: 'replace', path: 'title', value: 'next' });
    await expect
      .poll(() => deliveries(), SOON)
      .toMatchObject([
        { type: 'user.updated', nextAttemptAt: null, attempts: 0 },
        { type: 'user.created', attempts: 1, lastStatus: 500 },
      ]);
    const [, first] = await deliveries();
    await execute('UPDATE webhook_deliveries SET attempts = 9, due_at = 0 WHERE id = ?', first!.id);
    await expect.poll(() => deliveries('state=dead'), SOON).toMatchObject([{ id: first!.id, attempts: 10 }]);
    await expect.poll(() => receiver.of(user.id).at(-1)?.type, SOON).toBe('user.updated');
    // Sent again by hand, it takes its place before the one that is still pending.
    receiver.answer = answerWith(200);
    await execute(
      'UPDATE webhook_deliveries SET due_at = 0 WHERE due_at IS NOT NULL AND webhook_id = ?',
      hook,
    );
    await expect.poll(() => deliveries('state=delivered'), SOON).toHaveLength(1);
    const resent = await admin.post(`webhooks/${hook}/deliveries/${first!.id}/resend`);
    expect([resent.status, resent.body]).toMatchObject([
      200,
      { id: first!.id, state: 'pending', attempts: 0 },
    ]);
    await expect.poll(() => deliveries('state=delivered'), SOON).toHaveLength(2);
    expect(receiver.of(user.id).at(-1)?.id).toBe(first!['eventId']);
  });

  it('for five days with nothing else, the webhook is disabled, and goes on where it was once it is enabled', async () => {
    receiver.answer = answerWith(503);
    const user = await scim.createUser('disabled');
    await expect.poll(async () => (await webhook())['failingSince'], SOON).not.toBeNull();
    await execute('UPDATE webhooks SET failing_since = ? WHERE id = ?', Date.now() - 5 * DAY, hook);
    await execute('UPDATE webhook_deliveries SET due_at = 0 WHERE webhook_id = ?', hook);
    await expect.poll(webhook, SOON).toMatchObject({ enabled: false, disabledReason: 'failing' });
    const { items } = (await admin.get(`audit-events?action=webhook.disabled&targetId=${hook}`)).body;
    expect(items).toMatchObject([{ actor: { type: 'system' }, outcome: 'success' }]);
    await scim.patch(`/Users/${user.id}`, { op: 'replace', path: 'title', value: 'missed' });
    receiver.answer = answerWith(200);
    const enabled = await admin.patch(`webhooks/${hook}`, { enabled: true });
    expect(enabled.body).toMatchObject({ enabled: true, disabledReason: null, failingSince: null });
    await expect
      .poll(
        () =>
          receiver
            .of(user.id)
            .slice(-2)
            .map(({ type }) => type),
        SOON,
      )
      .toEqual(['user.created', 'user.updated']);
  });

  it('with 410 Gone, the webhook is disabled at once', async () => {
    receiver.answer = answerWith(410);
    await scim.createUser('gone');
    await expect.poll(webhook, SOON).toMatchObject({ enabled: false, disabledReason: 'gone' });
  });

  it('with Retry-After, it is left alone for as long', async () => {
    receiver.answer = answerWith(429, { 'Retry-After': '3600' });
    const user = await scim.createUser('throttled');
    await expect.poll(async () => (await webhook())['pausedUntil'], SOON).not.toBeNull();
    const { pausedUntil } = await webhook();
    expect(Date.parse(String(pausedUntil)) - Date.now()).toBeGreaterThan(3_000_000);
    await expect
      .poll(async () => Date.parse(String((await deliveries())[0]!['nextAttemptAt'])), SOON)
      .toBeGreaterThan(Date.now() + 3_000_000);
    receiver.answer = answerWith(200);
    await execute('UPDATE webhooks SET paused_until = 0 WHERE id = ?', hook);
    await execute('UPDATE webhook_deliveries SET due_at = 0 WHERE webhook_id = ?', hook);
    await expect.poll(() => deliveries('state=delivered'), SOON).toHaveLength(1);
    expect(receiver.of(user.id)).toHaveLength(2);
  });

  it('after an outage, one success brings everything that waits', async () => {
    receiver.answer = answerWith(500);
    const users = [await scim.createUser('outage 1'), await scim.createUser('outage 2')];
    await expect.poll(() => deliveries(), SOON).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
    receiver.answer = answerWith(200);
    await execute('UPDATE webhook_deliveries SET due_at = ? WHERE webhook_id = ?', Date.now() + DAY, hook);
    await execute('UPDATE webhooks SET failing_since = ? WHERE id = ?', Date.now() - 3_600_000, hook);
    const third = await scim.createUser('outage 3');
    await expect.poll(() => deliveries('state=delivered'), SOON).toHaveLength(3);
    expect(receiver.of(third.id)).toHaveLength(1);
    for (const { id } of users) expect(receiver.of(id)).toHaveLength(2);
  });

  it('by redirects, they are not followed', async () => {
    const other = await WebhookReceiver.start();
    receiver.answer = answerWith(302, { Location: other.url });
    await scim.createUser('redirected');
    await expect
      .poll(() => deliveries(), SOON)
      .toMatchObject([
        { state: 'pending', lastStatus: 302, lastError: expect.stringContaining('redirects') },
      ]);
    expect(other.messages).toEqual([]);
    await other.close();
  });

  it('by an answer without end, no more than its beginning is read', async () => {
    let ended = false;
    receiver.answer = (_message, response) => {
      response.writeHead(200).on('close', () => (ended = true));
      const more = (): void => {
        while (!ended && response.write('x'.repeat(65_536)));
        if (!ended) response.once('drain', more);
      };
      more();
    };
    await scim.createUser('endless');
    await expect.poll(() => deliveries(), SOON).toMatchObject([{ state: 'delivered', lastStatus: 200 }]);
    expect(String((await deliveries())[0]!['lastResponse'])).toHaveLength(1_024);
    await expect.poll(() => ended, SOON).toBe(true);
  });

  it('by never answering, it holds up nobody: neither the IdP nor other webhooks', async () => {
    receiver.answer = () => undefined;
    const quick = await WebhookReceiver.start();
    const other = (await admin.post('webhooks', { url: quick.url })).body.id;
    await Promise.all(Array.from({ length: 12 }, (_, index) => scim.createUser(`hanging ${index}`)));
    await expect.poll(() => receiver.messages.length, SOON).toBeGreaterThan(0);
    await expect.poll(() => quick.messages.length, SOON).toBe(12);
    // All of them while not one of the hanging requests has come to its end.
    await Promise.all(Array.from({ length: 12 }, (_, index) => scim.createUser(`beside ${index}`)));
    await expect.poll(() => quick.messages.length, SOON).toBe(24);
    await admin.delete(`webhooks/${other}`);
    await quick.close();
    await expect
      .poll(() => deliveries('state=pending'), SOON)
      .toContainEqual(
        expect.objectContaining({ lastError: 'There was no answer in time', lastStatus: null }),
      );
  });

  it('by being away, the reason is told', async () => {
    await receiver.close();
    await scim.createUser('away');
    await expect
      .poll(() => deliveries(), SOON)
      .toMatchObject([{ lastStatus: null, lastError: expect.stringContaining('ECONNREFUSED') }]);
    receiver = await WebhookReceiver.start();
  });
});
