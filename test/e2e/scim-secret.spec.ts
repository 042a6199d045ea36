import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { generateCredential } from '../../src/credentials/credential-format.js';
import { type AdminClient, setUp } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { knock } from '../support/scim-call.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MISSING = 'Bearer realm="SCIM"';
const INVALID = 'Bearer realm="SCIM", error="invalid_token"';
const DAY = 86_400_000;

describe.each(engines())('The SCIM secret on $name', (engine) => {
  let app: TestApp;
  let ada: AdminClient;

  beforeEach(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await app.close();
  });

  const issue = async (body: object = {}) => (await ada.post('scim/secret', body)).body;
  const bearer = (secret: string) => knock(app, `Bearer ${secret}`);

  it('is shown once, when it is issued', async () => {
    const { status, body, headers } = await ada.post('scim/secret');
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      secret: expect.stringMatching(/^rcs_[0-9A-Za-z]{49}$/),
      id: expect.any(String),
      issuedAt: expect.any(String),
      expiresAt: null,
      administratorId: ada.user!.id,
      voided: null,
    });
    const shown = await ada.get('scim/secret');
    expect(shown.body).toEqual({
      id: body.id,
      hint: `${body.secret.slice(0, 8)}…${body.secret.slice(-4)}`,
      state: 'active',
      issuedAt: body['issuedAt'],
      issuedBy: ada.user!.id,
      expiresAt: null,
      lastUsedAt: null,
      administratorId: ada.user!.id,
    });
    const answers = await Promise.all(
      [
        'scim/secret',
        'scim/connection',
        'scim/administrators',
        'users?include=scim',
        'audit-events?limit=200',
      ].map((path) => ada.get(path)),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).not.toContain(body.secret.slice(12, -8));
    }
  });

  it('opens the door, and switches provisioning on when it is the first', async () => {
    expect((await ada.get('scim/connection')).body).toMatchObject({ enabled: false, status: 'not_set_up' });
    const { secret } = await issue();
    expect((await ada.get('scim/connection')).body).toMatchObject({ enabled: true, status: 'waiting' });
    expect((await bearer(secret)).status).toBe(200);
    await vi.waitFor(async () => {
      expect((await ada.get('scim/connection')).body['status']).toBe('connected');
    });
    await ada.patch('scim/connection', { enabled: false });
    await issue();
    expect((await ada.get('scim/connection')).body).toMatchObject({ enabled: false, status: 'switched_off' });
  });

  it.each([undefined, '', 'Basic YTpi', 'Bearer', 'rcs_without_scheme', 'Bearer a b'])(
    'is asked for when the header is %j',
    async (authorization) => {
      await issue();
      expect(await knock(app, authorization)).toMatchObject({ status: 401, challenge: MISSING });
    },
  );

  it('opens nothing while none was issued, and says no more of one that never was', async () => {
    const before = await bearer(generateCredential('rcs_'));
    expect(before).toEqual({ status: 401, challenge: INVALID, detail: 'The SCIM secret is not valid' });
    await issue();
    expect(await bearer(generateCredential('rcs_'))).toEqual(before);
    expect(await bearer('not-even-well-formed')).toEqual(before);
  });

  it('is void from the instant at which another is issued', async () => {
    const first = await issue();
    const second = await issue();
    expect(second['voided']).toBe(first.id);
    const answer = await bearer(first.secret);
    expect(answer).toMatchObject({ status: 401, challenge: INVALID });
    expect(answer.detail).toMatch(/was voided on \d{4}-/);
    expect((await bearer(second.secret)).status).toBe(200);
  });

  it('is void when it is taken back', async () => {
    expect((await ada.get('scim/secret')).status).toBe(404);
    expect((await ada.delete('scim/secret')).status).toBe(404);
    const { secret } = await issue();
    expect((await ada.delete('scim/secret')).status).toBe(204);
    expect((await bearer(secret)).detail).toMatch(/was voided/);
    expect((await ada.get('scim/secret')).status).toBe(404);
    expect((await ada.get('scim/connection')).body['status']).toBe('not_set_up');
  });

  it('expires, says when, and stays expired when the clock is set back', async () => {
    const expiresAt = new Date(Date.now() + DAY).toISOString();
    const { secret, id } = await issue({ expiresAt });
    expect((await bearer(secret)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY });
    const answer = await bearer(secret);
    expect(answer).toMatchObject({ status: 401, challenge: INVALID });
    expect(answer.detail).toContain(expiresAt);
    vi.setSystemTime(Date.now() - 2 * DAY);
    expect((await bearer(secret)).detail).toContain(expiresAt);
    expect((await ada.get('scim/secret')).body['state']).toBe('expired');
    expect((await ada.get('scim/connection')).body['status']).toBe('expired');
    vi.useRealTimers();
    const entries = await ada.get(`audit-events?action=scim_secret.expired&targetId=${id}`);
    expect(entries.body.items).toMatchObject([{ actor: { type: 'system' } }]);
  });

  it.each([
    '2020-01-01T00:00:00Z',
    '2027-06-30',
    '2027-06-30T00:00:00',
    '2027-02-30T00:00:00Z',
    'soon',
    1,
    {},
  ])('is not issued to expire at %j', async (expiresAt) => {
    const answer = await ada.post('scim/secret', { expiresAt });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ path: 'expiresAt' }));
    expect((await ada.get('scim/secret')).status).toBe(404);
  });

  it('is suspended while its administrator is not fit, and revived by binding it to another', async () => {
    const grace = await ada.appoint('grace', 'user_manager');
    const { secret } = await issue({ administratorId: grace.user!.id });
    expect((await bearer(secret)).status).toBe(200);
    await ada.patch(`users/${grace.user!.id}`, { active: false });
    const suspended = await bearer(secret);
    expect(suspended).toMatchObject({ status: 401, challenge: INVALID });
    expect(suspended.detail).toMatch(/suspended/);
    expect((await ada.get('scim/secret')).body['state']).toBe('suspended');
    await ada.patch(`users/${grace.user!.id}`, { active: true });
    expect((await bearer(secret)).status).toBe(200);
    await ada.patch(`users/${grace.user!.id}`, { roles: ['member'] });
    expect((await bearer(secret)).status).toBe(401);
    await ada.delete(`users/${grace.user!.id}`);
    expect((await bearer(secret)).status).toBe(401);
    expect((await ada.patch('scim/connection', { administratorId: ada.user!.id })).status).toBe(200);
    expect((await bearer(secret)).status).toBe(200);
  });

  it('is bound to a fit person only', async () => {
    const auditor = await ada.appoint('auditor', 'auditor');
    const unknown = '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10';
    expect((await ada.post('scim/secret', { administratorId: null })).status).toBe(400);
    for (const administratorId of [auditor.user!.id, unknown]) {
      const issued = await ada.post('scim/secret', { administratorId });
      expect(issued.body['errors']).toMatchObject([{ path: 'administratorId' }]);
      expect((await ada.patch('scim/connection', { administratorId })).status).toBe(400);
    }
  });

  it('closes the door while provisioning is switched off', async () => {
    const { secret } = await issue();
    await ada.patch('scim/connection', { enabled: false });
    const answer = await bearer(secret);
    expect(answer).toMatchObject({ status: 403, challenge: null });
    expect(answer.detail).toMatch(/switched off/);
    const discovery = await app.fetch('/scim/v2/ServiceProviderConfig', {
      headers: { Authorization: `Bearer ${secret}` },
    });
    expect(discovery.status).toBe(200);
  });

  it('keeps when it was last used, to the minute', async () => {
    const { secret } = await issue();
    const lastUsedAt = async () => (await ada.get('scim/secret')).body['lastUsedAt'];
    await bearer(secret);
    await vi.waitFor(async () => expect(await lastUsedAt()).not.toBeNull());
    const first = await lastUsedAt();
    await bearer(secret);
    expect(await lastUsedAt()).toBe(first);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    await bearer(secret);
    await vi.waitFor(async () => expect(await lastUsedAt()).not.toBe(first));
  });

  it('leaves one that works when a hundred are issued at once', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ada.post('scim/secret')));
    for (const { status } of answers) expect(status).toBe(201);
    const doors = await Promise.all(answers.map(({ body }) => bearer(body.secret)));
    expect(doors.filter(({ status }) => status === 200)).toHaveLength(1);
    const unit = app.nest.get(UnitOfWork, { strict: false });
    const rows = await unit.read(() =>
      unit.query('SELECT id FROM scim_secrets WHERE tenant_id = 1 AND active = 1'),
    );
    expect(rows).toHaveLength(1);
    const voided = answers.map(({ body }) => body['voided']).filter((id) => id !== null);
    expect(new Set(voided).size).toBe(99);
    const issued = await ada.get('audit-events?action=scim_secret.issued&limit=200');
    expect(issued.body.items).toHaveLength(100);
  });
});

describe.each(engines().slice(0, 1))('Issuing the SCIM secret', (engine) => {
  let app: TestApp;
  let ada: AdminClient;
  beforeAll(async () => {
    app = await startTestApp({ engine });
    ada = await setUp(app);
  });
  afterAll(() => app.close());

  it.each([
    ['administrator', 201],
    ['user_manager', 201],
    ['auditor', 403],
    ['member', 403],
  ])('by %s answers %i', async (role, status) => {
    const person = await ada.appoint(role, role);
    expect((await person.post('scim/secret')).status).toBe(status);
  });
});
