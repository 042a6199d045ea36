import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/persistence/database.js';
import { engines } from '../support/engines.js';
import { connect, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe.each(engines())('Without its journal, on $name', (engine) => {
  let app: TestApp;
  let scim: ScimClient;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
  });
  afterAll(() => app.close());

  it('nothing changes, and the client is told to come back', async () => {
    const user = await scim.createUser('before');
    const group = await scim.createGroup('Group');
    const { dataSource } = app.nest.get(Database);
    await dataSource.query('ALTER TABLE journal_entries RENAME TO journal_gone');
    const answers = [
      await scim.post('/Users', { userName: 'new' }),
      await scim.patch(`/Users/${user.id}`, { op: 'replace', path: 'title', value: 'T' }),
      await scim.put(`/Users/${user.id}`, { userName: 'other' }),
      await scim.patch(`/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: user.id }] }),
      await scim.delete(`/Users/${user.id}`),
      await scim.delete(`/Groups/${group.id}`),
    ];
    await dataSource.query('ALTER TABLE journal_gone RENAME TO journal_entries');
    for (const { status, headers, body } of answers) {
      expect([status, headers.get('retry-after'), body['status']]).toEqual([503, '5', '503']);
    }
    expect((await scim.get('/Users')).body.Resources).toEqual([user]);
    expect((await scim.get('/Groups')).body.Resources).toEqual([group]);
    expect((await scim.post('/Users', { userName: 'new' })).status).toBe(201);
  });
});
