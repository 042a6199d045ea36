import fc from 'fast-check';
import { PERMISSIONS, type Permission } from '../../src/identity/permissions.js';
import { AdminClient, type Body } from './admin-client.js';
import { finishedJob } from './jobs.js';
import { CORE_USER, ScimClient } from './scim-client.js';
import type { TestApp } from './test-app.js';

const PASSWORD = 'a password of the climber';

/** On whom, with which role and which permissions something is tried. */
interface Target {
  readonly id: string;
  readonly role: string;
  readonly permissions: readonly Permission[];
}

/** Somebody who tries to get at more than they were given, with whatever the API has. */
export class Climber {
  /** Accounts that they may get into: the password is theirs, or the e-mail or name by which people sign in. */
  readonly taken = new Set<string>();
  /** Whose rights they use: their session, or an access token that they have made. */
  hand: AdminClient;
  secret: string | undefined;
  private count = 0;

  constructor(
    readonly app: TestApp,
    readonly ada: AdminClient,
    self: AdminClient,
    readonly own: readonly Permission[],
    readonly run: string,
    readonly accounts: string[],
    readonly roles: readonly string[],
    /** A place of the history at which somebody could do more than they can now. */
    readonly sequence: number,
  ) {
    this.hand = self;
    this.taken.add(self.user!.id);
  }

  /** @returns whether it was let */
  try({ kind, account, role, permissions }: Attempt): Promise<boolean> {
    const id = this.accounts[account % this.accounts.length]!;
    return WAYS[kind](this, { id, role: this.roles[role % this.roles.length]!, permissions });
  }

  name(): string {
    return `${this.run}-fresh-${++this.count}`;
  }
  email(): string {
    return `${this.name()}@climber.example`;
  }
  /** The account is theirs. @param isLet by what the server has answered */
  take(isLet: boolean, id: string): boolean {
    if (!isLet) return false;
    this.taken.add(id);
    if (!this.accounts.includes(id)) this.accounts.push(id);
    return true;
  }
}

/** Every call by which somebody could get into an account, or an account at a role. */
const WAYS = {
  createRole: ({ hand, run }, { permissions }) =>
    done(hand.post('roles', { name: `${run}-made`, permissions })),
  changeRole: ({ hand }, { role, permissions }) => done(hand.patch(`roles/${role}`, { permissions })),
  giveRole: ({ hand }, { id, role }) => done(hand.patch(`users/${id}`, { roles: [role] })),
  makeAssignable: ({ hand }, { role }) =>
    done(hand.patch('scim/connection', { assignableRoles: [role], roleAttribute: 'roles' })),
  provisionAdministrators: ({ hand }) =>
    done(hand.patch('scim/connection', { provisionAdministrators: true })),
  setPassword: (climber, { id }) => change(climber, id, { password: PASSWORD }),
  changeEmail: (climber, { id }) => change(climber, id, { email: climber.email() }),
  changeUserName: (climber, { id }) => change(climber, id, { userName: climber.name() }),
  async passwordLink(climber, { id }) {
    const { status, body } = await climber.hand.post(`users/${id}/password-link`);
    if (status !== 201) return false;
    const token = new URL(body['url'] as string).searchParams.get('token');
    const reset = { token, password: PASSWORD };
    return climber.take(await done(new AdminClient(climber.app).post('session/password-reset', reset)), id);
  },
  async makeAccount(climber, { role }) {
    const user = { userName: climber.name(), roles: [role], password: PASSWORD };
    const { status, body } = await climber.hand.post('users', user);
    return climber.take(status === 201, body.id);
  },
  async importUsers(climber, { role }) {
    const userName = climber.name();
    const response = await climber.app.fetch('/api/v1/jobs/import-users', {
      method: 'POST',
      headers: { Authorization: `Bearer ${climber.hand.token}`, 'Content-Type': 'text/csv' },
      body: `userName,email,roles\n${userName},${climber.email()},${role}\n`,
    });
    if (response.status !== 202) return false;
    const started = { status: 202, headers: response.headers, body: (await response.json()) as Body };
    await finishedJob(climber.ada, started);
    const [user] = (await climber.ada.get(`users?userName=${userName}`)).body.items;
    return user !== undefined && climber.take(true, user.id);
  },
  async accessToken(climber, { role, permissions }) {
    const wanted = role === climber.roles[0] ? permissions : climber.own;
    const { status, body } = await climber.hand.post('access-tokens', {
      name: climber.name(),
      permissions: wanted,
    });
    if (status === 201) climber.hand = new AdminClient(climber.app, body.token);
    return status === 201;
  },
  restore: ({ hand, sequence }, { id }) => done(hand.post(`users/${id}/restoration`, { sequence })),
  async convertUserIds({ hand, ada }) {
    const started = await hand.post('jobs/convert-user-ids', { includeManaged: true });
    if (started.status === 202) await finishedJob(ada, started);
    return started.status === 202;
  },
  async issueSecret(climber) {
    const { status, body } = await climber.hand.post('scim/secret');
    if (status === 201) climber.secret = body.secret;
    return status === 201;
  },
  async takeOver(climber, { id, role }) {
    if (climber.secret === undefined) return false;
    const scim = new ScimClient(climber.app, climber.secret);
    const emails = [{ value: climber.email(), type: 'work', primary: true }];
    const isLet = await done(scim.patch(`/Users/${id}`, { op: 'replace', path: 'emails', value: emails }));
    await scim.patch(`/Users/${id}`, { op: 'replace', path: 'roles', value: [{ value: role }] });
    return climber.take(isLet, id);
  },
  async provision(climber, { role }) {
    if (climber.secret === undefined) return false;
    const { status, body } = await new ScimClient(climber.app, climber.secret).post('/Users', {
      schemas: [CORE_USER],
      userName: climber.name(),
      emails: [{ value: climber.email(), type: 'work', primary: true }],
      roles: [{ value: role }],
    });
    return climber.take(status === 201, body.id);
  },
} as const satisfies Record<string, (climber: Climber, target: Target) => Promise<boolean>>;

export const KINDS = Object.keys(WAYS) as readonly (keyof typeof WAYS)[];

async function change(climber: Climber, id: string, changes: object): Promise<boolean> {
  return climber.take(await done(climber.hand.patch(`users/${id}`, changes)), id);
}

async function done(answer: Promise<{ readonly status: number }>): Promise<boolean> {
  const { status } = await answer;
  return status < 300;
}

/** Accounts and roles are numbers, so that later ones can be meant too. */
export interface Attempt {
  readonly kind: keyof typeof WAYS;
  readonly account: number;
  readonly role: number;
  readonly permissions: readonly Permission[];
}

export const attempt: fc.Arbitrary<Attempt> = fc.record({
  kind: fc.constantFrom(...KINDS),
  account: fc.nat(9),
  role: fc.nat(9),
  permissions: fc.subarray([...PERMISSIONS]),
});
