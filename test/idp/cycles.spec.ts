import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../support/engines.js';
import { connect, type ScimBody, type ScimClient } from '../support/scim-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { Entra } from './entra.js';
import { Okta } from './okta.js';
import { Source, type Person } from './source.js';

const PEOPLE = 30;
const TEAMS = 4;

describe.each(engines())('Whole cycles on $name', (engine) => {
  let app: TestApp;
  let scim: ScimClient;

  beforeEach(async () => {
    app = await startTestApp({ engine });
    ({ scim } = await connect(app));
  });
  afterEach(() => app.close());

  it.each(['default', 'aadOptscim062020'] as const)(
    'Entra ID keeps everybody in step (%s)',
    async (dialect) => {
      const source = new Source('entra', PEOPLE, TEAMS);
      const entra = new Entra(scim, source, dialect);
      await entra.synchronize();
      await expectInStep(scim, source);

      rename(source);
      move(source);
      await entra.synchronize();
      await expectInStep(scim, source);

      source.person(3).assigned = false;
      source.person(4).enabled = false;
      await entra.synchronize();
      await expectInStep(scim, source);

      source.person(4).enabled = true;
      await entra.synchronize();
      await entra.purge(source.person(3));
      await entra.dissolve(source.team(3));
      await expectInStep(scim, source);

      // A cycle in which nothing has changed changes nothing.
      const before = await versions(scim);
      await entra.synchronize();
      expect(await versions(scim)).toEqual(before);
    },
  );

  it.each(['network', 'wizard'] as const)('Okta keeps everybody in step (%s)', async (kind) => {
    const source = new Source('okta', PEOPLE, TEAMS);
    const okta = new Okta(scim, source, kind);
    await okta.synchronize();
    await expectInStep(scim, source);

    rename(source);
    move(source);
    source.person(5).assigned = false;
    await okta.synchronize();
    await expectInStep(scim, source);

    source.person(5).assigned = true;
    await okta.synchronize();
    await okta.dissolve(source.team(0));
    await expectInStep(scim, source);

    const before = await versions(scim);
    await okta.synchronize();
    expect(await versions(scim)).toEqual(before);
  });
});

function rename(source: Source): void {
  for (const person of [source.person(0), source.person(1)]) {
    person.familyName = 'Renamed';
    person.userName = `renamed-${person.key}@example.com`;
    person.department = 'Moved';
  }
  source.team(1).name = `${source.team(1).name} renamed`;
}

function move(source: Source): void {
  for (const key of [...source.team(0).members].slice(0, 3)) {
    source.team(0).members.delete(key);
    source.team(1).members.add(key);
  }
  source.team(2).members.clear();
}

/** Every user and every membership against the source: nobody too much, nobody missing. */
async function expectInStep(scim: ScimClient, source: Source): Promise<void> {
  const users = await everything(scim, 'Users');
  expect(users.map(shownUser).sort()).toEqual([...source.people.values()].map(expectedUser).sort());
  const keys = new Map(users.map(({ id, externalId }) => [id, String(externalId)]));
  const groups = await everything(scim, 'Groups');
  expect(groups.map(({ displayName }) => displayName).sort()).toEqual(
    [...source.teams.values()].map(({ name }) => name).sort(),
  );
  for (const team of source.teams.values()) {
    const group = groups.find(({ displayName }) => displayName === team.name)!;
    expect(group.members.map(({ value }) => keys.get(value)).sort(), team.name).toEqual(
      [...team.members].sort(),
    );
  }
}

function shownUser(user: ScimBody): string {
  const { givenName, familyName } = user['name'] as { givenName: string; familyName: string };
  const [email] = user.emails;
  return [user['externalId'], user.userName, email!.value, givenName, familyName, user.active].join('|');
}

function expectedUser(person: Person): string {
  const { key, userName, givenName, familyName, enabled, assigned } = person;
  return [key, userName, userName, givenName, familyName, enabled && assigned].join('|');
}

async function versions(scim: ScimClient): Promise<string[]> {
  const all = [...(await everything(scim, 'Users')), ...(await everything(scim, 'Groups'))];
  return all.map(({ id, meta }) => `${id} ${meta.version}`);
}

async function everything(scim: ScimClient, type: 'Users' | 'Groups'): Promise<ScimBody[]> {
  const all: ScimBody[] = [];
  for (;;) {
    const { body } = await scim.get(`/${type}?startIndex=${all.length + 1}&count=7`);
    all.push(...body.Resources);
    if (all.length >= body.totalResults) return all;
  }
}
