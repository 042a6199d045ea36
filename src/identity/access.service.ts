import { Injectable } from '@nestjs/common';
import { ProblemError } from '../admin-api/problem.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ForbiddenError, NotFoundError } from '../scim/index.js';
import {
  AccessRepository,
  type Grant,
  type Person,
  type RoleOfUser,
  type RoleSource,
} from './access.repository.js';
import { AccessTokenRepository } from './access-tokens/access-token.repository.js';
import { EarlierAccess } from './earlier-access.js';
import { OneTimeLinkRepository } from './links/one-time-link.repository.js';
import { isSecretRole, SECRET_ROLES } from './permissions.js';
import type { Rights } from './principal.js';
import { RoleService } from './roles/role.service.js';
import { SessionRepository } from './session.repository.js';

/** Rollcall is never left without anybody who may do everything. */
export class LastAdministratorError extends ForbiddenError {}

/** Who may do what, and what must hold before somebody loses it. */
@Injectable()
export class AccessService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: AccessRepository,
    private readonly roles: RoleService,
    private readonly sessions: SessionRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly tokens: AccessTokenRepository,
    private readonly earlier: EarlierAccess,
    private readonly journal: Journal,
  ) {}

  /** The names of the roles that a user holds, in order of name. */
  rolesOf(userId: string): Promise<string[]> {
    return this.unit.read(() => this.repository.rolesOf(currentTenantId(), userId));
  }

  /** Roles by user id; who holds none is missing. */
  rolesOfAll(userIds: readonly string[]): Promise<Map<string, string[]>> {
    return this.unit.read(() => this.repository.rolesOfAll(currentTenantId(), userIds));
  }

  /** The roles that a user holds, each with its source. */
  grantsOf(userId: string): Promise<Grant[]> {
    return this.unit.read(() => this.repository.grantsOf(currentTenantId(), userId));
  }

  /** Where each of the users has each role from. */
  sourcesOfAll(userIds: readonly string[]): Promise<(RoleOfUser & Grant)[]> {
    return this.unit.read(() => this.repository.holdings(currentTenantId(), userIds));
  }

  /** Who may be named SCIM administrator: active users who hold one of the roles that may issue the secret. */
  secretHolders(): Promise<Person[]> {
    return this.unit.read(() => this.repository.secretHolders(currentTenantId()));
  }

  /** Whether the user is active and holds a role that may issue the secret. */
  maySpeakForScim(userId: string): Promise<boolean> {
    return this.unit.read(async () => {
      const person = await this.repository.find(currentTenantId(), userId);
      if (person?.active !== true) return false;
      const roles = await this.repository.rolesOf(currentTenantId(), userId);
      return SECRET_ROLES.some((role) => roles.includes(role));
    });
  }

  /** What somebody may do in person: nothing who is gone or not active. */
  rightsOf(userId: string): Promise<Rights> {
    return this.unit.read(async () => {
      const person = await this.repository.find(currentTenantId(), userId);
      const roles = person?.active ? await this.repository.rolesOf(currentTenantId(), userId) : [];
      return { userId, roles, permissions: await this.roles.permissionsOf(roles) };
    });
  }

  /** With `lock` nobody else changes the user until the unit of work ends. @throws NotFoundError */
  async retrieve(userId: string, options?: { lock: boolean }): Promise<Person> {
    const person = await this.unit.read(() => this.repository.find(currentTenantId(), userId, options));
    if (!person) throw new NotFoundError('There is no such user');
    return person;
  }

  async hasAdministrator(): Promise<boolean> {
    const administrators = await this.unit.read(() =>
      this.repository.activeAdministrators(currentTenantId()),
    );
    return administrators.length > 0;
  }

  /** @throws InvalidInputError that names what is no role */
  assertRolesExist(roles: readonly string[]): Promise<void> {
    return this.unit.read(() => this.roles.assertExist(roles, 'roles'));
  }

  /**
   * Gives the user exactly these roles, one journal entry each; those that follow from mapping rules stay.
   * @throws NotFoundError, ForbiddenError, InvalidInputError
   */
  setRoles(userId: string, roles: readonly string[]): Promise<void> {
    return this.unit.write(async () => {
      await this.roles.assertExist(roles, 'roles');
      await this.repository.find(currentTenantId(), userId, { lock: true });
      const held = await this.repository.rolesOf(currentTenantId(), userId);
      const given = await this.rolesGivenTo(userId);
      for (const role of roles) if (!held.includes(role)) await this.grantRole(userId, role);
      for (const role of given) if (!roles.includes(role)) await this.revokeRole(userId, role);
    });
  }

  /** The roles that were given to a user, by hand or by the IdP: all but those that follow from mapping rules alone. */
  rolesGivenTo(userId: string): Promise<string[]> {
    return this.unit.read(() => this.repository.rolesFrom(currentTenantId(), userId, ['manual', 'scim']));
  }

  /** Nobody takes by hand what follows from a rule. @throws ProblemError `mapped` for such a role that is not among those wanted */
  async assertLeavesMapped(userId: string, wanted: readonly string[]): Promise<void> {
    const held = await this.rolesOf(userId);
    const given = await this.rolesGivenTo(userId);
    const mapped = held.filter((role) => !wanted.includes(role) && !given.includes(role));
    if (mapped.length === 0) return;
    const detail = `A mapping rule gives ${mapped.join(', ')}: change the rule, or what it is about`;
    throw new ProblemError(409, 'mapped', detail, [{ path: 'roles', message: 'follow from a mapping rule' }]);
  }

  /** What has opened the account before may end. @throws NotFoundError when there is no such user */
  grantRole(userId: string, role: string, source: RoleSource = 'manual'): Promise<void> {
    return this.unit.write(async () => {
      const person = await this.retrieve(userId);
      const held = await this.repository.rolesOf(currentTenantId(), userId);
      await this.repository.grant(currentTenantId(), userId, role, source);
      if (held.includes(role)) return;
      await this.earlier.end([{ person, held, gained: [role] }], source);
      await this.record('role.granted', person, { before: null, after: role });
    });
  }

  /**
   * The user holds the role no more, unless another source than those named has given it too.
   * @throws NotFoundError when there is no such user, ForbiddenError for the last administrator
   */
  revokeRole(
    userId: string,
    role: string,
    sources: readonly RoleSource[] = ['manual', 'scim'],
  ): Promise<void> {
    return this.unit.write(async () => {
      const person = await this.retrieve(userId);
      const present = await this.repository.sourcesOf(currentTenantId(), userId, role);
      const stays = present.some((other) => !sources.includes(other));
      if (!stays && role === 'administrator') await this.assertNotLastAdministrator(userId);
      await this.repository.revoke(currentTenantId(), userId, role, sources);
      if (stays) return;
      await this.record('role.revoked', person, { before: role, after: null });
    });
  }

  /**
   * Gives the user exactly these roles as far as the IdP gives roles; those given by hand stay. Part of a write.
   * @throws ForbiddenError for the last administrator
   */
  async setProvisionedRoles(userId: string, roles: readonly string[]): Promise<void> {
    const given = await this.addProvisionedRoles(userId, roles);
    for (const role of given) if (!roles.includes(role)) await this.revokeRole(userId, role, ['scim']);
  }

  /** Gives what the IdP has not given yet; part of a write. @returns what it had given before */
  async addProvisionedRoles(userId: string, roles: readonly string[]): Promise<readonly string[]> {
    const given = await this.repository.rolesFrom(currentTenantId(), userId, ['scim']);
    for (const role of roles) if (!given.includes(role)) await this.grantRole(userId, role, 'scim');
    return given;
  }

  /** The roles that a user has from the IdP. */
  provisionedRolesOf(userId: string): Promise<string[]> {
    return this.unit.read(() => this.repository.rolesFrom(currentTenantId(), userId, ['scim']));
  }

  /** What the IdP has given counts as given by hand from now on; part of a write. */
  keepProvisionedRoles(): Promise<void> {
    return this.repository.makeManual(currentTenantId());
  }

  /**
   * To be called in the write that deactivates or deletes a user, whose row it has locked: refuses for the last
   * active administrator, and ends the user's sessions, links and access tokens.
   * @throws ForbiddenError
   */
  async beforeLosingAccess(userId: string): Promise<void> {
    const roles = await this.repository.rolesOf(currentTenantId(), userId);
    if (roles.includes('administrator')) await this.assertNotLastAdministrator(userId);
    await this.endSignIns(userId);
    await this.voidTokens(userId);
  }

  /** Ends sessions and links, which a password has opened or could change; part of the write that gives the reason. */
  async endSignIns(userId: string): Promise<void> {
    await this.sessions.deleteOf(currentTenantId(), userId);
    await this.links.deleteOf(currentTenantId(), userId);
  }

  /**
   * Nobody changes the password, e-mail, roles or state of an account that may do what they may not.
   * @throws ForbiddenError
   */
  async assertMayChange(caller: Rights, userId: string): Promise<void> {
    if (caller.accessToken && userId === caller.userId) {
      throw new ForbiddenError('A program does not change the account of its owner');
    }
    await this.assertMayChangeHolders(caller, await this.rolesOf(userId));
  }

  /** As `assertMayChange`, of all who hold one of the roles. @throws ForbiddenError */
  async assertMayChangeHolders(caller: Rights, roles: readonly string[]): Promise<void> {
    for (const role of roles) {
      // Whoever changes the password of somebody with such a role could act as they may.
      if (isSecretRole(role) && !caller.roles.includes('administrator') && !caller.roles.includes(role)) {
        throw new ForbiddenError(`Only administrators look after an account with the role ${role}`);
      }
      await this.assertHoldsAll(caller, role);
    }
  }

  /**
   * Nobody gives a role that permits what they may not do themselves; only administrators give the two roles that
   * may issue the secret.
   * @throws ForbiddenError
   */
  async assertMayGive(caller: Rights, role: string): Promise<void> {
    if (isSecretRole(role) && !caller.roles.includes('administrator')) {
      throw new ForbiddenError(`Only administrators give the role ${role}`);
    }
    await this.assertHoldsAll(caller, role);
  }

  /** As `assertMayGive`. */
  async mayGive(caller: Rights, role: string): Promise<boolean> {
    try {
      await this.assertMayGive(caller, role);
      return true;
    } catch (error) {
      if (error instanceof ForbiddenError) return false;
      throw error;
    }
  }

  /** As `assertMayGive`, for those of the roles that the user does not hold yet. @throws ForbiddenError */
  async assertMayGiveTo(caller: Rights, userId: string, roles: readonly string[]): Promise<void> {
    const held = await this.rolesOf(userId);
    for (const role of roles) if (!held.includes(role)) await this.assertMayGive(caller, role);
  }

  /** Those of the roles that are there, and that the caller may give; part of a write. */
  async grantable(caller: Rights, roles: readonly string[]): Promise<Set<string>> {
    const grantable = new Set<string>();
    for (const role of roles) {
      if ((await this.roles.isThere(role)) && (await this.mayGive(caller, role))) grantable.add(role);
    }
    return grantable;
  }

  /** Locks all active administrators, so that two of them cannot go at the same time; part of a write. */
  async isLastAdministrator(userId: string): Promise<boolean> {
    const administrators = await this.repository.activeAdministrators(currentTenantId(), { lock: true });
    return administrators.length === 1 && administrators[0] === userId;
  }

  /** @throws LastAdministratorError */
  private async assertNotLastAdministrator(userId: string): Promise<void> {
    if (await this.isLastAdministrator(userId)) {
      throw new LastAdministratorError('This is the last administrator: appoint another one first');
    }
  }

  private async voidTokens(userId: string): Promise<void> {
    for (const { id, name, hint } of await this.tokens.listOf(currentTenantId(), userId)) {
      await this.tokens.delete(currentTenantId(), id);
      const target = { type: 'access_token', id, display: `${name} (${hint})` } as const;
      await this.journal.record({ action: 'access_token.voided', target });
    }
  }

  /** @throws ForbiddenError unless the caller may do all that the role permits */
  private async assertHoldsAll(caller: Rights, role: string): Promise<void> {
    const permissions = await this.roles.permissionsOf([role]);
    if (permissions.every((permission) => caller.permissions.includes(permission))) return;
    throw new ForbiddenError(`The role ${role} permits what you may not do yourself`);
  }

  private record(action: string, person: Person, change: { before: string | null; after: string | null }) {
    return this.journal.record({
      action,
      target: { type: 'user', id: person.id, display: person.display },
      changes: [{ path: 'roles', ...change }],
    });
  }
}
