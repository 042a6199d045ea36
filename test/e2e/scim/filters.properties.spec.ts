import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compareKeys,
  GROUP,
  matches,
  parseFilter,
  printFilter,
  sortKey,
  USER,
  type AttributePath,
  type JsonObject,
  type ResourceDocument,
  type ResourceType,
} from '../../../src/scim/index.js';
import {
  arbitraryFilter,
  arbitraryGroupDocument,
  arbitraryUserDocument,
  IDS,
  sortablePaths,
} from '../../support/arbitraries.js';
import { Directory } from '../../support/directory.js';
import { engines } from '../../support/engines.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const USERS = 40;
const GROUPS = 12;

/** The oracle: what the evaluator in memory says of each resource as SCIM answers it. */
describe.each(engines())('Filters and sorting on $name · RFC 7644 §3.4.2', (engine) => {
  let app: TestApp;
  let directory: Directory;
  const all = new Map<ResourceType, JsonObject[]>();

  beforeAll(async () => {
    app = await startTestApp({ engine });
    directory = new Directory(app);
    await fill(directory);
    await change(directory);
    for (const type of [USER, GROUP]) all.set(type, await everything(directory, type));
  });
  afterAll(() => app.close());

  it.each([USER, GROUP])('finds exactly what the evaluator in memory says ($id)', async (type) => {
    const resources = all.get(type)!;
    await fc.assert(
      fc.asyncProperty(filterTexts(type, realIds()), async (text) => {
        const filter = parseFilter(text, type);
        const expected = resources.filter((resource) => matches(filter, resource)).map(({ id }) => id);
        const page = await directory.list(type, { filter });
        expect(
          page.resources.map(({ id }) => id),
          printFilter(filter),
        ).toEqual(expected);
        expect(page.totalResults).toBe(expected.length);
      }),
      { numRuns: 600 },
    );
  });

  const realIds = (): string[] => [...all.values()].map((resources) => String(resources[3]!['id']));

  it.each([USER, GROUP])('sorts as the evaluator in memory does ($id)', async (type) => {
    const resources = all.get(type)!;
    for (const path of sortablePaths(type)) {
      for (const descending of [false, true]) {
        const expected = sorted(resources, path, descending);
        const page = await directory.list(type, { sort: { path, descending } });
        const name = `${path.attribute.name}.${path.subAttribute?.name ?? ''} ${String(descending)}`;
        expect(
          page.resources.map(({ id }) => id),
          name,
        ).toEqual(expected);
      }
    }
  });

  it.each([USER, GROUP])('gives the same list in pages by number and by cursor ($id)', async (type) => {
    await fc.assert(
      fc.asyncProperty(
        filterTexts(type, realIds()),
        fc.nat(sortablePaths(type).length - 1),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (text, place, descending, count) => {
          const filter = parseFilter(text, type);
          const sort = { path: sortablePaths(type)[place]!, descending };
          const whole = (await directory.list(type, { filter, sort })).resources.map(({ id }) => id);
          expect(await byNumber(directory, type, { filter, sort }, count)).toEqual(whole);
          expect(await byCursor(directory, type, { filter, sort }, count)).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Random filters as text, with ids that resources have in place of those that they were made with. */
function filterTexts(type: ResourceType, realIds: readonly string[]): fc.Arbitrary<string> {
  return arbitraryFilter(type).map((filter) =>
    realIds.reduce((text, id, index) => text.replaceAll(IDS[index]!, id), printFilter(filter)),
  );
}

type Query = Pick<Parameters<Directory['list']>[1], 'filter' | 'sort'>;

async function byNumber(
  directory: Directory,
  type: ResourceType,
  query: Query,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  const identity = String(Math.random());
  for (let startIndex = 1; ; startIndex += count) {
    const page = await directory.list(type, {
      ...query,
      identity,
      page: { kind: 'index', startIndex, count },
    });
    ids.push(...page.resources.map(({ id }) => id));
    if (startIndex + count > page.totalResults) return ids;
  }
}

async function byCursor(
  directory: Directory,
  type: ResourceType,
  query: Query,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  const identity = String(Math.random());
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Awaited<ReturnType<Directory['list']>> = await directory.list(type, {
      ...query,
      identity,
      page: { kind: 'cursor', cursor, count },
    });
    ids.push(...page.resources.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}

/** Where a resource has no value it is last in ascending order (RFC 7644 §3.4.2.3); the id breaks ties. */
function sorted(resources: readonly JsonObject[], path: AttributePath, descending: boolean): unknown[] {
  const order = [...resources].sort((a, b) => {
    const [left, right] = [sortKey(a, path), sortKey(b, path)];
    const byValue = left && right ? compareKeys(left, right) : left ? -1 : right ? 1 : 0;
    return byValue !== 0 ? byValue : String(a['id']) < String(b['id']) ? -1 : 1;
  });
  return (descending ? order.reverse() : order).map(({ id }) => id);
}

/** Users, groups of users and groups of groups: `User.groups` has direct and indirect ones. */
async function fill(directory: Directory): Promise<void> {
  const users: string[] = [];
  for (const [index, document] of fc.sample(arbitraryUserDocument(), { numRuns: USERS, seed: 1 }).entries()) {
    const unique = { ...document, userName: `${String(document['userName'])}${index}` };
    users.push((await directory.createUser(unique)).id);
  }
  const groups: string[] = [];
  for (const [index, document] of fc
    .sample(arbitraryGroupDocument(), { numRuns: GROUPS, seed: 2 })
    .entries()) {
    const unique = { ...document, displayName: `${String(document['displayName'])}${index}` };
    const members = users.filter((_, place) => place % (index + 2) === 0);
    const nested = groups.filter((_, place) => place % 3 === index % 3);
    groups.push((await directory.createGroup(unique, [...members, ...nested])).id);
  }
}

/** Writes over some of them, so that rows of values have changed, gone and come. */
async function change(directory: Directory): Promise<void> {
  const { resources } = await directory.list(USER, {});
  const documents = fc.sample(arbitraryUserDocument(), { numRuns: resources.length, seed: 3 });
  for (const [index, { id, document }] of resources.entries()) {
    if (index % 2 === 0) continue;
    const next: ResourceDocument = { ...documents[index]!, userName: document['userName']! };
    const user = { document: next, relations: {} };
    await directory.as(() => directory.users.replace(id, user, { visibility: 'managed' }));
  }
}

async function everything(directory: Directory, type: ResourceType): Promise<JsonObject[]> {
  const { resources } = await directory.list(type, {});
  const presented: JsonObject[] = [];
  for (const resource of resources) presented.push(await directory.present(resource));
  return presented;
}
