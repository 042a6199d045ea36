import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';
import { UniqueViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { DEFAULT_CONNECTION } from '../provisioning/connection.js';
import { ConnectionRepository } from '../provisioning/connection.repository.js';
import { InstallationRepository } from './installation.repository.js';
import { TenantRepository } from './tenant.repository.js';
import { WrongSecretKeyError } from '../config/wrong-secret-key.js';

/** The tenant that every installation begins with. */
const FIRST = { id: 1, name: 'default' };

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
   * The tenant that somebody signs in to: the one named, else the first. A name that no tenant has is 0, a number
   * without accounts: signing in fails there as it does with a wrong password.
   */
  async choose(name: string | undefined): Promise<number> {
    if (name === undefined) return this.first();
    return (await this.unit.read(() => this.tenants.findByName(name))) ?? 0;
  }

  async first(): Promise<number> {
    const id = await this.unit.read(() => this.tenants.findFirst());
    if (id === undefined) throw new Error('There is no tenant');
    return id;
  }

  private async createFirst(): Promise<void> {
    if ((await this.tenants.findFirst()) !== undefined) return;
    const now = Date.now();
    await this.tenants.insert(FIRST.id, uuidv7(now), FIRST.name, now);
    await this.connections.insert(FIRST.id, DEFAULT_CONNECTION, now);
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
