import { Injectable } from '@nestjs/common';
import { GroupDirectory } from '../../directory/group-directory.js';
import { UserDirectory } from '../../directory/user-directory.js';
import { ResourceLists, type Page, type PageRequest } from '../../directory/resource-lists.js';
import type { Reference, StoredResource, Visibility } from '../../directory/stored-resource.js';
import { currentTenantId } from '../../operations/request-context.js';
import { TenantSchemas } from '../../schema-extensions/tenant-schemas.js';
import {
  GROUP,
  listResponse,
  parseProjection,
  parseSearchRequest,
  USER,
  type JsonObject,
  type JsonValue,
  type Projection,
  type ResourceType,
  type SearchRequest,
} from '../../scim/index.js';
import type { Answer } from './answer.js';
import { toListRequest } from './list-query.js';
import { isGroup, ResourcePresenter } from './resource-presenter.js';
import type { ScimRequest } from './scim-request.js';

/** Answers lists of one resource type or of all (RFC 7644 §3.4.2), and writes groups with any number of members. */
@Injectable()
export class ListPresenter {
  constructor(
    private readonly lists: ResourceLists,
    private readonly users: UserDirectory,
    private readonly groups: GroupDirectory,
    private readonly presenter: ResourcePresenter,
    private readonly schemas: TenantSchemas,
  ) {}

  /** Users and groups together. */
  searchAll(request: ScimRequest, body: JsonValue): Promise<Answer> {
    const { user, group } = this.schemas.current();
    return this.list(request, parseSearchRequest(body, request.conformance), [user, group]);
  }

  async list(request: ScimRequest, search: SearchRequest, types: readonly ResourceType[]): Promise<Answer> {
    const context = {
      tenantId: currentTenantId(),
      baseUrl: this.presenter.baseUrl,
      conformance: request.conformance,
      visibility: request.visibility,
    };
    const listRequest = toListRequest(search, types, context);
    const { conformance } = request;
    const projections = new Map(
      types.map((type) => [type.id, parseProjection(search, type, { conformance, otherTypes: types })]),
    );
    const page = await this.lists.list(listRequest);
    const groupsOfUsers = await this.groupsOfUsers(
      page.resources,
      projections.get(USER.id),
      request.visibility,
    );
    const bodies = page.resources.map((resource) => {
      const projection = projections.get(resource.resourceType)!;
      return projection.apply(this.presenter.present(resource, groupsOfUsers.get(resource.id)));
    });
    const head = message(page, listRequest.page, bodies);
    const withMembers =
      projections.get(GROUP.id)?.includes('members') === true && page.resources.some(isGroup);
    return {
      status: 200,
      body: withMembers
        ? this.streamList(head, page.resources, bodies, (group, body) =>
            this.streamGroup(
              body,
              this.groups.listMembers(group.id, request.visibility),
              projections.get(GROUP.id)!,
            ),
          )
        : head,
    };
  }

  /** A group with its members: at once where one page holds them, else piece by piece. */
  async group(
    group: StoredResource,
    projection: Projection,
    visibility: Visibility,
  ): Promise<JsonObject | AsyncIterable<string>> {
    const body = projection.apply(this.presenter.present(group));
    if (!projection.includes('members')) return body;
    const pages = this.groups.listMembers(group.id, visibility);
    const first = await pages.next();
    if (first.done) return { ...body, members: [] };
    const second = await pages.next();
    if (second.done) return { ...body, members: this.members(first.value, projection) };
    return this.streamGroup(body, prepend([first.value, second.value], pages), projection);
  }

  private async *streamList(
    head: JsonObject,
    resources: readonly StoredResource[],
    bodies: readonly JsonObject[],
    streamGroup: (group: StoredResource, body: JsonObject) => AsyncIterable<string>,
  ): AsyncGenerator<string> {
    yield open({ ...head, Resources: [] }, 2);
    for (const [index, resource] of resources.entries()) {
      if (index > 0) yield ',';
      const body = bodies[index]!;
      if (!isGroup(resource)) yield JSON.stringify(body);
      else yield* streamGroup(resource, body);
    }
    yield ']}';
  }

  private async *streamGroup(
    body: JsonObject,
    pages: AsyncIterable<Reference[]>,
    projection: Projection,
  ): AsyncGenerator<string> {
    yield open({ ...body, members: [] }, 2);
    let separator = '';
    for await (const page of pages) {
      const text = JSON.stringify(this.members(page, projection));
      yield separator + text.slice(1, -1);
      separator = ',';
    }
    yield ']}';
  }

  private members(page: readonly Reference[], projection: Projection): JsonObject[] {
    const members = page.map((reference) => this.presenter.member(reference));
    return projection.apply({ members })['members'] as JsonObject[];
  }

  private async groupsOfUsers(
    resources: readonly StoredResource[],
    projection: Projection | undefined,
    visibility: Visibility,
  ) {
    const byUser = new Map<string, Awaited<ReturnType<UserDirectory['groupsOf']>>>();
    if (!projection?.includes('groups')) return byUser;
    const users = resources.filter((resource) => !isGroup(resource));
    for (const group of await this.users.groupsOf(users, visibility)) {
      const groups = byUser.get(group.userId);
      if (groups) groups.push(group);
      else byUser.set(group.userId, [group]);
    }
    return byUser;
  }
}

function message(page: Page, request: PageRequest, resources: JsonObject[]): JsonObject {
  return listResponse({
    totalResults: page.totalResults,
    itemsPerPage: resources.length,
    ...(request.kind === 'index' && { startIndex: request.startIndex }),
    ...(page.nextCursor && { nextCursor: page.nextCursor }),
    resources,
  });
}

/** The JSON of an object whose last member is an empty array, open at its end. */
function open(body: JsonObject, closing: number): string {
  return JSON.stringify(body).slice(0, -closing);
}

async function* prepend<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}
