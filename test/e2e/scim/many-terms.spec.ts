import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../support/engines.js';
import { connect, type ScimClient } from '../../support/scim-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe.each(engines())('Filters of many terms on $name', (engine) => {
  let app: TestApp;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
    const users = await Promise.all(
      Array.from({ length: 30 }, (_, index) => scim.createUser(`user ${index}`)),
    );
    const inner = await scim.createGroup(
      'Inner',
      users.slice(0, 10).map(({ id }) => id),
    );
    await scim.createGroup('Outer', [inner.id]);
  });
  afterAll(() => app.close());

  // What many alternatives, or conditions, cost the database's planner is no matter of what they cost to answer.
  it.each([
    'groups pr',
    'groups.value eq "x"',
    'groups.display sw "I"',
    'groups[type eq "indirect" and display sw "O"]',
    'emails.value eq "x"',
    'emails[type eq "work"]',
    'userName co "user"',
    'not (groups pr)',
  ])('are answered: %s', async (term) => {
    for (const operator of [' and ', ' or ']) {
      const filter = Array(60).fill(term).join(operator);
      const { status } = await scim.send('POST', '/Users/.search', { filter, count: 5 });
      expect(status).toBe(200);
    }
  });

  it('name no attribute of the user inside an e-mail', async () => {
    for (const filter of ['emails[userName ne "bjensen"]', 'emails[displayName pr]', 'emails[foo pr]']) {
      const answer = await scim.filter('Users', filter);
      expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidFilter']);
    }
  });
});
