import { Injectable } from '@nestjs/common';
import { InvalidInputError, ProblemError } from '../../admin-api/problem.js';
import { Configuration } from '../../config/configuration.js';
import { SecretKey } from '../../config/secret-key.js';
import { Sealed } from '../../credentials/sealed.js';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ForbiddenError, NotFoundError } from '../../scim/index.js';
import type { Principal } from '../principal.js';
import { OpenIdProvider, type OpenIdClient } from './openid-provider.js';
import { SsoSettingsRepository, type SsoOrigin, type SsoSettings } from './sso-settings.repository.js';

export interface SsoSettingsChanges {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined keeps the present one, null means that there is none. */
  readonly clientSecret?: string | null;
}

/** A tenant's OpenID provider, as administrators set it. */
@Injectable()
export class SsoSettingsService {
  private readonly sealed: Sealed;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: SsoSettingsRepository,
    private readonly provider: OpenIdProvider,
    private readonly journal: Journal,
    private readonly configuration: Configuration,
    secretKey: SecretKey,
  ) {
    this.sealed = new Sealed(secretKey.derive('sso'));
  }

  /** The current tenant's provider becomes the environment's, or goes with it; what the API has set or deleted stays so. */
  followEnvironment(): Promise<void> {
    const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = this.configuration;
    return this.unit.write(async () => {
      const origin = await this.repository.lockOrigin(currentTenantId());
      if (origin === 'api' || origin === 'deleted') return;
      const before = await this.repository.find(currentTenantId(), { lock: true });
      if (issuer === undefined || clientId === undefined) {
        if (before) await this.remove(before, null);
        return;
      }
      const isSame = before?.issuer === issuer && before.clientId === clientId;
      if (isSame && this.unseal(before.clientSecret) === clientSecret) return;
      await this.set(before, { issuer, clientId, clientSecret }, 'environment');
    });
  }

  /** @throws NotFoundError while there is none */
  async retrieve(): Promise<SsoSettings> {
    const settings = await this.unit.read(() => this.repository.find(currentTenantId()));
    if (!settings) throw unknown();
    return settings;
  }

  /** Of the current tenant; undefined while there is none. */
  async client(): Promise<{ client: OpenIdClient; updatedAt: number } | undefined> {
    const settings = await this.unit.read(() => this.repository.find(currentTenantId()));
    if (!settings) return undefined;
    const { issuer, clientId, clientSecret, updatedAt } = settings;
    return { client: { issuer, clientId, clientSecret: this.unseal(clientSecret) }, updatedAt };
  }

  /**
   * Sets the provider, whose discovery document must be its own.
   * @throws ForbiddenError to others than administrators: whoever sets it says who anybody is
   * @throws InvalidInputError for a provider that cannot be discovered
   * @throws ProblemError `sso_enforced` for another provider while nobody could sign in otherwise
   */
  async replace(caller: Principal, changes: SsoSettingsChanges): Promise<SsoSettings> {
    assertAdministrator(caller);
    const present = await this.client();
    const { issuer, clientId } = changes;
    const clientSecret =
      changes.clientSecret === undefined ? present?.client.clientSecret : (changes.clientSecret ?? undefined);
    await this.assertDiscovered({ issuer, clientId, clientSecret });
    return this.unit.write(async () => {
      const tenantId = currentTenantId();
      const isEnforced = await this.repository.isEnforced(tenantId, { lock: true });
      const before = await this.repository.find(tenantId, { lock: true });
      const isSame = before?.issuer === issuer && before.clientId === clientId;
      if (isEnforced && !isSame) throw enforced();
      return this.set(before, { issuer, clientId, clientSecret }, 'api');
    });
  }

  /** @throws NotFoundError, ForbiddenError, ProblemError `sso_enforced` while nobody could sign in otherwise */
  delete(caller: Principal): Promise<void> {
    assertAdministrator(caller);
    return this.unit.write(async () => {
      if (await this.repository.isEnforced(currentTenantId(), { lock: true })) throw enforced();
      const before = await this.repository.find(currentTenantId(), { lock: true });
      if (!before) throw unknown();
      await this.remove(before, 'deleted');
    });
  }

  /** Part of the write that switches enforcement on. @throws ProblemError `sso_not_tested` */
  async assertTested(): Promise<void> {
    const settings = await this.repository.find(currentTenantId(), { lock: true });
    if (settings?.testedAt) return;
    throw new ProblemError(
      409,
      'sso_not_tested',
      'Sign in by a test first (POST /api/v1/settings/sso/test): otherwise nobody might get in any more',
    );
  }

  /** Part of a write. A new client secret alone is a rotation; another provider or client has to be tested first. */
  private async set(
    before: SsoSettings | undefined,
    { issuer, clientId, clientSecret }: OpenIdClient,
    origin: SsoOrigin,
  ): Promise<SsoSettings> {
    const isSame = before?.issuer === issuer && before.clientId === clientId;
    const settings = {
      issuer,
      clientId,
      clientSecret: this.seal(clientSecret),
      testedAt: isSame ? before.testedAt : null,
      updatedAt: Date.now(),
    };
    await this.repository.save(currentTenantId(), settings, origin);
    await this.record(before, settings);
    return settings;
  }

  /** Part of a write. */
  private async remove(before: SsoSettings, origin: SsoOrigin): Promise<void> {
    await this.repository.delete(currentTenantId(), origin);
    await this.record(before, undefined);
  }

  private async assertDiscovered(client: OpenIdClient): Promise<void> {
    try {
      await this.provider.discover(client);
    } catch (error) {
      const { message, cause } = error as Error;
      const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
      throw new InvalidInputError([{ path: 'issuer', message: `cannot be discovered: ${reason}` }]);
    }
  }

  private seal(clientSecret: string | undefined): string | null {
    return clientSecret === undefined ? null : this.sealed.seal({ clientSecret });
  }

  private unseal(sealed: string | null): string | undefined {
    return sealed === null ? undefined : (this.sealed.open(sealed) as { clientSecret: string }).clientSecret;
  }

  /** Nothing is told of the client secret: an entry without changes is its rotation. */
  private record(before: SsoSettings | undefined, after: SsoSettings | undefined): Promise<void> {
    return this.journal.record({
      action: 'settings.updated',
      target: { type: 'settings', id: null, display: 'Single sign-on' },
      changes: (['issuer', 'clientId'] as const)
        .map((path) => ({ path, before: before?.[path] ?? null, after: after?.[path] ?? null }))
        .filter((change) => change.before !== change.after),
    });
  }
}

function assertAdministrator({ roles, session }: Principal): void {
  if (session && roles.includes('administrator')) return;
  throw new ForbiddenError(
    'Only administrators who are signed in set single sign-on: whoever does says who anybody is',
  );
}

function enforced(): ProblemError {
  return new ProblemError(409, 'sso_enforced', 'Single sign-on is enforced: switch ssoEnforced off first');
}

function unknown(): NotFoundError {
  return new NotFoundError('Single sign-on is not set up');
}
