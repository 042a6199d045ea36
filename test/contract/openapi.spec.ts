import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../support/engines.js';
import { OpenApiTruth } from '../support/openapi.js';
import { registeredRoutes } from '../support/registered-routes.js';
import { connect } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Routes that are not described, and why. */
const UNDESCRIBED: readonly [RegExp, string][] = [
  [/^\w+ \/(docs|metrics)/, 'for people and for Prometheus'],
  [
    /^\w+ \/(setup|reset-password|invitation|recover|sign-in|sso-tested|provisioning|assets\/:name|sso\/(start|callback))?$/,
    'for people in a browser',
  ],
  [/ \/scim\/v2\/(Bulk|Me)$/, 'not supported, as ServiceProviderConfig says'],
];

describe.each(engines().slice(0, 1))("The APIs' description", (engine) => {
  let app: TestApp;
  let document: OpenAPIObject;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    document = (await (await app.fetch('/docs/openapi.json')).json()) as OpenAPIObject;
  });
  afterAll(() => app.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(
        item as Record<string, { operationId?: string; summary?: string; responses: object }>,
      ).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
    );

  it('is valid OpenAPI 3.1', async () => {
    // The validator takes SCIM's sub-attribute of the name $ref for a reference.
    const text = JSON.stringify(document).replaceAll('"$ref":{', '"ref":{');
    const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('describes every route that there is, and no other', () => {
    const described = operations().map(({ route }) => route.replace(/\{(\w+)\}/g, ':$1'));
    const registered = registeredRoutes(app).filter(
      (route) => !UNDESCRIBED.some(([pattern]) => pattern.test(route)),
    );
    // Those of all methods are there to say no.
    const catchAll = registered.filter((route) => route.startsWith('ACL ')).map((route) => route.slice(4));
    const real = registered.filter((route) => {
      const [method, path] = route.split(' ') as [string, string];
      return !catchAll.includes(path) || /^(GET|POST|PUT|PATCH|DELETE)$/.test(method);
    });
    expect(described.filter((route) => !registered.includes(route))).toEqual([]);
    const missing = real.filter((route) => !described.includes(route));
    expect(missing.filter((route) => !catchAll.includes(route.split(' ')[1]!))).toEqual([]);
  });

  it('names each operation once, in words that a generated client can use', () => {
    const ids = operations().map(({ operationId }) => operationId!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/);
    for (const { summary, route } of operations()) expect(summary, route).toEqual(expect.any(String));
  });

  it('shows examples that are as it says', () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    ajv.addSchema({ $id: 'openapi', components: document.components });
    let examples = 0;
    for (const [name, schema] of Object.entries(document.components!.schemas!)) {
      if (!('example' in schema)) continue;
      examples++;
      const validate = ajv.getSchema(`openapi#/components/schemas/${name}`)!;
      expect(validate(schema.example), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    }
    for (const [name, schema] of Object.entries(document.components!.schemas!)) {
      for (const [field, property] of Object.entries(
        'properties' in schema ? (schema.properties ?? {}) : {},
      )) {
        if (!('example' in property)) continue;
        examples++;
        const pointer = `openapi#/components/schemas/${name}/properties/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        expect(ajv.getSchema(pointer)!(property.example), `${name}.${field}`).toBe(true);
      }
    }
    expect(examples).toBeGreaterThan(20);
  });

  it('is held against answers: what it does not say is noticed', () => {
    const truth = new OpenApiTruth(document);
    const json = 'application/json; charset=utf-8';
    const live = (text: string, status = 200) =>
      truth.check.bind(truth, 'GET', '/health/live', status, json, text);
    expect(live('{"status":"live"}')).not.toThrow();
    expect(live('{"status":"dead"}')).toThrow('not as described');
    expect(live('{}')).toThrow('not as described');
    expect(live('{"status":"live"}', 418)).toThrow('418 is not described');
    const session = truth.check.bind(truth, 'GET', '/api/v1/session', 200, json);
    const user = { id: '1', userName: 'a', displayName: 'A', roles: [], permissions: [] };
    const expiresAt = '2026-01-01T00:00:00.000Z';
    expect(() => session(JSON.stringify({ expiresAt, user, tenant: 'default' }))).not.toThrow();
    expect(() => session(JSON.stringify({ expiresAt, user, tenant: 'default', more: 1 }))).toThrow(
      'not as described',
    );
    expect(() => truth.check('GET', '/scim/Users/x', 204, null, '')).toThrow('204 is not described');
  });

  it('is not there when it is switched off', async () => {
    const closed = await startTestApp({ engine, env: { DOCS_PUBLIC: 'false' } });
    for (const path of ['/docs', '/docs/openapi.json']) expect((await closed.fetch(path)).status).toBe(404);
    const { scim } = await connect(closed);
    expect((await scim.get('/ServiceProviderConfig')).body).not.toHaveProperty('documentationUri');
    await closed.close();
  });
});
