import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { InvalidInputError, ProblemError } from '../../admin-api/problem.js';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { UniqueViolation } from '../../persistence/unique-violation.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ForbiddenError, NotFoundError, UniquenessError } from '../../scim/index.js';
import { BUILT_IN_ROLES, isRoleName, ROLE_NAMES, type Permission } from '../permissions.js';
import type { Principal } from '../principal.js';
import { permissionsIn, RoleRepository, type OwnRole } from './role.repository.js';

/** A role as it is shown; built-in ones have no times. */
export interface Role {
  readonly name: string;
  readonly description: string;
  readonly builtIn: boolean;
  readonly permissions: readonly Permission[];
}

const DESCRIPTIONS: Readonly<Record<keyof typeof BUILT_IN_ROLES, string>> = {
  administrator: 'May do everything.',
  user_manager: 'Manages users, groups, organizations and provisioning, and reads everything.',
  auditor: 'Reads everything.',
  member: 'Signs in and sees their own profile.',
};

/** The roles of the tenant: those that every tenant has, and its own. */
@Injectable()
export class RoleService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: RoleRepository,
    private readonly journal: Journal,
  ) {}

  /** The built-in ones first, then the tenant's own by name. */
  async list(): Promise<Role[]> {
    const own = await this.unit.read(() => this.repository.list(currentTenantId()));
    return [...ROLE_NAMES.map(builtIn), ...own.map(shown)];
  }

  /** @throws NotFoundError */
  async retrieve(name: string): Promise<Role> {
    if (isRoleName(name)) return builtIn(name);
    const role = await this.unit.read(() => this.repository.find(currentTenantId(), name));
    if (!role) throw unknown();
    return shown(role);
  }

  /** What the roles permit together. */
  permissionsOf(names: readonly string[]): Promise<Permission[]> {
    return this.unit.read(() => this.repository.permissionsOf(currentTenantId(), names));
  }

  /**
   * Makes sure that the roles are there, and stay there until the unit of work ends.
   * @param path the input's field, for errors
   * @throws InvalidInputError that names what is no role
   */
  async assertExist(names: readonly string[], path: string): Promise<void> {
    for (const name of names) {
      if (!(await this.isThere(name)))
        throw new InvalidInputError([{ path, message: `must name roles; ${name} is none` }]);
    }
  }

  /** Whether there is such a role; it stays there until the unit of work ends. */
  async isThere(name: string): Promise<boolean> {
    if (isRoleName(name)) return true;
    return (await this.repository.find(currentTenantId(), name, { lock: true })) !== undefined;
  }

  /** @throws UniquenessError when the name is taken, ForbiddenError for a permission that the caller lacks */
  async create(
    caller: Principal,
    { name, description, permissions }: Pick<Role, 'name' | 'description' | 'permissions'>,
  ): Promise<Role> {
    if (isRoleName(name)) throw taken(name);
    assertHolds(caller, permissions);
    const now = Date.now();
    const role: OwnRole = {
      name,
      description,
      permissions: [...permissions],
      createdAt: now,
      updatedAt: now,
    };
    try {
      await this.unit.write(async () => {
        await this.repository.insert(currentTenantId(), role);
        await this.record('role.created', name, differences(undefined, role));
      });
    } catch (error) {
      if (error instanceof UniqueViolation) throw taken(name);
      throw error;
    }
    return shown(role);
  }

  /** @throws NotFoundError, ForbiddenError for a built-in role or one that permits what the caller lacks, before or after */
  update(
    caller: Principal,
    name: string,
    changes: { readonly description?: string; readonly permissions?: readonly Permission[] },
  ): Promise<Role> {
    return this.unit.write(async () => {
      const current = await this.lock(caller, name);
      const role: OwnRole = {
        ...current,
        description: changes.description ?? current.description,
        permissions: changes.permissions ?? current.permissions,
        updatedAt: Date.now(),
      };
      assertHolds(caller, role.permissions);
      const changed = differences(current, role);
      if (changed.length === 0) return shown(current);
      await this.repository.update(currentTenantId(), role);
      await this.record('role.updated', name, changed);
      return shown(role);
    });
  }

  /** @throws NotFoundError, ForbiddenError as `update`, ProblemError `role_in_use` while it is held, assignable or mapped */
  delete(caller: Principal, name: string): Promise<void> {
    return this.unit.write(async () => {
      const current = await this.lock(caller, name);
      if (await this.repository.isHeld(currentTenantId(), name)) {
        throw inUse(`Somebody holds the role ${name}: take it from them first`);
      }
      if (await this.repository.isAssignable(currentTenantId(), name)) {
        throw inUse(`The identity provider may give the role ${name}: change assignableRoles first`);
      }
      if (await this.repository.isMapped(currentTenantId(), name)) {
        throw inUse(`A mapping rule gives the role ${name}: change or delete the rule first`);
      }
      await this.repository.delete(currentTenantId(), name);
      await this.record('role.deleted', name, differences(current, undefined));
    });
  }

  private async lock(caller: Principal, name: string): Promise<OwnRole> {
    if (isRoleName(name)) throw new ForbiddenError('Built-in roles are the same in every installation');
    const role = await this.repository.find(currentTenantId(), name, { lock: true });
    if (!role) throw unknown();
    assertHolds(caller, role.permissions);
    return role;
  }

  private record(action: string, name: string, changes: ReturnType<typeof differences>): Promise<void> {
    return this.journal.record({ action, target: { type: 'role', id: null, display: name }, changes });
  }
}

/** @throws ForbiddenError that names what is missing */
function assertHolds(caller: Principal, permissions: readonly Permission[]): void {
  const missing = permissions.filter((permission) => !caller.permissions.includes(permission));
  if (missing.length > 0) throw new ForbiddenError(`You may not do this yourself: ${missing.join(', ')}`);
}

function builtIn(name: keyof typeof BUILT_IN_ROLES): Role {
  const permissions = permissionsIn(currentTenantId(), BUILT_IN_ROLES[name]);
  return { name, description: DESCRIPTIONS[name], builtIn: true, permissions };
}

function shown({ name, description, permissions }: OwnRole): Role {
  return { name, description, builtIn: false, permissions };
}

function differences(before: OwnRole | undefined, after: OwnRole | undefined) {
  return (['description', 'permissions'] as const)
    .filter((path) => !isDeepStrictEqual(before?.[path], after?.[path]))
    .map((path) => ({ path, before: before?.[path] ?? null, after: after?.[path] ?? null }));
}

function inUse(detail: string): ProblemError {
  return new ProblemError(409, 'role_in_use', detail);
}

function unknown(): NotFoundError {
  return new NotFoundError('There is no such role');
}

function taken(name: string): UniquenessError {
  return new UniquenessError(`There is a role named ${name} already`);
}
