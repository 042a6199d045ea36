import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../support/engines.js';
import { connect, ENTERPRISE, type ScimClient, type ScimResponse } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const TOTAL = 25;

describe.each(engines())('Lists over SCIM on $name', (engine) => {
  let app: TestApp;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
    for (let index = 0; index < TOTAL; index++) {
      await scim.createUser(`User-${String.fromCharCode(65 + index)}@example.com`, {
        active: index % 2 === 0,
        ...(index < 5 && { title: `T${5 - index}` }),
        emails: [{ value: `mail${index}@example.com`, type: 'work' }],
        [ENTERPRISE]: { employeeNumber: String(index), manager: { value: 'm1' } },
      });
    }
  });
  afterAll(() => app.close());

  const names = ({ body }: ScimResponse): string[] =>
    body.Resources.map(({ userName }) => userName.slice(5, 6));
  const list = async (query: string): Promise<ScimResponse> => {
    const answer = await scim.get(`/Users?${query}`);
    expect(answer.body, answer.text).toMatchObject({ schemas: [LIST] });
    return answer;
  };

  it('answers no match with 200 and an empty list (RFC 7644 §3.4.2)', async () => {
    const answer = await scim.filter('Users', 'userName eq "nobody"', '&startIndex=1&count=100');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      schemas: [LIST],
      totalResults: 0,
      itemsPerPage: 0,
      startIndex: 1,
      Resources: [],
    });
  });

  it.each([
    ['', [1, TOTAL, TOTAL]],
    ['startIndex=1&count=2', [1, 2, TOTAL]],
    ['startIndex=24&count=10', [24, 2, TOTAL]],
    ['startIndex=30', [30, 0, TOTAL]],
    ['startIndex=9007199254740993&count=1', [9007199254740991, 0, TOTAL]],
    ['startIndex=0&count=1', [1, 1, TOTAL]],
    ['startIndex=-5&count=1', [1, 1, TOTAL]],
    ['count=0', [1, 0, TOTAL]],
    ['count=-1', [1, 0, TOTAL]],
    ['count=1000000000', [1, TOTAL, TOTAL]],
    ['aadOptscim062020=true&count=1', [1, 1, TOTAL]],
  ])('pages by number: %s (RFC 7644 §3.4.2.4)', async (query, [startIndex, itemsPerPage, totalResults]) => {
    const { body } = await list(query);
    expect(body).toMatchObject({ startIndex, itemsPerPage, totalResults });
    expect(body.Resources).toHaveLength(itemsPerPage!);
  });

  it.each([
    'count=ten',
    'count=1.5',
    'count=',
    'startIndex=NaN',
    'count=1&count=2',
    'filter=a&filter=b',
    'sortOrder=up',
  ])('answers 400 to %s', async (query) => {
    expect((await scim.get(`/Users?${query}`)).status).toBe(400);
  });

  it('names what is wrong with a count: of a page by cursor `invalidCount` (RFC 9865 §2.1)', async () => {
    const scimTypes = async (query: string, body: object): Promise<unknown[]> => [
      (await scim.get(`/Users?${query}`)).body.scimType,
      (await scim.post('/Users/.search', body)).body.scimType,
    ];
    expect(await scimTypes('count=x&cursor=', { count: 'x', cursor: '' })).toEqual(
      Array(2).fill('invalidCount'),
    );
    expect(await scimTypes('count=x', { count: 'x' })).toEqual(Array(2).fill('invalidValue'));
  });

  it('filters however the query is encoded', async () => {
    for (const filter of [
      'userName%20eq%20%22USER-C%40EXAMPLE.COM%22',
      'userName+eq+"user-c%40example.com"',
      'UserName%20EQ%20"user-c@example.com"',
    ]) {
      expect(names(await list(`filter=${filter}`))).toEqual(['C']);
    }
    expect(names(await list('filter=userName+eq+"User-C%2B@example.com"'))).toEqual([]);
  });

  it.each([
    ['emails.value eq "MAIL3@example.com"', 'D'],
    ['emails eq "mail3@example.com"', 'D'],
    ['emails[type eq "work"].value eq "mail3@example.com"', 'D'],
    ['emails[type eq "work"] eq "mail3@example.com"', 'D'],
    [`${ENTERPRISE}:employeeNumber eq "3"`, 'D'],
    ['manager eq "m1" and employeeNumber eq "3"', 'D'],
    ['(ActiVe eq true) and meta.lastmodified ge "2021-09-23T19:35:41.8420572Z" and title eq "t3"', 'C'],
    [
      'active eq true and (meta.lastModified ge "0001-01-03T00:00:00.0000000Z") and title pr and not (title sw "T5")',
      'CE',
    ],
  ])('finds by %s', async (filter, expected) => {
    expect(names(await scim.filter('Users', filter)).join('')).toBe(expected);
  });

  it.each([
    ['sortBy=userName', 'ABC'],
    ['sortBy=userName&sortOrder=descending', 'YXW'],
    ['sortBy=title', 'EDC'],
    ['sortBy=title&sortOrder=DESCENDING', 'YXW'],
    ['sortBy=emails', 'AKL'],
    [`sortBy=${ENTERPRISE}:employeeNumber`, 'ABK'],
    ['sortBy=meta.created&sortOrder=descending', 'YXW'],
    ['sortBy=active', 'BDF'],
  ])('sorts: %s (RFC 7644 §3.4.2.3)', async (query, first) => {
    expect(names(await list(`${query}&count=3`)).join('')).toBe(first);
  });

  it('sorts by nothing where no resource has the attribute', async () => {
    expect(names(await list('sortBy=shoeSize&count=3'))).toEqual(names(await list('count=3')));
  });

  it('answers 400 to sorting by what has no order', async () => {
    for (const sortBy of ['groups', 'name']) {
      expect((await scim.get(`/Users?sortBy=${sortBy}`)).body.scimType).toBe('invalidValue');
    }
  });

  describe('by cursor · RFC 9865', () => {
    it('goes through the whole list, and ends without a next cursor', async () => {
      const pages: string[] = [];
      let query = 'cursor&count=10&sortBy=userName';
      for (;;) {
        const answer = await list(query);
        expect(answer.body.totalResults).toBe(TOTAL);
        expect(answer.body.startIndex).toBeUndefined();
        pages.push(names(answer).join(''));
        if (answer.body.nextCursor === undefined) break;
        query = `cursor=${encodeURIComponent(answer.body.nextCursor)}&count=10&sortBy=userName`;
      }
      expect(pages).toEqual(['ABCDEFGHIJ', 'KLMNOPQRST', 'UVWXY']);
    });

    it('takes another count on a later page', async () => {
      const { body } = await list('cursor=&count=10');
      expect((await list(`cursor=${body.nextCursor!}&count=3`)).body.Resources).toHaveLength(3);
    });

    it('refuses a cursor that is forged, or of another query', async () => {
      const { body } = await list('cursor=&count=10');
      const cursor = body.nextCursor!;
      const forged = `${cursor.slice(0, 20)}${cursor[20] === 'A' ? 'B' : 'A'}${cursor.slice(21)}`;
      for (const query of [
        'cursor=nonsense',
        `cursor=${forged}`,
        `cursor=${cursor}&sortBy=userName`,
        `cursor=${cursor}&filter=title pr`,
      ]) {
        const answer = await scim.get(`/Users?${query}`);
        expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidCursor']);
      }
      expect((await scim.get(`/Groups?cursor=${cursor}`)).body.scimType).toBe('invalidCursor');
      expect((await scim.get(`/Users?cursor=${cursor}&startIndex=2`)).status).toBe(400);
    });
  });

  describe('POST /.search · RFC 7644 §3.4.3', () => {
    it('answers as GET does', async () => {
      const body = {
        schemas: [SEARCH],
        filter: 'title pr',
        attributes: ['userName', 'title'],
        sortBy: 'title',
        startIndex: 2,
        count: 2,
      };
      const posted = await scim.post('/Users/.search', body);
      const got = await list('filter=title pr&attributes=userName,title&sortBy=title&startIndex=2&count=2');
      expect(posted.body).toEqual(got.body);
    });

    it('searches users and groups together at the root, where an attribute of one is absent in the other', async () => {
      const group = await scim.createGroup('User-Group');
      const search = async (filter: string) =>
        (await scim.post('/.search', { schemas: [SEARCH], filter })).body;
      expect(
        (await search('displayName eq "user-group" or userName eq "user-a@example.com"')).totalResults,
      ).toBe(2);
      expect((await search('members pr or title eq "t1"')).totalResults).toBe(1);
      expect((await search('meta.resourceType eq "Group"')).Resources[0]!.id).toBe(group.id);
      const wrong = await scim.post('/.search', { filter: 'shoeSize pr' });
      expect([wrong.status, wrong.body.scimType]).toEqual([400, 'invalidFilter']);
      await scim.delete(`/Groups/${group.id}`);
    });

    it.each([
      [{ schemas: [7] }, 'invalidSyntax'],
      [{ count: '5' }, 'invalidValue'],
      [{ count: 1.5 }, 'invalidValue'],
      [{ filter: 7 }, 'invalidValue'],
      [{ attributes: [7] }, 'invalidValue'],
      [[], 'invalidSyntax'],
    ])('answers 400 to %j', async (body, scimType) => {
      const answer = await scim.post('/Users/.search', body);
      expect([answer.status, answer.body.scimType]).toEqual([400, scimType]);
    });
  });

  it('neither repeats nor passes over anybody while others come and go', async () => {
    const first = await list('count=5&startIndex=1');
    await scim.delete(`/Users/${first.body.Resources[2]!.id}`);
    await scim.createUser('User-Z@example.com');
    const second = await list('count=5&startIndex=6');
    expect(names(first).join('') + names(second).join('')).toBe('ABCDEFGHIJ');
  });
});
