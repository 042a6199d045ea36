import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUP, printFilter, USER } from '../../../src/scim/index.js';
import {
  arbitraryFilter,
  arbitraryGroupDocument,
  arbitraryUserDocument,
  TEXTS,
} from '../../support/arbitraries.js';
import { engines } from '../../support/engines.js';
import {
  connect,
  CORE_GROUP,
  CORE_USER,
  ENTERPRISE,
  PATCH_OP,
  type ScimClient,
} from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
/** Requests an engine: near to what is right, so that they come far. */
const REQUESTS = 2_000;

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown[]>(
    null,
    '',
    [],
    {},
    [[]],
    [null],
    'True',
    -0,
    1e308,
    2 ** 53,
    '\ud800',
    '\u0000',
    ...TEXTS,
  ),
  fc.constant(JSON.parse('{"__proto__":{"a":1}}')),
);
const attribute = fc.constantFrom(
  ...[
    'userName',
    'USERNAME',
    'displayName',
    'name',
    'name.givenName',
    'emails',
    'members',
    'groups',
    'active',
    'id',
  ],
  ...[
    'schemas',
    'meta',
    'externalId',
    'password',
    'roles',
    ENTERPRISE,
    `${ENTERPRISE}:manager`,
    'manager',
    'toString',
  ],
  ...[
    'emails[type eq "work"].value',
    'members[value eq "x"]',
    'addresses[type eq "work"]',
    'emails[',
    'a.b.c',
    '',
  ],
);

/** A body with one or two members replaced by something odd. */
const spoilt = (body: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .tuple(body, fc.array(fc.tuple(attribute, odd), { maxLength: 2 }))
    .map(([whole, changes]) => ({ ...whole, ...Object.fromEntries(changes) }));

const resource = fc.oneof(
  spoilt(arbitraryUserDocument().map((document) => ({ schemas: [CORE_USER], ...document }))),
  spoilt(arbitraryGroupDocument().map((document) => ({ schemas: [CORE_GROUP], ...document }))),
);
const operation = fc.record(
  {
    op: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('add', 'Replace', 'remove') },
      { weight: 1, arbitrary: odd },
    ),
    path: fc.oneof({ weight: 9, arbitrary: attribute }, { weight: 1, arbitrary: odd }),
    value: fc.oneof(odd, fc.dictionary(attribute, odd, { maxKeys: 3, noNullPrototype: true })),
  },
  { requiredKeys: ['op'], noNullPrototype: true },
);
const patch = spoilt(
  fc
    .array(operation, { minLength: 1, maxLength: 4 })
    .map((Operations) => ({ schemas: [PATCH_OP], Operations })),
);
const filterText = fc.oneof(
  fc.constantFrom(USER, GROUP).chain((type) => arbitraryFilter(type).map(printFilter)),
  fc
    .tuple(
      arbitraryFilter(USER).map(printFilter),
      fc.nat(),
      fc.constantFrom('"', ')', '[', ' and ', '\\', '§'),
    )
    .map(([text, at, extra]) => text.slice(0, at % text.length) + extra + text.slice(at % text.length)),
);
const query = fc.record(
  {
    filter: filterText,
    sortBy: attribute,
    sortOrder: fc.constantFrom('ascending', 'descending', 'up'),
    startIndex: fc.oneof(fc.integer(), fc.constantFrom('x', '', '1e3')),
    count: fc.oneof(fc.integer({ min: -5, max: 50 }), fc.constantFrom('x', '')),
    cursor: fc.constantFrom('', 'x', 'AAAA'.repeat(20)),
    attributes: attribute,
    excludedAttributes: attribute,
  },
  { requiredKeys: [], noNullPrototype: true },
);

describe.each(engines())('Whatever is sent over SCIM on $name', (engine) => {
  let app: TestApp;
  let scim: ScimClient;
  let ids: string[];

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
    const people = [await scim.createUser('one'), await scim.createUser('two')];
    const group = await scim.createGroup('Group', [people[0]!.id]);
    ids = [...people.map(({ id }) => id), group.id];
  });
  afterAll(() => app.close());

  it('is answered by RFC 7644 §3.12, and never with 5xx', async () => {
    const endpoint = fc.constantFrom('/Users', '/Groups');
    const one = fc
      .tuple(endpoint, fc.nat(2), fc.boolean())
      .map(([path, place, known]) => (known ? place : path));
    const request = fc.oneof(
      fc.tuple(fc.constant('POST'), endpoint, resource),
      fc.tuple(
        fc.constant('POST'),
        fc.constantFrom('/.search', '/Users/.search', '/Groups/.search'),
        spoilt(query),
      ),
      fc.tuple(fc.constant('PUT'), one, resource),
      fc.tuple(fc.constant('PATCH'), one, patch),
      fc.tuple(fc.constant('GET'), endpoint, query),
    );
    await fc.assert(
      fc.asyncProperty(request, async ([method, target, body]) => {
        const path =
          typeof target === 'number' ? `/${target === 2 ? 'Groups' : 'Users'}/${ids[target]!}` : target;
        const asked =
          method === 'GET'
            ? await scim.get(`${path}?${new URLSearchParams(body as Record<string, string>).toString()}`)
            : await scim.send(
                method,
                /^\/(Users|Groups)$/.test(path) && method !== 'POST' ? `${path}/x` : path,
                body,
              );
        expect(asked.status, asked.text).toBeLessThan(500);
        if (asked.status < 400) return;
        expect(asked.body.schemas).toEqual([ERROR]);
        expect(asked.body['status']).toBe(String(asked.status));
        expect(asked.body.detail).toEqual(expect.any(String));
      }),
      { numRuns: REQUESTS },
    );
    await expectReadable(scim);
  });
});

/** Nothing that was let in has made anything unreadable. */
async function expectReadable(scim: ScimClient): Promise<void> {
  for (const type of ['/Users', '/Groups']) {
    const { body } = await scim.get(`${type}?count=1000`);
    expect(body.Resources).toHaveLength(Math.min(body.totalResults, 1_000));
    for (const { id } of body.Resources.slice(0, 50))
      expect((await scim.get(`${type}/${id}`)).status).toBe(200);
  }
}
