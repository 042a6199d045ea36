import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import type { Change, Entry } from '../journal/journal-entry.js';
import { currentTenantId } from '../operations/request-context.js';
import { AccessRepository, type Person } from './access.repository.js';
import { AccessService, LastAdministratorError } from './access.service.js';
import { EarlierAccess, type Promotion } from './earlier-access.js';

/** A role that a user has, or has no more, because of a mapping rule. */
export interface DerivedRole {
  readonly person: Pick<Person, 'id' | 'display'>;
  readonly role: string;
  /** Names the rule, for the journal. */
  readonly because: Change;
}

/** What becomes of the last administrator who is one by a rule alone: the change is refused, or they keep the role. */
export type LastAdministratorRule = 'refuse' | 'keep';

/** Roles that follow from mapping rules. Parts of writes that have locked the users. */
@Injectable()
export class DerivedRoles {
  constructor(
    private readonly repository: AccessRepository,
    private readonly access: AccessService,
    private readonly earlier: EarlierAccess,
    private readonly journal: Journal,
  ) {}

  /** Those of the roles that follow from rules now, by user id. */
  async findOf(userIds: readonly string[], roles: readonly string[]): Promise<Map<string, Set<string>>> {
    const held = new Map<string, Set<string>>();
    for (const { userId, role, source } of await this.holdings(userIds, roles)) {
      if (source === 'mapping') held.set(userId, (held.get(userId) ?? new Set()).add(role));
    }
    return held;
  }

  async give(given: readonly DerivedRole[]): Promise<void> {
    if (given.length === 0) return;
    const held = await this.repository.rolesOfAll(currentTenantId(), idsOf(given));
    const rolesHeldBy = ({ id }: DerivedRole['person']) => held.get(id) ?? [];
    await this.repository.grantAll(currentTenantId(), given.map(toGrant), 'mapping');
    const gained = given.filter(({ person, role }) => !rolesHeldBy(person).includes(role));
    const byPerson = new Map<string, Promotion & { readonly gained: string[] }>();
    for (const { person, role } of gained) {
      const promotion = byPerson.get(person.id) ?? { person, held: rolesHeldBy(person), gained: [] };
      if (!promotion.gained.includes(role)) promotion.gained.push(role);
      byPerson.set(person.id, promotion);
    }
    await this.earlier.end([...byPerson.values()], 'mapping');
    await this.journal.record(
      ...gained.map((one) => entry('role.granted', one, { before: null, after: one.role })),
    );
  }

  /** @returns who keeps the role, as if it were given by hand @throws LastAdministratorError */
  async take(taken: readonly DerivedRole[], last: LastAdministratorRule): Promise<DerivedRole[]> {
    if (taken.length === 0) return [];
    const kept: DerivedRole[] = [];
    for (const one of taken.filter(({ role }) => role === 'administrator')) {
      if (await this.isLast(one.person.id)) kept.push(one);
      else await this.remove([one]);
    }
    if (kept.length > 0 && last === 'refuse') throw lastAdministrator();
    await this.repository.grantAll(currentTenantId(), kept.map(toGrant), 'manual');
    await this.remove([...kept, ...taken.filter(({ role }) => role !== 'administrator')]);
    return kept;
  }

  /** Of who is administrator by rules that go. @throws LastAdministratorError */
  async assertNotLast(userId: string): Promise<void> {
    if (await this.isLast(userId)) throw lastAdministrator();
  }

  /** Nobody else is administrator, and they are so by rules alone. */
  private async isLast(userId: string): Promise<boolean> {
    const sources = await this.repository.sourcesOf(currentTenantId(), userId, 'administrator');
    return sources.every((source) => source === 'mapping') && this.access.isLastAdministrator(userId);
  }

  private async remove(taken: readonly DerivedRole[]): Promise<void> {
    await this.repository.revokeAll(currentTenantId(), taken.map(toGrant), 'mapping');
    const held = new Set(
      (await this.holdings(idsOf(taken), rolesOf(taken))).map(({ userId, role }) => keyOf(userId, role)),
    );
    await this.journal.record(
      ...taken
        .filter(({ person, role }) => !held.has(keyOf(person.id, role)))
        .map((one) => entry('role.revoked', one, { before: one.role, after: null })),
    );
  }

  private holdings(userIds: readonly string[], roles: readonly string[]) {
    return this.repository.holdings(currentTenantId(), userIds, roles);
  }
}

function lastAdministrator(): LastAdministratorError {
  return new LastAdministratorError('This is the last administrator: appoint another one first');
}

function entry(
  action: string,
  { person, because }: DerivedRole,
  change: { before: string | null; after: string | null },
): Entry {
  return {
    action,
    target: { type: 'user', id: person.id, display: person.display },
    changes: [{ path: 'roles', ...change }, because],
  };
}

function toGrant({ person, role }: DerivedRole) {
  return { userId: person.id, role };
}

function keyOf(userId: string, role: string): string {
  return `${userId} ${role}`;
}

function idsOf(roles: readonly DerivedRole[]): string[] {
  return [...new Set(roles.map(({ person }) => person.id))];
}

function rolesOf(roles: readonly DerivedRole[]): string[] {
  return [...new Set(roles.map(({ role }) => role))];
}
