import { Injectable } from '@nestjs/common';
import { readDate } from '../admin-api/date-time.js';
import { idOf, readPage } from '../admin-api/list-cursor.js';
import { assertAllKnown } from '../admin-api/ids.js';
import { InvalidInputError, ProblemError } from '../admin-api/problem.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { GROUP, NotFoundError, parsePatchRequest, validateResource } from '../scim/index.js';
import { GroupAdministrationRepository, type GroupDetails } from './group-administration.repository.js';
import { GroupDirectory } from './group-directory.js';
import type {
  GroupChangesDto,
  GroupDto,
  GroupListDto,
  GroupMemberListDto,
  GroupMembersQueryDto,
  GroupQueryDto,
  NewGroupDto,
} from './groups.dto.js';
import { InvalidMembersError } from './membership-changes.js';
import type { StoredResource } from './stored-resource.js';
import { VisibleResources } from './visible-resources.js';
import { PATCH_SCHEMA, STRICT } from './user-presentation.js';

const ALL = { visibility: 'all' } as const;

/** Groups as administrators see and change them. */
@Injectable()
export class GroupAdministration {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly groups: GroupDirectory,
    private readonly repository: GroupAdministrationRepository,
    private readonly visible: VisibleResources,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
  ) {}

  /** A page in order of creation. @throws InvalidInputError for a cursor of another list */
  list({ limit, cursor, ...query }: GroupQueryDto): Promise<GroupListDto> {
    return this.unit.read(async () => {
      const { scope } = this.visible;
      const list = { name: 'groups', tenantId: currentTenantId(), query: { ...query, scope } };
      const { updatedSince, q, ...rest } = query;
      const filter = {
        ...rest,
        ...(updatedSince !== undefined && { updatedSince: readDate(updatedSince) }),
        text: q,
        scope,
      };
      const load = (after: string | undefined, most: number) =>
        this.repository.list(currentTenantId(), { ...filter, after }, most);
      const page = await readPage(this.cursors, list, { limit, cursor }, load, idOf);
      return { ...page, items: await this.show(page.items) };
    });
  }

  /** @throws NotFoundError */
  retrieve(id: string): Promise<GroupDto> {
    return this.unit.read(async () => this.showOne(await this.find(id)));
  }

  /** @throws UniquenessError when the displayName is taken, InvalidInputError that names unknown members */
  create({ displayName, icon = null, memberIds = [] }: NewGroupDto): Promise<GroupDto> {
    const members = memberIds.map((value) => ({ value }));
    const group = validateResource({ schemas: [GROUP.schema.id], displayName, members }, GROUP, STRICT);
    return this.unit.write(async () => {
      const created = await namingMembers(memberIds, () =>
        this.groups.create(group, { externallyManaged: false, visibility: 'all' }),
      );
      if (icon !== null) await this.changeIcon(created, icon);
      return this.showOne(created);
    });
  }

  /** @throws NotFoundError, UniquenessError, ProblemError `externally_managed` */
  update(id: string, { displayName, icon }: GroupChangesDto): Promise<GroupDto> {
    return this.unit.write(async () => {
      const current = await this.lock(id);
      // A provider's name may have white space around it, which is not taken here.
      const present = (current.document['displayName'] as string).trim();
      const isRenamed = displayName !== undefined && displayName !== present;
      if (isRenamed) assertLocal(current, 'displayName');
      const changed = isRenamed ? await this.rename(id, displayName) : current;
      if (icon !== undefined) await this.changeIcon(changed, icon);
      return this.showOne(changed);
    });
  }

  /** Deletes the group; its members stay. @throws NotFoundError */
  delete(id: string): Promise<void> {
    return this.groups.delete(id, ALL);
  }

  /** Direct members in order of their creation. @throws NotFoundError, InvalidInputError for a cursor of another list */
  listMembers(id: string, { limit, cursor, ...query }: GroupMembersQueryDto): Promise<GroupMemberListDto> {
    return this.unit.read(async () => {
      await this.find(id);
      const tenantId = currentTenantId();
      const list = { name: 'group members', tenantId, query: { ...query, id } };
      const load = (after = '', most: number) =>
        this.repository.listMembers(tenantId, id, { after, ...query }, most);
      const page = await readPage(this.cursors, list, { limit, cursor }, load, idOf);
      const items = page.items.map(({ resourceType, ...member }) => ({
        ...member,
        type: resourceType === GROUP.id ? ('group' as const) : ('user' as const),
      }));
      return { ...page, items };
    });
  }

  /** Costs by the members named. @throws NotFoundError, InvalidInputError that names unknown ones, ProblemError `externally_managed` */
  addMembers(id: string, memberIds: readonly string[]): Promise<void> {
    return this.unit.write(async () => {
      assertLocal(await this.lock(id), 'members');
      const values = memberIds.map((value) => ({ value }));
      await namingMembers(memberIds, () => this.groups.changeMembership(id, [{ kind: 'add', values }], ALL));
    });
  }

  /** @throws NotFoundError also when it is no member, ProblemError `externally_managed` */
  removeMember(id: string, memberId: string): Promise<void> {
    return this.unit.write(async () => {
      const current = await this.lock(id);
      assertLocal(current, 'members');
      const removal = { kind: 'remove', ids: [memberId] } as const;
      const { version } = await this.groups.changeMembership(id, [removal], ALL);
      if (version === current.version) throw new NotFoundError('The group has no such member');
    });
  }

  private async find(id: string): Promise<StoredResource> {
    const group = await this.groups.retrieve(id, 'all');
    await this.visible.assertSees(GROUP.id, id);
    return group;
  }

  /** What is found out of the group from here on stays true until the change is made: an IdP may be taking it over. */
  private lock(id: string): Promise<StoredResource> {
    return this.groups.retrieve(id, 'all', { lock: true });
  }

  private rename(id: string, displayName: string): Promise<StoredResource> {
    const operation = { op: 'replace', path: 'displayName', value: displayName };
    const operations = parsePatchRequest({ schemas: [PATCH_SCHEMA], Operations: [operation] }, STRICT);
    return this.groups.modify(id, operations, { ...ALL, conformance: STRICT });
  }

  /** Null where the group has none. Part of a unit of work. */
  async iconOf(id: string): Promise<string | null> {
    return (await this.repository.details(currentTenantId(), [id])).get(id)?.icon ?? null;
  }

  /** Rollcall's own field: SCIM does not know it, and the version does not count it. Part of a write. */
  async changeIcon({ id, display }: StoredResource, icon: string | null): Promise<void> {
    const before = await this.iconOf(id);
    if (before === icon) return;
    await this.repository.setIcon(currentTenantId(), id, icon);
    await this.journal.record({
      action: 'group.updated',
      target: { type: 'group', id, display },
      changes: [{ path: 'icon', before, after: icon }],
    });
  }

  private async showOne(group: StoredResource): Promise<GroupDto> {
    const [shown] = await this.show([group]);
    return shown!;
  }

  private async show(groups: readonly StoredResource[]): Promise<GroupDto[]> {
    const details = await this.repository.details(
      currentTenantId(),
      groups.map(({ id }) => id),
    );
    return groups.map((group) => present(group, details.get(group.id)));
  }
}

