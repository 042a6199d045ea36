import { Injectable } from '@nestjs/common';
import type { StoredResource } from '../../directory/stored-resource.js';
import { UserDirectory } from '../../directory/user-directory.js';
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
import { readProjection } from '../protocol/projection-query.js';
import { ResourcePresenter } from '../protocol/resource-presenter.js';
import type { ScimRequest } from '../protocol/scim-request.js';
import { createOptions, writeOptions } from '../protocol/write-options.js';

/** The SCIM protocol's view of users: bodies and parameters in, answers out (RFC 7644 §3). */
@Injectable()
export class ScimUsersService {
  constructor(
    private readonly users: UserDirectory,
    private readonly lists: ListPresenter,
    private readonly presenter: ResourcePresenter,
    private readonly schemas: TenantSchemas,
  ) {}

  async create(request: ScimRequest, body: JsonValue): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const user = validateResource(body, this.type, request.conformance);
    const created = await this.users.create(user, createOptions(request));
    const answer = await this.answer(request, created, projection, 201);
    return { ...answer, headers: { ...answer.headers, Location: this.presenter.location(created) } };
  }

  async retrieve(request: ScimRequest, id: string): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const user = await this.users.retrieve(id, request.visibility);
    if (isFresh(request, user.version)) return { status: 304, headers: { ETag: etag(user.version) } };
    return this.answer(request, user, projection);
  }

  list(request: ScimRequest): Promise<Answer> {
    return this.lists.list(request, readListQuery(request.query as QueryParameters), [this.type]);
  }

  search(request: ScimRequest, body: JsonValue): Promise<Answer> {
    return this.lists.list(request, parseSearchRequest(body, request.conformance), [this.type]);
  }

  async replace(request: ScimRequest, id: string, body: JsonValue): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const user = validateResource(body, this.type, request.conformance);
    const options = writeOptions(request);
    return this.answer(request, await this.users.replace(id, user, options), projection);
  }

  async modify(request: ScimRequest, id: string, body: JsonValue): Promise<Answer> {
    const projection = readProjection(request, this.type);
    const { conformance } = request;
    const operations = parsePatchRequest(body, conformance);
    const options = { ...writeOptions(request), conformance };
    return this.answer(request, await this.users.modify(id, operations, options), projection);
  }

  async delete(request: ScimRequest, id: string): Promise<Answer> {
    await this.users.delete(id, writeOptions(request));
    return { status: 204 };
  }

  private get type(): ResourceType {
    return this.schemas.current().user;
  }

  private async answer(
    request: ScimRequest,
    user: StoredResource,
    projection: Projection,
    status: 200 | 201 = 200,
  ): Promise<Answer> {
    const wantsGroups = status !== 201 && projection.includes('groups');
    const groups = wantsGroups ? await this.users.groupsOf([user], request.visibility) : [];
    const body = projection.apply(this.presenter.present(user, groups));
    return { status, headers: { ETag: etag(user.version) }, body };
  }
}
