import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminAnswer, AdminClient } from '../support/admin-client.js';
import { engines } from '../support/engines.js';
import { connect, CORE_GROUP, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** How often two meet: what goes wrong only now and then goes wrong in one of these. */
const ROUNDS = 12;

describe.each(engines())('Changes at once by administrators on $name', (engine) => {
  let app: TestApp;
  let admin: AdminClient;
  let scim: ScimClient;
  let count = 0;
  const name = (): string => `Name ${++count}`;

  beforeAll(async () => {
    app = await startTestApp({ engine });
    ({ admin, scim } = await connect(app));
  });
  afterAll(() => app.close());

  const made = async (path: string, body: object): Promise<string> => (await admin.post(path, body)).body.id;
  const createUser = (): Promise<string> => made('users', { userName: name() });
  const createOrganization = (): Promise<string> => made('organizations', { name: name() });
  const statuses = (answers: readonly { status: number }[]): number[] => answers.map(({ status }) => status);
  async function rounds(round: () => Promise<void>): Promise<void> {
    for (let index = 0; index < ROUNDS; index++) await round();
  }
  async function organizationsOf(user: string): Promise<string[]> {
    const { body } = await admin.get(`users/${user}`);
    return (body['organizations'] as { id: string }[]).map(({ id }) => id);
  }

  it('leave a group alone that the provider is taking over, or come before it', async () => {
    const user = await createUser();
    await rounds(async () => {
      const displayName = name();
      const id = await made('groups', { displayName });
      const [taken, renamed, added] = await Promise.all([
        scim.post('/Groups', { schemas: [CORE_GROUP], displayName, members: [] }),
        admin.patch(`groups/${id}`, { displayName: `${displayName} renamed` }),
        admin.post(`groups/${id}/members`, { memberIds: [user] }),
      ]);
      expect(taken.status).toBe(201);
      const { body } = await admin.get(`groups/${taken.body.id}`);
      // Whoever came after the provider was refused, whoever came before was overwritten.
      expect(body).toMatchObject({ displayName, memberCount: 0, externallyManaged: true });
      if (taken.body.id !== id) expect(renamed.status).toBe(200);
      else expect(renamed.status).toBe(409);
      expect([204, 409]).toContain(added.status);
    });
  });

  it('set the organizations of one user one after the other', async () => {
    const [x, a, b] = [await createOrganization(), await createOrganization(), await createOrganization()];
    await rounds(async () => {
      const user = await made('users', { userName: name(), organizations: [x] });
      const answers = await Promise.all(
        [a, b].map((id) => admin.patch(`users/${user}`, { organizations: [id] })),
      );
      expect(statuses(answers)).toEqual([200, 200]);
      expect([[a], [b]]).toContainEqual(await organizationsOf(user));
    });
  });

  it('change one user one after the other, without a word of versions', async () => {
    await rounds(async () => {
      const user = await createUser();
      const fields = ['givenName', 'familyName', 'displayName', 'email'];
      const values = fields.map((field) => ({ [field]: 'value@example.com' }));
      const answers = await Promise.all(values.map((value) => admin.patch(`users/${user}`, value)));
      expect(statuses(answers)).toEqual(fields.map(() => 200));
      expect((await admin.get(`users/${user}`)).body).toMatchObject(Object.assign({}, ...values) as object);
    });
  });

  it('set the first password of one user, both of them', async () => {
    await rounds(async () => {
      const user = await createUser();
      const passwords = ['correct horse battery 1', 'correct horse battery 2'];
      const answers = await Promise.all(
        passwords.map((password) => admin.patch(`users/${user}`, { password })),
      );
      expect(statuses(answers)).toEqual([200, 200]);
    });
  });

  it('let a user belong to an organization who is being deleted, or know of no such user', async () => {
    const organization = await createOrganization();
    await rounds(async () => {
      const user = await createUser();
      const [put, gone] = await Promise.all([
        admin.send('PUT', `organizations/${organization}/members/${user}`),
        admin.delete(`users/${user}`),
      ]);
      expect(gone.status).toBe(204);
      expect([204, 404]).toContain(put.status);
    });
    expect((await admin.get(`organizations/${organization}/members`)).body.items).toEqual([]);
  });

  it('remove a member once', async () => {
    await rounds(async () => {
      const [user, organization] = [await createUser(), await createOrganization()];
      const group = await made('groups', { displayName: name(), memberIds: [user] });
      await admin.send('PUT', `organizations/${organization}/members/${user}`);
      for (const path of [`groups/${group}`, `organizations/${organization}`]) {
        const twice: Promise<AdminAnswer>[] = [1, 2].map(() => admin.delete(`${path}/members/${user}`));
        expect(statuses(await Promise.all(twice)).sort()).toEqual([204, 404]);
      }
    });
  });
});
