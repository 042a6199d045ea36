import { Injectable } from '@nestjs/common';
import { Configuration } from '../../config/configuration.js';
import { CURSOR_TIMEOUT } from '../../directory/resource-lists.js';
import { TenantSchemas } from '../../schema-extensions/tenant-schemas.js';
import {
  ForbiddenError,
  listResponse,
  NotFoundError,
  resourceTypeResource,
  schemaResource,
  schemasOf,
  serviceProviderConfig,
  type JsonObject,
  type ResourceType,
  type Schema,
} from '../../scim/index.js';
import { DOCS_PATH } from '../../openapi/serve-docs.js';
import { currentPublicUrl } from '../../operations/public-url.js';
import type { Answer } from '../protocol/answer.js';
import type { QueryParameters } from '../protocol/list-query.js';
import { ResourcePresenter } from '../protocol/resource-presenter.js';

/** What the service provider can do and which schemas it knows, from the same objects that bodies are held to. */
@Injectable()
export class DiscoveryService {
  constructor(
    private readonly presenter: ResourcePresenter,
    private readonly configuration: Configuration,
    private readonly tenantSchemas: TenantSchemas,
  ) {}

  /** RFC 7643 §5. */
  serviceProviderConfig(): Answer {
    const { baseUrl } = this;
    const { docsPublic } = this.configuration;
    const documentationUri = docsPublic ? currentPublicUrl(this.configuration) + DOCS_PATH : undefined;
    return {
      status: 200,
      body: serviceProviderConfig({ baseUrl, documentationUri, cursorTimeout: CURSOR_TIMEOUT }),
    };
  }

  /** RFC 7643 §6. @throws ForbiddenError for a filter */
  resourceTypes(query: QueryParameters): Answer {
    return list(
      query,
      this.types.map((type) => resourceTypeResource(type, this.baseUrl)),
    );
  }

  /** @param id the resource type's name @throws NotFoundError */
  resourceType(id: string): Answer {
    const type = this.types.find((known) => known.id === id);
    if (!type) throw new NotFoundError('There is no such resource type');
    return { status: 200, body: resourceTypeResource(type, this.baseUrl) };
  }

  /** RFC 7643 §7. @throws ForbiddenError for a filter */
  schemas(query: QueryParameters): Answer {
    return list(
      query,
      this.known.map((schema) => schemaResource(schema, this.baseUrl)),
    );
  }

  /** @param id the schema's URN, in any case @throws NotFoundError */
  schema(id: string): Answer {
    const schema = this.known.find((known) => known.id.toLowerCase() === id.toLowerCase());
    if (!schema) throw new NotFoundError('There is no such schema');
    return { status: 200, body: schemaResource(schema, this.baseUrl) };
  }

  private get types(): ResourceType[] {
    const { user, group } = this.tenantSchemas.current();
    return [user, group];
  }

  private get known(): Schema[] {
    return this.types.flatMap((type) => [...schemasOf(type)]);
  }

  private get baseUrl(): string {
    return this.presenter.baseUrl;
  }
}

/** All on one page: paging is ignored, and a filter is refused (RFC 7644 §4). */
function list(query: QueryParameters, resources: JsonObject[]): Answer {
  if (query['filter'] !== undefined)
    throw new ForbiddenError('Discovery endpoints take no filter (RFC 7644 §4)');
  const { length } = resources;
  return {
    status: 200,
    body: listResponse({ totalResults: length, itemsPerPage: length, startIndex: 1, resources }),
  };
}
