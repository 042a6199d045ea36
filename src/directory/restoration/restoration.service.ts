import { Injectable } from '@nestjs/common';
import { AccessService } from '../../identity/access.service.js';
import type { Principal } from '../../identity/principal.js';
import type { Change } from '../../journal/journal-entry.js';
import { Journal } from '../../journal/journal.js';
import { currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { ForbiddenError, PreconditionFailedError, type RelationChange } from '../../scim/index.js';
import { compareDocuments } from '../changes.js';
import { GroupAdministration } from '../group-administration.service.js';
import { GroupDirectory } from '../group-directory.js';
import { MemberRepository } from '../member.repository.js';
import type { StoredResource, WriteOptions } from '../stored-resource.js';
import { UserDirectory } from '../user-directory.js';
import { Past } from './past.js';
import type { PastMember, PastState } from './past-state.js';
import type { RestorationDto, RestorationRequestDto } from './restoration.dto.js';

/** Members that are shown one by one. */
const SHOWN_MEMBERS = 1_000;

/** Ends a dry run: all that it has done is rolled back. */
class DryRun extends Error {
  constructor(readonly found: RestorationDto) {
    super('dry run');
  }
}

/** What the restoration has come to. */
interface Restored {
  readonly resource: StoredResource;
  readonly changes: readonly Change[];
  readonly members?: RestorationDto['members'];
}

const NO_MEMBERS = { added: 0, removed: 0, missing: 0 };

/**
 * Brings one user or group back to how the history says that it was. A dry run does the same and takes it back, so
 * that it shows, and refuses, what would happen.
 */
@Injectable()
export class RestorationService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly past: Past,
    private readonly users: UserDirectory,
    private readonly groups: GroupDirectory,
    private readonly administration: GroupAdministration,
    private readonly members: MemberRepository,
    private readonly access: AccessService,
    private readonly journal: Journal,
  ) {}

  /** @throws NotFoundError, ForbiddenError, UniquenessError, InvalidInputError, ProblemError, PreconditionFailedError */
  restoreUser(caller: Principal, id: string, request: RestorationRequestDto): Promise<RestorationDto> {
    assertSeesHistory(caller);
    return this.carryOut('user', request, async () => {
      await this.past.assertNotDeleted('user', id);
      const user = await this.users.retrieve(id, 'all');
      await this.access.assertMayChange(caller, id);
      const roles = await this.access.rolesGivenTo(id);
      const state = await this.past.stateAt(request.sequence, id, { document: user.document, roles });
      await this.access.assertMayGiveTo(caller, id, [...state.roles]);
      const changes = [
        ...compareDocuments(user.document, state.document),
        ...roleChanges(roles, state.roles),
      ];
      await this.access.setRoles(id, [...state.roles].sort());
      const resource = await this.users.restore(id, state.document, optionsFor(user));
      return { resource, changes };
    });
  }

  /** @throws NotFoundError, ForbiddenError, UniquenessError, InvalidInputError, ProblemError, PreconditionFailedError */
  restoreGroup(caller: Principal, id: string, request: RestorationRequestDto): Promise<RestorationDto> {
    assertSeesHistory(caller);
    return this.carryOut('group', request, async () => {
      await this.past.assertNotDeleted('group', id);
      const group = await this.groups.retrieve(id, 'all');
      const icon = await this.administration.iconOf(id);
      const state = await this.past.stateAt(request.sequence, id, { document: group.document, icon });
      const there = await this.stillThere([...state.went.keys()]);
      const added = [...state.went.values()].filter(({ value }) => there.has(value));
      const resource = await this.groups.restore(
        id,
        { document: state.document, members: membersOf(state, added) },
        optionsFor(group),
      );
      await this.administration.changeIcon(resource, state.icon);
      const came = [...state.came.values()];
      return {
        resource,
        changes: [
          ...compareDocuments(group.document, state.document),
          ...(icon === state.icon ? [] : [{ path: 'icon', before: icon, after: state.icon }]),
          ...memberChanges(came, added),
        ],
        members: { added: added.length, removed: came.length, missing: state.went.size - added.length },
      };
    });
  }

  private async carryOut(
    type: 'user' | 'group',
    { sequence, dryRun = false }: RestorationRequestDto,
    work: () => Promise<Restored>,
  ): Promise<RestorationDto> {
    try {
      return await this.unit.write(async () => {
        const { resource, changes, members = NO_MEMBERS } = await work();
        const applied = changes.length > 0 && !dryRun;
        if (applied) await this.record(type, resource, sequence);
        const found = { sequence, applied, changes: [...changes], members, drift: resource.drift };
        if (dryRun) throw new DryRun(found);
        return found;
      });
    } catch (error) {
      if (error instanceof DryRun) return error.found;
      throw error;
    }
  }

  /** Beside the entries of what has changed: to which place of the history they have led. */
  private record(type: 'user' | 'group', { id, display }: StoredResource, sequence: number): Promise<void> {
    return this.journal.record({
      action: `${type}.restored`,
      target: { type, id, display },
      changes: [{ path: 'sequence', before: null, after: sequence }],
    });
  }

  private async stillThere(ids: readonly string[]): Promise<Set<string>> {
    const found = await this.members.findReferences(currentTenantId(), ids, 'all');
    return new Set(found.map(({ id }) => id));
  }
}

function assertSeesHistory({ permissions }: Principal): void {
  if (permissions.includes('audit:read')) return;
  throw new ForbiddenError('What was before is part of the history: this needs the permission audit:read');
}

function optionsFor(current: StoredResource): WriteOptions {
  return {
    visibility: 'all',
    drifts: true,
    precondition: ({ version }) => {
      if (version !== current.version) throw new PreconditionFailedError('Somebody else has changed it');
    },
  };
}

function membersOf({ came }: PastState, added: readonly PastMember[]): RelationChange[] {
  return [
    { kind: 'remove', ids: [...came.keys()] },
    { kind: 'add', values: added.map(({ value }) => ({ value })) },
  ];
}

function memberChanges(gone: readonly PastMember[], added: readonly PastMember[]): Change[] {
  return [
    ...gone.map((member) => ({ path: 'members', before: member, after: null })),
    ...added.map((member) => ({ path: 'members', before: null, after: member })),
  ].slice(0, SHOWN_MEMBERS);
}

function roleChanges(now: readonly string[], then: ReadonlySet<string>): Change[] {
  return [
    ...now.filter((role) => !then.has(role)).map((role) => ({ path: 'roles', before: role, after: null })),
    ...[...then]
      .filter((role) => !now.includes(role))
      .map((role) => ({ path: 'roles', before: null, after: role })),
  ];
}