function present({ id, document, ...group }: StoredResource, details: GroupDetails | undefined): GroupDto {
  const externalId = document['externalId'];
  return {
    id,
    displayName: document['displayName'] as string,
    icon: details?.icon ?? null,
    externallyManaged: group.externallyManaged,
    drift: group.drift,
    externalId: typeof externalId === 'string' ? externalId : null,
    memberCount: details?.memberCount ?? 0,
    createdAt: new Date(group.createdAt).toISOString(),
    updatedAt: new Date(group.lastModifiedAt).toISOString(),
  };
}

/** What the IdP manages would be overwritten at its next sync. */
function assertLocal({ externallyManaged }: StoredResource, path: 'displayName' | 'members'): void {
  if (!externallyManaged) return;
  throw new ProblemError(
    409,
    'externally_managed',
    `The identity provider manages ${path}: change it there`,
    [{ path, message: 'is managed by the identity provider' }],
  );
}

/** The directory speaks of SCIM's `members`; this API of `memberIds`. @throws InvalidInputError */
async function namingMembers<T>(memberIds: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidMembersError)) throw error;
    const { unknown, problem } = error;
    assertAllKnown('memberIds', memberIds, new Set(memberIds.filter((id) => !unknown.includes(id))));
    throw new InvalidInputError([{ path: 'memberIds', message: problem }]);
  }
}
