import { GroupDirectory } from '../../src/directory/group-directory.js';
import { ResourceLists, type Page, type PageRequest } from '../../src/directory/resource-lists.js';
import type { StoredResource } from '../../src/directory/stored-resource.js';
import { UserDirectory } from '../../src/directory/user-directory.js';
import { runInContext, SYSTEM } from '../../src/operations/request-context.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import type { Sort } from '../../src/persistence/filter-sql/compile-sort.js';
import {
  USER,
  type Filter,
  type JsonObject,
  type ResourceDocument,
  type ResourceType,
} from '../../src/scim/index.js';
import { TenantSchemas } from '../../src/schema-extensions/tenant-schemas.js';
import { ResourcePresenter } from '../../src/scim-api/protocol/resource-presenter.js';
import type { TestApp } from './test-app.js';

export const TENANT = 1;
/** Resources that one unit of work creates. */
const SLICE = 250;

/** The directory without HTTP: resources as they are stored, and as SCIM answers them. */
export class Directory {
  readonly users: UserDirectory;
  readonly groups: GroupDirectory;
  private readonly unit: UnitOfWork;
  private readonly lists: ResourceLists;
  private readonly presenter: ResourcePresenter;
  private readonly schemas: TenantSchemas;

  constructor(app: TestApp) {
    this.users = app.nest.get(UserDirectory, { strict: false });
    this.groups = app.nest.get(GroupDirectory, { strict: false });
    this.unit = app.nest.get(UnitOfWork, { strict: false });
    this.lists = app.nest.get(ResourceLists, { strict: false });
    this.schemas = app.nest.get(TenantSchemas, { strict: false });
    this.presenter = app.nest.get(ResourcePresenter, { strict: false });
  }

  /** Runs work as the first tenant. */
  as<T>(work: () => Promise<T>): Promise<T> {
    return runInContext({ requestId: 'test', ip: null, actor: SYSTEM, tenantId: TENANT }, work);
  }

  createUser(document: ResourceDocument): Promise<StoredResource> {
    return this.as(() =>
      this.users.create({ document, relations: {} }, { externallyManaged: true, visibility: 'managed' }),
    );
  }

  createGroup(document: ResourceDocument, memberIds: readonly string[] = []): Promise<StoredResource> {
    const members = memberIds.map((value) => ({ value }));
    const options = { externallyManaged: true, visibility: 'managed' } as const;
    return this.as(() => this.groups.create({ document, relations: { members } }, options));
  }

  /** Thousands in seconds: many in one unit of work. @returns their ids, in their order */
  async fill(count: number, create: (index: number) => Promise<StoredResource>): Promise<string[]> {
    const ids: string[] = [];
    for (let start = 0; start < count; start += SLICE) {
      const slice = await this.unit.write(async () => {
        const created: string[] = [];
        for (let index = start; index < Math.min(start + SLICE, count); index++) {
          created.push((await create(index)).id);
        }
        return created;
      });
      ids.push(...slice);
    }
    return ids;
  }

  /** The resource as SCIM answers it, complete. */
  present(resource: StoredResource): Promise<JsonObject> {
    return this.as(async () => {
      await this.schemas.load();
      if (resource.resourceType === USER.id) {
        return this.presenter.present(resource, await this.users.groupsOf([resource], 'managed'));
      }
      const members: JsonObject[] = [];
      for await (const page of this.groups.listMembers(resource.id, 'managed')) {
        members.push(...page.map((member) => this.presenter.member(member)));
      }
      return { ...this.presenter.present(resource), ...(members.length > 0 && { members }) };
    });
  }

  list(
    resourceType: ResourceType,
    options: { filter?: Filter; sort?: Sort; page?: PageRequest; identity?: string },
  ): Promise<Page> {
    const {
      filter,
      sort = { descending: false },
      page = { kind: 'index', startIndex: 1, count: 1000 },
    } = options;
    return this.as(() =>
      this.lists.list({
        selection: {
          tenantId: TENANT,
          types: [{ resourceType, filter }],
          sort,
          visibility: 'managed',
          baseUrl: this.presenter.baseUrl,
        },
        identity: options.identity ?? String(Math.random()),
        page,
      }),
    );
  }
}
