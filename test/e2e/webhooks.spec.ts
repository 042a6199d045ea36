import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sealer } from '../../src/journal/sealer.js';
import type { AdminAnswer, AdminClient, Body } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { isSigned, WebhookReceiver } from '../support/webhook-receiver.js';

/** Long enough for a busy machine; conditions are waited for, not times. */
const SOON = { timeout: 30_000, interval: 50 };

describe.each(engines())('Webhooks on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    app = await startTestApp({ engine, env: { ALLOW_PRIVATE_NETWORKS: 'true' } });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
    // A webhook hears of what is sealed after it was made.
    await app.nest.get(Sealer, { strict: false }).seal(1);
  });
  afterEach(async () => {
    for (const { id } of (await admin.get('webhooks')).body.items) await admin.delete(`webhooks/${id}`);
    await receiver.close();
  });

  const create = async (rest: object = {}): Promise<Body> => {
    const { status, body } = await admin.post('webhooks', { url: receiver.url, ...rest });
    expect(status).toBe(201);
    return body;
  };
  const deliveries = async (id: string, query = ''): Promise<readonly Body[]> =>
    (await admin.get(`webhooks/${id}/deliveries?${query}`)).body.items;
  const typesOf = (id: string) => receiver.of(id).map(({ type }) => type);

  describe('bring events to an application', () => {
    it('signed as Standard Webhooks says, with the content of the feed', async () => {
      const { id, secret } = await create();
      const user = await scim.createUser('signed');
      await expect.poll(() => typesOf(user.id), SOON).toEqual(['user.created']);
      const [message] = receiver.messages;
      expect(isSigned(message!, secret)).toBe(true);
      expect(isSigned({ ...message!, body: message!.body.replace('signed', 'forged') }, secret)).toBe(false);
      expect(message!.headers).toMatchObject({
        'webhook-id': message!.event.id,
        'content-type': 'application/json',
      });
      const { items } = (await admin.get('events?limit=1000')).body;
      expect(items).toContainEqual(message!.event);
      await expect
        .poll(() => deliveries(id), SOON)
        .toMatchObject([{ eventId: message!.event.id, state: 'delivered', attempts: 1, lastStatus: 204 }]);
    });

    it('in the order of each resource, whoever writes at the same time', async () => {
      await create();
      const users = await Promise.all(
        Array.from({ length: 5 }, (_, index) => scim.createUser(`order ${index}`)),
      );
      const titles = Array.from({ length: 8 }, (_, index) => `T${index}`);
      await Promise.all(
        users.map(async ({ id }) => {
          for (const value of titles) {
            await scim.patch(`/Users/${id}`, { op: 'replace', path: 'title', value });
          }
        }),
      );
      await expect.poll(() => receiver.events.length, SOON).toBe(users.length * (titles.length + 1));
      for (const { id } of users) {
        const sequences = receiver.of(id).map(({ sequence }) => sequence);
        expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
        expect(receiver.of(id).at(-1)!.data.changes).toMatchObject([{ path: 'title', after: 'T7' }]);
      }
    });

    it('of the chosen types alone', async () => {
      await create({ eventTypes: ['user.deleted', 'group.*'] });
      const user = await scim.createUser('chosen');
      const group = await scim.createGroup('Chosen', [user.id]);
      await scim.delete(`/Users/${user.id}`);
      await expect.poll(() => typesOf(user.id), SOON).toEqual(['user.deleted']);
      await expect
        .poll(() => typesOf(group.id), SOON)
        .toEqual(['group.created', 'group.member_added', 'group.member_removed']);
    });

    it('to each of several applications', async () => {
      const other = await WebhookReceiver.start();
      await create();
      await create({ url: other.url });
      const user = await scim.createUser('several');
      await expect.poll(() => typesOf(user.id), SOON).toEqual(['user.created']);
      await expect.poll(() => other.of(user.id).map(({ type }) => type), SOON).toEqual(['user.created']);
      await other.close();
    });
  });

  describe('try again', () => {
    it('what was not taken, with the same id, while other resources go on', async () => {
      const { id } = await create();
      const failing = await scim.createUser('again');
      let failures = 0;
      receiver.answer = ({ event }, response) => {
        const isFailing = event.data.id === failing.id && failures++ === 0;
        response.writeHead(isFailing ? 500 : 200).end(isFailing ? 'not today' : 'thanks');
      };
      await expect
        .poll(() => deliveries(id), SOON)
        .toMatchObject([{ state: 'pending', attempts: 1, lastStatus: 500, lastResponse: 'not today' }]);
      await scim.patch(`/Users/${failing.id}`, { op: 'replace', path: 'title', value: 'later' });
      const other = await scim.createUser('goes on');
      await expect.poll(() => typesOf(other.id), SOON).toEqual(['user.created']);
      expect(typesOf(failing.id)).toEqual(['user.created']);
      await expect
        .poll(() => typesOf(failing.id), SOON)
        .toEqual(['user.created', 'user.created', 'user.updated']);
      const ids = receiver.of(failing.id).map((event) => event.id);
      expect(ids[0]).toBe(ids[1]);
      const signed = receiver.messages.filter(({ event }) => event.id === ids[0]);
      expect(signed.map(({ headers }) => headers['webhook-id'])).toEqual([ids[0], ids[0]]);
    });
  });

  describe('are signed by secrets', () => {
    it('of which, after a rotation, the former signs for a while', async () => {
      const { id, secret } = await create();
      const rotated = await admin.post(`webhooks/${id}/secret`, { overlapHours: 1 });
      expect(rotated.status).toBe(201);
      const user = await scim.createUser('rotated');
      await expect.poll(() => typesOf(user.id), SOON).toEqual(['user.created']);
      const [message] = receiver.messages;
      expect([secret, rotated.body.secret].map((one) => isSigned(message!, one))).toEqual([true, true]);
    });

    it('or ends at once', async () => {
      const { id, secret } = await create();
      const rotated = (await admin.post(`webhooks/${id}/secret`, { overlapHours: 0 })).body;
      expect((await admin.post(`webhooks/${id}/test`)).body).toMatchObject({ delivered: true });
      const [message] = receiver.messages;
      expect([secret, rotated.secret].map((one) => isSigned(message!, one))).toEqual([false, true]);
    });

    it('of which at most three sign', async () => {
      const { id, secret } = await create();
      const secrets = [secret];
      for (let count = 0; count < 3; count++) {
        secrets.push((await admin.post(`webhooks/${id}/secret`)).body.secret);
      }
      await admin.post(`webhooks/${id}/test`);
      expect(secrets.map((one) => isSigned(receiver.messages[0]!, one))).toEqual([false, true, true, true]);
    });
  });

  describe('can be replayed', () => {
    it('from any sequence on, in order and with the ids that events had', async () => {
      const { id, position } = await create();
      const user = await scim.createUser('replayed');
      await scim.patch(`/Users/${user.id}`, { op: 'replace', path: 'title', value: 'T' });
      await expect.poll(() => typesOf(user.id), SOON).toEqual(['user.created', 'user.updated']);
      const answer = await admin.post(`webhooks/${id}/replay`, { after: position });
      expect([answer.status, answer.body['position']]).toEqual([200, position]);
      await expect.poll(() => receiver.of(user.id).length, SOON).toBe(4);
      const ids = receiver.of(user.id).map((event) => event.id);
      expect(ids.slice(2)).toEqual(ids.slice(0, 2));
      const sequence = receiver.of(user.id)[0]!.sequence;
      await admin.post(`webhooks/${id}/replay`, { after: sequence });
      await expect.poll(() => receiver.of(user.id).length, SOON).toBe(5);
      expect(receiver.of(user.id).at(-1)!.type).toBe('user.updated');
    });

    it('but not from where nobody has been yet', async () => {
      const { id } = await create();
      const { status, body } = await admin.post(`webhooks/${id}/replay`, { after: 999_999 });
      expect([status, body['errors']]).toMatchObject([400, [{ path: 'after' }]]);
      expect((await admin.post(`webhooks/${id}/replay`, { after: -1 })).status).toBe(400);
    });
  });

  describe('can be tested', () => {
    it('at once, also while disabled, and the answer is shown', async () => {
      const { id, secret } = await create({ enabled: false });
      receiver.answer = (_message, response) => response.writeHead(418).end('I am a\u001b[31m teapot');
      const { status, body } = await admin.post(`webhooks/${id}/test`);
      expect([status, body]).toMatchObject([
        200,
        { delivered: false, status: 418, error: 'The receiver answers 418', response: 'I am a [31m teapot' },
      ]);
      const [message] = receiver.messages;
      expect(message!.event).toMatchObject({ type: 'webhook.test', data: { id } });
      expect(isSigned(message!, secret)).toBe(true);
      expect(await deliveries(id)).toEqual([]);
    });
  });

  describe('are set up by administrators', () => {
    it('who change, disable and void them, which the history tells', async () => {
      const { id } = await create({ url: `${receiver.url}?token=canary`, description: 'Wiki' });
      const changed = await admin.patch(`webhooks/${id}`, { eventTypes: ['group.*'], enabled: false });
      expect(changed.body).toMatchObject({
        eventTypes: ['group.*'],
        enabled: false,
        disabledReason: 'manual',
        description: 'Wiki',
        url: `${receiver.url}?token=canary`,
      });
      await admin.post(`webhooks/${id}/secret`);
      await admin.post(`webhooks/${id}/replay`, { after: 0 });
      expect((await admin.delete(`webhooks/${id}`)).status).toBe(204);
      expect((await admin.get(`webhooks/${id}`)).status).toBe(404);
      const { items } = (await admin.get(`audit-events?targetId=${id}`)).body;
      expect(items.map(({ action }) => action)).toEqual([
        'webhook.voided',
        'webhook.replayed',
        'webhook.secret_rotated',
        'webhook.updated',
        'webhook.created',
      ]);
      expect(items[3]).toMatchObject({
        target: { type: 'webhook', id, display: 'Wiki' },
        changes: [
          { path: 'eventTypes', before: [], after: ['group.*'] },
          { path: 'enabled', before: true, after: false },
        ],
      });
      expect(JSON.stringify(items)).not.toMatch(/whsec_|canary/);
    });

    it('and take nothing more once they are disabled', async () => {
      const { id } = await create();
      await admin.patch(`webhooks/${id}`, { enabled: false });
      const other = await WebhookReceiver.start();
      await create({ url: other.url });
      const user = await scim.createUser('disabled');
      await expect.poll(() => other.of(user.id).length, SOON).toBe(1);
      expect(receiver.messages).toEqual([]);
      await other.close();
    });

    it('of whom a tenant has at most twenty', async () => {
      await Promise.all(Array.from({ length: 20 }, () => create({ enabled: false })));
      const { status, body } = await admin.post('webhooks', { url: receiver.url });
      expect([status, body['code']]).toEqual([409, 'too_many_webhooks']);
    });

    it('who may read events: others would read them by it', async () => {
      const { id } = await create();
      const { id: delivery } = (await admin.post(`webhooks/${id}/replay`, { after: 0 })).body;
      await admin.post('roles', { name: 'hooks', permissions: ['webhooks:read', 'webhooks:write'] });
      const hooks = await admin.appoint('hooks', 'hooks');
      const refused = [
        await hooks.post('webhooks', { url: receiver.url }),
        await hooks.patch(`webhooks/${id}`, { url: receiver.url }),
        await hooks.post(`webhooks/${id}/secret`),
        await hooks.post(`webhooks/${id}/test`),
        await hooks.post(`webhooks/${id}/replay`, { after: 0 }),
        await hooks.post(`webhooks/${id}/deliveries/${delivery}/resend`),
      ];
      expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
      expect((await hooks.get('webhooks')).status).toBe(200);
    });

    it('but not by an access token that sees only some people', async () => {
      const { id: group } = (await admin.post('groups', { displayName: 'Some' })).body;
      const token = { name: 'limited', permissions: ['webhooks:write'], groupIds: [group] };
      expect((await admin.post('access-tokens', token)).status).toBe(400);
    });

    it('to whom they are shown without the secret', async () => {
      const { secret, ...webhook } = await create({ description: 'Wiki', eventTypes: ['user.*'] });
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect((await admin.get(`webhooks/${webhook.id}`)).body).toEqual(webhook);
      expect((await admin.get('webhooks')).body).toEqual({ items: [webhook] });
      expect(webhook).toMatchObject({ url: receiver.url, enabled: true, disabledReason: null });
    });

    it.each<[what: string, body: object, path: string]>([
      ['no address', {}, 'url'],
      ['a number', { url: 7 }, 'url'],
      ['a word', { url: 'not an address' }, 'url'],
      ['another protocol', { url: 'ftp://app.example/' }, 'url'],
      ['a file', { url: 'file:///etc/passwd' }, 'url'],
      ['a password', { url: 'https://ada:secret@app.example/' }, 'url'],
      ['a fragment', { url: 'https://app.example/#there' }, 'url'],
      ['a long address', { url: `https://app.example/${'x'.repeat(2048)}` }, 'url'],
      ['an unknown type', { url: 'https://app.example/', eventTypes: ['user.crated'] }, 'eventTypes'],
      ['no list of types', { url: 'https://app.example/', eventTypes: 'user.created' }, 'eventTypes'],
      ['a secret of one’s own', { url: 'https://app.example/', secret: 'whsec_mine' }, 'secret'],
    ])('who are told what is wrong with %s', async (_what, body, path) => {
      const answer: AdminAnswer = await admin.post('webhooks', body);
      expect(answer.status).toBe(400);
      expect(answer.body['errors']).toContainEqual(expect.objectContaining({ path }));
    });
  });
});
