import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../admin-api/problem.js';
import { Configuration } from '../config/configuration.js';
import { SCIM_BASE } from '../http/surface.js';
import { AccessService } from '../identity/access.service.js';
import { RoleService } from '../identity/roles/role.service.js';
import { SsoSettingsService } from '../identity/sso/sso-settings.service.js';
import type { Principal } from '../identity/principal.js';
import type { Change } from '../journal/journal-entry.js';
import { Journal } from '../journal/journal.js';
import { MappingSettings } from '../mappings/mapping-settings.js';
import { currentPublicUrl } from '../operations/public-url.js';
import { currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ProvisioningHealth } from '../provisioning-log/provisioning-health.js';
import { ForbiddenError } from '../scim/index.js';
import { faultOfRoleAttribute } from '../schema-extensions/role-attribute.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import {
  connectionStatus,
  DEFAULT_CONNECTION,
  type ConnectionSettings,
  type ConnectionStatus,
  type SecretFacts,
} from './connection.js';
import { describeStatus, type StatusDetail } from './status-detail.js';
import { ConnectionRepository } from './connection.repository.js';

/** The connection as administrators see it. */
export interface Connection extends ConnectionSettings {
  readonly status: ConnectionStatus;
  readonly statusDetail: StatusDetail;
  /** The address that the IdP is given. */
  readonly tenantUrl: string;
}

