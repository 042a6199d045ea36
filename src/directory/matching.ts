import { Injectable } from '@nestjs/common';
import { AccountService } from '../identity/account.service.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { comparisonKey, fold, FOLDED, GROUP, type ResourceDocument, USER } from '../scim/index.js';
import { accountEmail } from './attribute-values.js';
import { ResourceRepository } from './resource.repository.js';
import { textOf } from './resource-writer.js';
import type { CreateOptions, StoredResource } from './stored-resource.js';

/**
 * What was there before the IdP: found by e-mail or name when the IdP creates it, and taken over by its first
 * write. Never one that is managed already, nor by an e-mail that two accounts share. Runs inside a unit of work.
 */
@Injectable()
export class Matching {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly accounts: AccountService,
    private readonly journal: Journal,
  ) {}

  async findUser(
    document: ResourceDocument,
    { matchBy = 'none', visibility }: CreateOptions,
  ): Promise<StoredResource | undefined> {
    if (matchBy === 'none') return undefined;
    if (matchBy === 'userName') {
      const name = fold(textOf(document, 'userName'), false);
      return this.resources.findUnmanaged(currentTenantId(), USER.id, name, visibility);
    }
    const email = accountEmail(document);
    if (email === undefined) return undefined;
    const key = comparisonKey(email, FOLDED);
    const [id, another] = await this.resources.findByEmail(currentTenantId(), key);
    if (id === undefined || another !== undefined) return undefined;
    const user = await this.resources.find(currentTenantId(), USER.id, id, visibility, { lock: true });
    return user?.externallyManaged === false ? user : undefined;
  }

  async findGroup(
    document: ResourceDocument,
    { matchBy = 'none', visibility }: CreateOptions,
  ): Promise<StoredResource | undefined> {
    if (matchBy === 'none') return undefined;
    const name = fold(textOf(document, 'displayName'), false);
    return this.resources.findUnmanaged(currentTenantId(), GROUP.id, name, visibility);
  }

  /** Marks what is written as managed; a user loses the local password and what began with it. */
  async takeOver(resource: StoredResource): Promise<StoredResource> {
    if (resource.externallyManaged) return this.endDrift(resource);
    const { id, display } = resource;
    const type = resource.resourceType === USER.id ? 'user' : 'group';
    await this.resources.markManaged(currentTenantId(), id);
    if (type === 'user') await this.accounts.removePassword(id);
    await this.journal.record({
      action: `${type}.matched`,
      target: { type, id, display },
      changes: [{ path: 'externallyManaged', before: false, after: true }],
    });
    return { ...resource, externallyManaged: true };
  }

  /** The IdP has written: what it manages is as it says. */
  private async endDrift(resource: StoredResource): Promise<StoredResource> {
    if (!resource.drift) return resource;
    await this.resources.markDrift(currentTenantId(), resource.id, false);
    return { ...resource, drift: false };
  }
}
