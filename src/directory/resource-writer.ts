import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { UniqueViolation } from '../persistence/unique-violation.js';
import { uuidv7 } from '../persistence/uuid.js';
import {
  fold,
  NotFoundError,
  UniquenessError,
  type ResourceDocument,
  type ResourceType,
} from '../scim/index.js';
import { compareRows, valueRows } from './attribute-values.js';
import { ResourceRepository } from './resource.repository.js';
import { UniqueValues } from './unique-values.js';
import type { Precondition, StoredResource, Visibility } from './stored-resource.js';

/** What a resource type has of its own. */
export interface ResourceKind {
  readonly resourceType: ResourceType;
  /** The attribute that is unique per tenant: `userName`, `displayName`. */
  readonly nameAttribute: string;
  /** How a resource is shown where it is referred to. */
  display(document: ResourceDocument): string;
}

/** One that was deleted: who comes back has the same id, and a version that nobody has seen. */
export type Former = Pick<StoredResource, 'id' | 'version' | 'createdAt'>;

/** Writes resources with their value rows: what users and groups have in common. Runs inside a unit of work. */
@Injectable()
export class ResourceWriter {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly uniqueValues: UniqueValues,
  ) {}

  /** @param options with the `former` one whose id it gets back @throws UniquenessError when the name is taken. */
  async create(
    kind: ResourceKind,
    document: ResourceDocument,
    { externallyManaged, former }: { externallyManaged: boolean; former?: Former },
  ): Promise<StoredResource> {
    const now = Date.now();
    const resource: StoredResource = {
      id: former?.id ?? uuidv7(now),
      resourceType: kind.resourceType.id,
      version: (former?.version ?? 0) + 1,
      createdAt: former?.createdAt ?? now,
      lastModifiedAt: now,
      document,
      display: kind.display(document),
      active: document['active'] !== false,
      externallyManaged,
      drift: false,
    };
    const values = valueRows(document, resource.display, kind.resourceType);
    await this.unique(kind, document, () =>
      this.resources.insert(currentTenantId(), resource, foldedName(kind, document), values),
    );
    await this.uniqueValues.follow(resource.id, {}, document, kind.resourceType);
    return resource;
  }

  /** The resource, locked for the write that follows. @throws NotFoundError */
  async lock(
    resourceType: string,
    id: string,
    visibility: Visibility,
    precondition?: Precondition,
  ): Promise<StoredResource> {
    const resource = await this.resources.find(currentTenantId(), resourceType, id, visibility, {
      lock: true,
    });
    if (!resource) throw unknown(resourceType, id);
    precondition?.(resource);
    return resource;
  }

  /**
   * Writes a new document, or nothing at all where it says what the old one said: then version and lastModified
   * stay as they are.
   * @throws UniquenessError when the name is taken.
   */
  async update(
    kind: ResourceKind,
    current: StoredResource,
    document: ResourceDocument,
  ): Promise<StoredResource> {
    if (isDeepStrictEqual(current.document, document)) return current;
    const resource: StoredResource = {
      ...current,
      version: current.version + 1,
      lastModifiedAt: Math.max(Date.now(), current.lastModifiedAt),
      document,
      display: kind.display(document),
      active: document['active'] !== false,
    };
    const values = compareRows(
      valueRows(current.document, current.display, kind.resourceType),
      valueRows(document, resource.display, kind.resourceType),
    );
    const written = await this.unique(kind, document, () =>
      this.resources.update(currentTenantId(), resource, foldedName(kind, document), values),
    );
    if (!written) throw new Error(`${resource.resourceType} ${resource.id} changed although it was locked`);
    await this.uniqueValues.follow(resource.id, current.document, document, kind.resourceType);
    return resource;
  }

  /** What was written here is not what the IdP has. @returns the resource as it is then */
  async markDrift(resource: StoredResource): Promise<StoredResource> {
    if (!resource.externallyManaged || resource.drift) return resource;
    await this.resources.markDrift(currentTenantId(), resource.id, true);
    return { ...resource, drift: true };
  }

  private async unique<T>(
    kind: ResourceKind,
    document: ResourceDocument,
    write: () => Promise<T>,
  ): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (error instanceof UniqueViolation && error.index === 'resources_name') {
        const { nameAttribute, resourceType } = kind;
        throw new UniquenessError(
          `Another ${resourceType.name} has the ${nameAttribute} "${textOf(document, nameAttribute)}"`,
        );
      }
      throw error;
    }
  }
}

/** A text that every document of the type has. */
export function textOf(document: ResourceDocument, attribute: string): string {
  const value = document[attribute];
  if (typeof value !== 'string') throw new Error(`The document has no ${attribute}`);
  return value;
}

/** A 404 that tells the identity provider's administrator what to do. */
export function unknown(resourceType: string, id: string): NotFoundError {
  return new NotFoundError(
    `${resourceType} "${printable(id)}" does not exist here`,
    'If the identity provider still refers to it, unassign it there and assign it again.',
  );
}

function printable(id: string): string {
  return id.length > 64 ? `${id.slice(0, 64)}…` : id;
}

function foldedName(kind: ResourceKind, document: ResourceDocument): string {
  return fold(textOf(document, kind.nameAttribute), false);
}