@Injectable()
export class ConnectionService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: ConnectionRepository,
    private readonly access: AccessService,
    private readonly roles: RoleService,
    private readonly sso: SsoSettingsService,
    private readonly schemas: TenantSchemas,
    private readonly mappings: MappingSettings,
    private readonly health: ProvisioningHealth,
    private readonly journal: Journal,
    private readonly configuration: Configuration,
  ) {}

  retrieve(): Promise<Connection> {
    return this.unit.read(async () => this.present(await this.repository.find(currentTenantId())));
  }

  /**
   * Changes the settings that are given.
   * @throws InvalidInputError for an unfit SCIM administrator or an unknown role, ForbiddenError for a role that
   *   the caller may not give, ProblemError `sso_not_tested`
   */
  update(caller: Principal, changes: Partial<ConnectionSettings>): Promise<Connection> {
    return this.unit.write(async () => {
      await this.assertFit(changes.administratorId);
      const current = await this.repository.find(currentTenantId(), { lock: true });
      assertAdministratorFor(caller, current, changes);
      if (changes.ssoEnforced && !current.ssoEnforced) await this.sso.assertTested();
      await this.assertAssignable(caller, changes.assignableRoles ?? [], current.assignableRoles);
      await this.assertCarriesRoles(changes.roleAttribute);
      await this.assertMayGiveBy(caller, current, changes);
      return this.present(await this.change(current, changes));
    });
  }

  /** The settings alone. */
  current(): Promise<ConnectionSettings> {
    return this.unit.read(() => this.repository.find(currentTenantId()));
  }

  /** Whom the secret is bound to. */
  async administratorId(): Promise<string | null> {
    const { administratorId } = await this.unit.read(() => this.repository.find(currentTenantId()));
    return administratorId;
  }

  /** What decides on the state of the secret; undefined while there is none. */
  findSecretFacts(): Promise<SecretFacts | undefined> {
    return this.unit.read(() => this.repository.findSecretFacts(currentTenantId()));
  }

  /** Keeps others from changing the connection or its secret in this unit of work. */
  lock(): Promise<ConnectionSettings> {
    return this.repository.find(currentTenantId(), { lock: true });
  }

  /** Writes what differs, with its journal entry; runs in the write unit that has locked `current`. */
  async change(current: ConnectionSettings, given: Partial<ConnectionSettings>): Promise<ConnectionSettings> {
    const settings = { ...current, ...withoutUndefined(given) };
    const changes = differences(current, settings);
    if (changes.length === 0) return current;
    await this.repository.update(currentTenantId(), settings, Date.now());
    if (settings.roleAttribute !== current.roleAttribute) await this.keepRoles();
    await this.mappings.follow(current, settings);
    const target = { type: 'connection', id: null, display: settings.name } as const;
    await this.journal.record({ action: 'connection.updated', target, changes });
    return settings;
  }

  /**
   * Puts the settings back to their defaults; how people sign in is none of provisioning's. Runs in the write unit
   * that has locked `current`.
   * @param choice what becomes of the accounts, as the history has it
   */
  async reset(current: ConnectionSettings, choice: Change): Promise<void> {
    const settings = { ...DEFAULT_CONNECTION, ssoEnforced: current.ssoEnforced };
    await this.repository.update(currentTenantId(), settings, Date.now());
    await this.keepRoles();
    await this.mappings.follow(current, settings);
    await this.health.forget();
    const changes = [...differences(current, settings), choice];
    const target = { type: 'connection', id: null, display: current.name } as const;
    await this.journal.record({ action: 'connection.deleted', target, changes });
  }

  /** @throws InvalidInputError unless the person may be SCIM administrator */
  async assertFit(administratorId: string | null | undefined): Promise<void> {
    if (typeof administratorId !== 'string' || (await this.access.maySpeakForScim(administratorId))) return;
    const message = 'must be the id of an active user with the role administrator or user_manager';
    throw new InvalidInputError([{ path: 'administratorId', message }]);
  }

  /** What is assignable already stays so, whoever changes the list. */
  private async assertAssignable(
    caller: Principal,
    wanted: readonly string[],
    present: readonly string[],
  ): Promise<void> {
    await this.roles.assertExist(wanted, 'assignableRoles');
    for (const role of wanted) if (!present.includes(role)) await this.access.assertMayGive(caller, role);
  }

  /** Who says which attribute gives the assignable roles gives them. @throws ForbiddenError */
  private async assertMayGiveBy(
    caller: Principal,
    current: ConnectionSettings,
    { roleAttribute = current.roleAttribute, assignableRoles }: Partial<ConnectionSettings>,
  ): Promise<void> {
    if (roleAttribute === null || roleAttribute === current.roleAttribute) return;
    for (const role of assignableRoles ?? current.assignableRoles)
      await this.access.assertMayGive(caller, role);
  }

  /** What the IdP has given by an attribute that no longer does so stays as if it were given by hand. */
  private async keepRoles(): Promise<void> {
    this.schemas.forget();
    await this.access.keepProvisionedRoles();
  }

  /** @throws InvalidInputError unless the attribute can carry roles */
  private async assertCarriesRoles(attribute: string | null | undefined): Promise<void> {
    if (typeof attribute !== 'string') return;
    const message = faultOfRoleAttribute(attribute, (await this.schemas.load()).user);
    if (message !== undefined) throw new InvalidInputError([{ path: 'roleAttribute', message }]);
  }

  private async present(settings: ConnectionSettings): Promise<Connection> {
    const secret = await this.repository.findSecretFacts(currentTenantId());
    const facts = await this.health.facts();
    const status = connectionStatus(settings.enabled, secret, facts, Date.now());
    const statusDetail = describeStatus(status, secret, facts);
    return { ...settings, status, statusDetail, tenantUrl: currentPublicUrl(this.configuration) + SCIM_BASE };
  }
}

/**
 * Whoever lets the IdP write to administrators, and may issue the secret, could become one; and how people sign in is
 * for administrators to say.
 * @throws ForbiddenError
 */
function assertAdministratorFor(
  { roles }: Principal,
  current: ConnectionSettings,
  { provisionAdministrators, ssoEnforced }: Partial<ConnectionSettings>,
): void {
  if (roles.includes('administrator')) return;
  const widens = provisionAdministrators === true && !current.provisionAdministrators;
  const changesSignIn = ssoEnforced !== undefined && ssoEnforced !== current.ssoEnforced;
  if (!widens && !changesSignIn) return;
  throw new ForbiddenError('Only administrators change provisionAdministrators and ssoEnforced');
}

/** A field that a body does not have is undefined in its class. */
function withoutUndefined(given: Partial<ConnectionSettings>): Partial<ConnectionSettings> {
  return Object.fromEntries(Object.entries<unknown>(given).filter(([, value]) => value !== undefined));
}

function differences(before: ConnectionSettings, after: ConnectionSettings) {
  return (Object.keys(after) as (keyof ConnectionSettings)[])
    .filter((path) => !isDeepStrictEqual(before[path], after[path]))
    .map((path) => ({ path, before: before[path], after: after[path] }));
}
