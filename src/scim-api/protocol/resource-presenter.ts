import { Injectable } from '@nestjs/common';
import { Configuration } from '../../config/configuration.js';
import type { GroupOfUser } from '../../directory/member.repository.js';
import type { Reference, StoredResource } from '../../directory/stored-resource.js';
import { SCIM_BASE } from '../../http/surface.js';
import { currentPublicUrl } from '../../operations/public-url.js';
import { TenantSchemas } from '../../schema-extensions/tenant-schemas.js';
import { documentSchemas, GROUP, USER, type JsonObject } from '../../scim/index.js';
import { etag } from './preconditions.js';

/** Builds the SCIM form of what the directory keeps (RFC 7643 §3.1). */
@Injectable()
export class ResourcePresenter {
  constructor(
    private readonly configuration: Configuration,
    private readonly schemas: TenantSchemas,
  ) {}

  /** Where the tenant's SCIM API stands, for `meta.location` and `$ref`. */
  get baseUrl(): string {
    return currentPublicUrl(this.configuration) + SCIM_BASE;
  }

  /** The whole resource; `members` of a group come separately, because there may be any number of them. */
  present(resource: StoredResource, groups?: readonly GroupOfUser[]): JsonObject {
    const { user, group } = this.schemas.current();
    const type = isGroup(resource) ? group : user;
    return {
      schemas: documentSchemas(resource.document, type),
      id: resource.id,
      ...resource.document,
      ...(groups?.length && { groups: groups.map((group) => this.groupReference(group)) }),
      meta: {
        resourceType: type.name,
        created: new Date(resource.createdAt).toISOString(),
        lastModified: new Date(resource.lastModifiedAt).toISOString(),
        location: this.location(resource),
        version: etag(resource.version),
      },
    };
  }

  member({ id, resourceType, display }: Reference): JsonObject {
    return { value: id, $ref: this.location({ id, resourceType }), type: resourceType, display };
  }

  location({ id, resourceType }: { id: string; resourceType: string }): string {
    return `${this.baseUrl}${(isGroup({ resourceType }) ? GROUP : USER).endpoint}/${id}`;
  }

  private groupReference({ groupId, display, direct }: GroupOfUser): JsonObject {
    const $ref = this.location({ id: groupId, resourceType: GROUP.id });
    return { value: groupId, $ref, display, type: direct ? 'direct' : 'indirect' };
  }
}

export function isGroup(resource: { resourceType: string }): boolean {
  return resource.resourceType === GROUP.id;
}
