import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../../../src/admin-api/problem.js';
import { BusyError, UnavailableError, UniqueViolation } from '../../../src/persistence/unique-violation.js';
import { MethodNotAllowedError, NotFoundError, UniquenessError } from '../../../src/scim/index.js';
import { ProbeApp } from '../../support/probe-app.js';

let app: ProbeApp;
beforeAll(async () => {
  app = await ProbeApp.start({
    absent: () => new NotFoundError('There is no such user'),
    taken: () => new UniquenessError('The userName is taken'),
    race: () => new UniqueViolation('resources_name'),
    method: () => new MethodNotAllowedError('POST is not possible here', ['GET', 'PUT']),
    busy: () => new BusyError('deadlock'),
    unavailable: () => new UnavailableError('connect ECONNREFUSED 10.0.0.7:3306'),
    managed: () => new ProblemError(409, 'externally_managed', 'The IdP manages userName'),
    bug: () => new TypeError('secret internals'),
    thrown: () => 'not even an error',
  });
});
afterAll(() => app.close());

describe('errors of the SCIM API · RFC 7644 §3.12', () => {
  it.each([
    ['absent', { status: '404', detail: 'There is no such user' }],
    ['taken', { status: '409', scimType: 'uniqueness', detail: 'The userName is taken' }],
    ['race', { status: '409', scimType: 'uniqueness', detail: 'A value that must be unique is in use' }],
    ['busy', { status: '503', detail: 'Too many conflicting changes at once: try again' }],
  ])('states %s', async (name, expected) => {
    const answer = await app.fetch(`/scim/v2/fail/${name}`);
    expect(answer.status).toBe(Number(expected.status));
    expect(answer.headers.get('content-type')).toBe('application/scim+json');
    expect(await answer.json()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      ...expected,
    });
  });

  it('name the methods that are possible', async () => {
    expect((await app.fetch('/scim/v2/fail/method')).headers.get('allow')).toBe('GET, PUT');
  });

  it.each(['busy', 'unavailable'])('say in seconds when to try again: %s', async (name) => {
    const answer = await app.fetch(`/scim/v2/fail/${name}`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(await answer.text()).not.toContain('10.0.0.7');
  });

  it('have their form also where there is no route', async () => {
    const answer = await app.fetch('/scim/Nothing');
    expect(await answer.json()).toMatchObject({ status: '404', detail: 'There is nothing at this address' });
  });

  it.each(['bug', 'thrown'])('tell nothing of a fault of ours: %s', async (name) => {
    for (const path of ['/scim/v2/fail/', '/api/v1/fail/', '/fail/']) {
      const answer = await app.fetch(path + name);
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toMatch(/secret internals|not even|\.ts|at /);
    }
  });
});

describe('errors of the admin API · RFC 9457', () => {
  it.each([
    ['absent', { title: 'Not Found', status: 404, code: 'not_found', detail: 'There is no such user' }],
    ['taken', { title: 'Conflict', status: 409, code: 'uniqueness', detail: 'The userName is taken' }],
    [
      'managed',
      { title: 'Conflict', status: 409, code: 'externally_managed', detail: 'The IdP manages userName' },
    ],
  ])('state %s', async (name, expected) => {
    const answer = await app.fetch(`/api/v1/fail/${name}`);
    expect(answer.status).toBe(expected.status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toEqual({ type: 'about:blank', ...expected });
  });

  it('have their form also where there is no route', async () => {
    expect(await (await app.fetch('/api/v1/nothing')).json()).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });

  it('name each field that breaks a rule', async () => {
    const answer = await app.fetch('/api/v1/input', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ size: 'big', address: { city: 7 }, colour: 'red' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'invalid_input',
      errors: [
        { path: 'colour', message: 'is not known' },
        { path: 'size', message: 'must be an integer number' },
        { path: 'address.city', message: 'must be a string' },
      ],
    });
  });
});

describe('errors elsewhere', () => {
  it('are plain text', async () => {
    const answer = await app.fetch('/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  });
});

describe('media types of answers · RFC 7644 §3.8', () => {
  it.each([
    [undefined, 'application/scim+json'],
    ['*/*', 'application/scim+json'],
    ['application/scim+json', 'application/scim+json'],
    ['application/json, application/scim+json;q=0.5', 'application/scim+json'],
    ['application/json', 'application/json'],
    ['application/json, text/plain', 'application/json'],
    ['text/html', 'application/scim+json'],
  ])('to a client that accepts %s: %s', async (accept, expected) => {
    const answer = await app.fetch('/scim/v2/nothing', {
      headers: accept === undefined ? {} : { Accept: accept },
    });
    expect(answer.headers.get('content-type')?.split(';')[0]).toBe(expected);
  });
});

describe('headers of answers', () => {
  it('bear a request id: a UUID version 7 of ours', async () => {
    const answer = await app.fetch('/scim/v2/Users');
    expect(answer.headers.get('x-request-id')).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it("bear the caller's own request id where it is safe", async () => {
    for (const [offered, taken] of [
      ['4bf92f35-77b3:1', true],
      ['a b', false],
      ['<script>', false],
      ['x'.repeat(65), false],
    ] as const) {
      const answer = await app.fetch('/nothing', { headers: { 'X-Request-Id': offered } });
      expect(answer.headers.get('x-request-id') === offered).toBe(taken);
    }
  });

  it('forbid to store what the APIs answer', async () => {
    for (const path of ['/scim/v2/Users', '/scim/v2/nothing', '/api/v1/nothing', '/scim/Users/%zz']) {
      expect((await app.fetch(path)).headers.get('cache-control')).toBe('no-store');
    }
  });

  it("do not show the framework, nor an entity tag of the framework's", async () => {
    const { headers } = await app.fetch('/scim/v2/Users');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('etag')).toBeNull();
  });

  it('tell browsers what to refuse', async () => {
    const { headers } = await app.fetch('/');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});
