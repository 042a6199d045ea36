import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';
import { UniqueViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { DEFAULT_CONNECTION } from '../provisioning/connection.js';
import { ConnectionRepository } from '../provisioning/connection.repository.js';
import { UnauthorizedError } from '../scim/index.js';
import { InstallationRepository } from './installation.repository.js';
import { FIRST_TENANT } from './first-tenant.js';
import { TenantRepository, type Tenant } from './tenant.repository.js';
import { WrongSecretKeyError } from '../config/wrong-secret-key.js';

/** Where somebody signs in. */
export interface ChosenTenant {
  readonly id: number;
  /** Its own public address. */
  readonly publicUrl: string | undefined;
}

@Injectable()
export class TenantsService implements OnModuleInit {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly tenants: TenantRepository,
    private readonly connections: ConnectionRepository,
    private readonly installation: InstallationRepository,
    private readonly secretKey: SecretKey,
  ) {}

  /** Makes sure of the first tenant. @throws WrongSecretKeyError */
  async onModuleInit(): Promise<void> {
    await this.once(() => this.createFirst());
    await this.once(() => this.rememberSecretKey());
    await this.assertSecretKey();
  }

  /**
   * The tenant that somebody signs in to: the one named, else the one whose host they call, else the first. A name
   * that no tenant has is 0, a number without accounts: signing in fails there as it does with a wrong password.
   */
  async choose(name: string | undefined, host: string | undefined): Promise<ChosenTenant> {
    return this.unit.read(async () => {
      const tenant =
        name === undefined
          ? host && (await this.tenants.findByHost(host.toLowerCase()))
          : await this.tenants.findByName(name);
      if (tenant) return { id: tenant.id, publicUrl: tenant.publicUrl ?? undefined };
      return { id: name === undefined ? await this.first() : 0, publicUrl: undefined };
    });
  }

  /** Of somebody's tenant. @throws UnauthorizedError when it was removed in this moment, and their session with it */
  async nameOf(id: number): Promise<string> {
    const tenant = await this.unit.read(() => this.tenants.find(id));
    if (!tenant) throw new UnauthorizedError('The session has ended', 'Bearer realm="Rollcall"');
    return tenant.name;
  }

  async areSeveral(): Promise<boolean> {
    return (await this.unit.read(() => this.tenants.list(0, 2))).length > 1;
  }

  async first(): Promise<number> {
    const id = await this.unit.read(() => this.tenants.findFirst());
    if (id === undefined) throw new Error('There is no tenant');
    return id;
  }

  /**
   * A further tenant, with the connection that each has. Its number was never that of another one.
   * @throws UniqueViolation on `tenants_name`, `tenants_host`
   */
  async add(name: string, publicUrl: string | null): Promise<Tenant> {
    await this.installation.lock();
    const id = Number(await this.installation.find('last_tenant_id')) + 1;
    const createdAt = Date.now();
    const tenant = { id, publicId: uuidv7(createdAt), name, publicUrl, createdAt };
    await this.installation.set('last_tenant_id', String(id));
    await this.create(tenant);
    return tenant;
  }

  private async createFirst(): Promise<void> {
    if ((await this.tenants.findFirst()) !== undefined) return;
    const createdAt = Date.now();
    await this.create({ ...FIRST_TENANT, publicId: uuidv7(createdAt), publicUrl: null, createdAt });
    await this.installation.set('last_tenant_id', String(FIRST_TENANT.id));
  }

  private async create(tenant: Tenant): Promise<void> {
    await this.tenants.insert(tenant);
    await this.connections.insert(tenant.id, DEFAULT_CONNECTION, tenant.createdAt);
  }

  private async rememberSecretKey(): Promise<void> {
    if ((await this.installation.find('secret_key_fingerprint')) !== undefined) return;
    await this.installation.set('secret_key_fingerprint', this.secretKey.fingerprint());
  }

  private async assertSecretKey(): Promise<void> {
    const fingerprint = await this.unit.read(() => this.installation.find('secret_key_fingerprint'));
    if (fingerprint === this.secretKey.fingerprint()) return;
    throw new WrongSecretKeyError(
      'SECRET_KEY is not the one that this database was set up with: sessions and the SCIM secret would be void. ' +
        'All replicas share one key.',
    );
  }

  /** Replicas that start together both try; what the other one has written stands. */
  private async once(work: () => Promise<void>): Promise<void> {
    try {
      await this.unit.write(work);
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
    }
  }
}
