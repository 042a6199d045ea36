import { Injectable } from '@nestjs/common';
import { readPage, type Page } from '../admin-api/list-cursor.js';
import { InvalidInputError } from '../admin-api/problem.js';
import { Configuration } from '../config/configuration.js';
import { hashPassword } from '../identity/password.js';
import { Journal } from '../journal/journal.js';
import { currentContext, currentTenantId, runInContext } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UniqueViolation } from '../persistence/unique-violation.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ForbiddenError, NotFoundError, UniquenessError } from '../scim/index.js';
import { AdministratorService } from '../setup/administrator.service.js';
import { SetupService } from '../setup/setup.service.js';
import { FIRST_TENANT } from '../tenants/first-tenant.js';
import { TenantRepository, type Tenant } from '../tenants/tenant.repository.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { TenantRemovalRepository } from './tenant-removal.repository.js';
import { TenantRemoval } from './tenant-removal.js';

/** Milliseconds that a tenant's set-up link is in force. */
const LINK_LIFETIME = 7 * 24 * 3_600_000;

export interface NewTenant {
  readonly name: string;
  readonly publicUrl: string | null;
  readonly administrator?: { readonly email: string; readonly password: string };
}

/** By which a tenant's first administrator is made, once. `expiresAt` in milliseconds since the epoch. */
export interface SetupLink {
  readonly url: string;
  readonly expiresAt: number;
}

/** Further tenants, looked after by the first one. */
@Injectable()
export class TenantAdministration {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: TenantRepository,
    private readonly tenants: TenantsService,
    private readonly setup: SetupService,
    private readonly administrators: AdministratorService,
    private readonly removals: TenantRemovalRepository,
    private readonly removal: TenantRemoval,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
    private readonly configuration: Configuration,
  ) {}

  /** In order of creation. @throws InvalidInputError for a cursor of another list */
  list(limit: number, cursor?: string): Promise<Page<Tenant>> {
    return this.unit.read(async () => {
      const list = { name: 'tenants', tenantId: currentTenantId(), query: {} };
      const load = (after = '0', most: number) => this.repository.list(Number(after), most);
      return readPage(this.cursors, list, { limit, cursor }, load, ({ id }) => String(id));
    });
  }

  /** @throws NotFoundError */
  async retrieve(id: string): Promise<Tenant> {
    const tenant = await this.unit.read(() => this.repository.findByPublicId(id));
    if (!tenant) throw unknown();
    return tenant;
  }

  /**
   * A tenant with its first administrator, or with a link by which they make themselves.
   * @throws UniquenessError when the name or the host is taken, InvalidInputError for the installation's own address
   */
  async create({
    name,
    publicUrl,
    administrator,
  }: NewTenant): Promise<{ tenant: Tenant; link: SetupLink | null }> {
    this.assertOwnAddress(publicUrl);
    const hash = administrator && (await hashPassword(administrator.password));
    return this.unique(async () => {
      const tenant = await this.tenants.add(name, publicUrl);
      await this.record('tenant.created', tenant, [
        { path: 'name', before: null, after: name },
        ...(publicUrl === null ? [] : [{ path: 'publicUrl', before: null, after: publicUrl }]),
      ]);
      const link = await this.within(tenant, async () => {
        if (!administrator) return this.issueLink(tenant);
        await this.administrators.create(administrator.email, hash!);
        return null;
      });
      return { tenant, link };
    });
  }

  /** @throws NotFoundError, and as `create` */
  update(id: string, changes: Partial<Pick<Tenant, 'name' | 'publicUrl'>>): Promise<Tenant> {
    this.assertOwnAddress(changes.publicUrl ?? null);
    return this.unique(async () => {
      const current = await this.lock(id);
      if (current.id === FIRST_TENANT.id && changes.publicUrl) {
        throw new InvalidInputError([
          { path: 'publicUrl', message: 'of the first tenant is that of the installation: PUBLIC_URL' },
        ]);
      }
      const { name = current.name, publicUrl = current.publicUrl } = changes;
      const changed = { ...current, name, publicUrl };
      const differences = (['name', 'publicUrl'] as const)
        .filter((path) => current[path] !== changed[path])
        .map((path) => ({ path, before: current[path], after: changed[path] }));
      if (differences.length === 0) return current;
      await this.repository.update(changed);
      await this.record('tenant.updated', changed, differences);
      return changed;
    });
  }

  /** Another set-up link, which takes the place of an earlier one. @throws NotFoundError, ForbiddenError once there is an administrator */
  async issueSetupLink(id: string): Promise<SetupLink> {
    return this.unit.write(async () => {
      const tenant = await this.lock(id);
      const link = await this.within(tenant, () => this.issueLink(tenant));
      if (!link) throw new ForbiddenError('The tenant has an administrator, who appoints others');
      await this.record('tenant.setup_link_issued', tenant, []);
      return link;
    });
  }

  /**
   * Closes the tenant at once: nobody signs in and its secret is void. Its rows are removed beside the requests.
   * @param confirmation the tenant's name, so that nobody removes another one by mistake
   * @throws NotFoundError, InvalidInputError for another name, ForbiddenError for the first tenant
   */
  async delete(id: string, confirmation: string): Promise<void> {
    const { id: tenantId } = await this.unit.write(async () => {
      const tenant = await this.lock(id);
      if (tenant.id === FIRST_TENANT.id)
        throw new ForbiddenError('The first tenant stays with the installation');
      if (confirmation !== tenant.name) {
        throw new InvalidInputError([{ path: 'name', message: `must repeat the tenant's name` }]);
      }
      const now = Date.now();
      await this.removals.close(tenant.id, now);
      await this.repository.markDeleted(tenant.id, now);
      await this.record('tenant.deleted', tenant, [{ path: 'name', before: tenant.name, after: null }]);
      return tenant;
    });
    this.removal.begin(tenantId);
  }

  private async issueLink({ publicUrl }: Tenant): Promise<SetupLink | null> {
    const issued = await this.setup.issueToken(LINK_LIFETIME);
    if (!issued) return null;
    const base = publicUrl ?? this.configuration.publicUrl;
    return { url: `${base}/setup?token=${issued.token}`, expiresAt: issued.expiresAt! };
  }

  /** What happens inside the tenant stands in its own journal. */
  private within<T>({ id }: Tenant, work: () => Promise<T>): Promise<T> {
    return runInContext({ ...currentContext(), tenantId: id }, work);
  }

  private async lock(id: string): Promise<Tenant> {
    const tenant = await this.repository.findByPublicId(id, { lock: true });
    if (!tenant) throw unknown();
    return tenant;
  }

  private assertOwnAddress(publicUrl: string | null): void {
    if (publicUrl === null || new URL(publicUrl).host !== new URL(this.configuration.publicUrl).host) return;
    throw new InvalidInputError([
      { path: 'publicUrl', message: 'is that of the installation: leave it out' },
    ]);
  }

  private async unique<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.unit.write(work);
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      if (error.index === 'tenants_name') throw new UniquenessError('Another tenant has this name');
      if (error.index === 'tenants_host') throw new UniquenessError('Another tenant has this address');
      throw error;
    }
  }

  private record(
    action: string,
    { publicId, name }: Tenant,
    changes: { path: string; before: string | null; after: string | null }[],
  ): Promise<void> {
    return this.journal.record({ action, target: { type: 'tenant', id: publicId, display: name }, changes });
  }
}

function unknown(): NotFoundError {
  return new NotFoundError('There is no such tenant');
}
