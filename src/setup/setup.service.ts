import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/access.service.js';
import { hashPassword } from '../identity/password.js';
import { currentContext, currentTenantId } from '../operations/request-context.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ForbiddenError } from '../scim/index.js';
import { TenantRepository, type Tenant } from '../tenants/tenant.repository.js';
import { AdministratorService, type Administrator } from './administrator.service.js';

/** A set-up link's token, known this once. `expiresAt` in milliseconds since the epoch; null for never. */
export interface SetupToken {
  readonly token: string;
  readonly expiresAt: number | null;
}

/** `tenant` is the tenant's name. */
export interface FirstAdministrator extends Administrator {
  readonly tenant: string;
}

/** How a tenant comes to its first administrator: by a token that only who made the tenant has seen. */
@Injectable()
export class SetupService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly access: AccessService,
    private readonly administrators: AdministratorService,
  ) {}

  /**
   * A new token for the current tenant, which takes the place of an earlier one; undefined once there is an
   * administrator.
   * @param lifetime milliseconds; without it the token is in force until another one is issued
   */
  issueToken(lifetime?: number): Promise<SetupToken | undefined> {
    return this.unit.write(async () => {
      const tenantId = currentTenantId();
      await this.tenants.lock(tenantId);
      if (await this.access.hasAdministrator()) {
        await this.tenants.setSetupToken(tenantId, null, null);
        return undefined;
      }
      const token = randomBytes(32).toString('base64url');
      const expiresAt = lifetime === undefined ? null : Date.now() + lifetime;
      await this.tenants.setSetupToken(tenantId, digest(token), expiresAt);
      return { token, expiresAt };
    });
  }

  /** Creates the current tenant's first administrator without a token, unless there is one already. */
  async createFirst(email: string, password: string): Promise<void> {
    if (await this.access.hasAdministrator()) return;
    const passwordHash = await hashPassword(password);
    await this.unit.write(async () => {
      await this.tenants.lock(currentTenantId());
      if (!(await this.access.hasAdministrator())) await this.administrators.create(email, passwordHash);
    });
  }

  /**
   * Creates the first administrator of the tenant that the token is for, and uses it up.
   * @returns them, and the tenant's name, by which they sign in
   * @throws ForbiddenError for a token that is not in force
   */
  async complete(token: string, email: string, password: string): Promise<FirstAdministrator> {
    await this.unit.read(() => this.find(token));
    const passwordHash = await hashPassword(password);
    return this.unit.write(async () => {
      const { id, name: tenant } = await this.find(token);
      currentContext().tenantId = id;
      await this.tenants.lock(id);
      await this.find(token);
      if (await this.access.hasAdministrator()) throw notInForce();
      await this.tenants.setSetupToken(id, null, null);
      return { ...(await this.administrators.create(email, passwordHash)), tenant };
    });
  }

  private async find(token: string): Promise<Tenant> {
    const tenant = await this.tenants.findBySetupToken(digest(token), Date.now());
    if (!tenant) throw notInForce();
    return tenant;
  }
}

function notInForce(): ForbiddenError {
  return new ForbiddenError(
    'The set-up link is not in force: the server prints one when it starts, and for a further tenant the installation makes another',
  );
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
