import { Injectable } from '@nestjs/common';
import { GroupDirectory } from '../../directory/group-directory.js';
import type { StoredResource } from '../../directory/stored-resource.js';
import { TenantSchemas } from '../../schema-extensions/tenant-schemas.js';
import {
  parsePatchRequest,
  parseSearchRequest,
  validateResource,
  type JsonValue,
  type Projection,
  type ResourceType,
} from '../../scim/index.js';
import type { Answer } from '../protocol/answer.js';
import { ListPresenter } from '../protocol/list-presenter.js';
import { readListQuery, type QueryParameters } from '../protocol/list-query.js';
import { etag, isFresh } from '../protocol/preconditions.js';
import { asksForAttributes, readProjection } from '../protocol/projection-query.js';
import { ResourcePresenter } from '../protocol/resource-presenter.js';
import type { ScimRequest } from '../protocol/scim-request.js';
import { createOptions, writeOptions } from '../protocol/write-options.js';

/** The SCIM protocol's view of groups: bodies and parameters in, answers out (RFC 7644 §3). */
@Injectable()
export class ScimGroupsService {
  constructor(
    private readonly groups: GroupDirectory,
    private readonly lists: ListPresenter,
    private readonly presenter: ResourcePresenter,
    private readonly schemas: TenantSchemas,
  ) {}

  async create(request: ScimRequest, body: JsonValue): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const group = validateResource(body, this.type, request.conformance);
    const created = await this.groups.create(group, createOptions(request));
    const answer = await this.answer(request, created, projection, 201);
    return { ...answer, headers: { ...answer.headers, Location: this.presenter.location(created) } };
  }

  async retrieve(request: ScimRequest, id: string): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const group = await this.groups.retrieve(id, request.visibility);
    if (isFresh(request, group.version)) return { status: 304, headers: { ETag: etag(group.version) } };
    return this.answer(request, group, projection);
  }

  list(request: ScimRequest): Promise<Answer> {
    return this.lists.list(request, readListQuery(request.query as QueryParameters), [this.type]);
  }

  search(request: ScimRequest, body: JsonValue): Promise<Answer> {
    return this.lists.list(request, parseSearchRequest(body, request.conformance), [this.type]);
  }

  async replace(request: ScimRequest, id: string, body: JsonValue): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const { conformance } = request;
    const group = validateResource(body, this.type, conformance);
    const options = { ...writeOptions(request), conformance };
    return this.answer(request, await this.groups.replace(id, group, options), projection);
  }

  /** 204 without a look at the members, unless the client says what it wants back. */
  async modify(request: ScimRequest, id: string, body: JsonValue): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const { conformance } = request;
    const operations = parsePatchRequest(body, conformance);
    const options = { ...writeOptions(request), conformance };
    const group = await this.groups.modify(id, operations, options);
    if (asksForAttributes(request)) return this.answer(request, group, projection);
    return { status: 204, headers: { ETag: etag(group.version) } };
  }

  async delete(request: ScimRequest, id: string): Promise<Answer> {
    await this.groups.delete(id, writeOptions(request));
    return { status: 204 };
  }

  private get type(): ResourceType {
    return this.schemas.current().group;
  }

  private async answer(
    request: ScimRequest,
    group: StoredResource,
    projection: Projection,
    status: 200 | 201 = 200,
  ): Promise<Answer> {
    return {
      status,
      headers: { ETag: etag(group.version) },
      body: await this.lists.group(group, projection, request.visibility),
    };
  }
}
