import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { readPage, type Page } from '../admin-api/list-cursor.js';
import { ProblemError } from '../admin-api/problem.js';
import { AccessService } from '../identity/access.service.js';
import type { Principal } from '../identity/principal.js';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { SealedCursor } from '../persistence/sealed-cursor.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { uuidv7 } from '../persistence/uuid.js';
import { NotFoundError } from '../scim/index.js';
import { displayOf, type FoundRule, type MappingRule } from './mapping-rule.js';
import { MappingRuleRepository, type ListPosition } from './mapping-rule.repository.js';
import { MappingState } from './mapping-state.js';
import { RefreshQueue } from './refresh-queue.js';
import { changedFields, RuleCheck, type RuleFields } from './rule-check.js';

/** Rules of a tenant that somebody has made: each user's change is held against all of their filters. */
export const MOST_MAPPINGS = 500;
/** Characters of all their filters together: so many take some hundredths of a second at the worst. */
const MOST_OF_FILTERS = 100_000;

/** A rule, and whether its filter means anything by the present schemas. */
export interface ShownRule extends FoundRule {
  readonly hasMeaning: boolean;
}

/** A rule that has changed, and the job that does the rest; none where there is nothing to do. */
export interface Changed {
  readonly rule: ShownRule;
  readonly jobId: string | null;
}

const FIELDS = ['groupId', 'filter', 'organizationId', 'organizationRole', 'role'] as const;

/** Mapping rules as administrators make them. */
@Injectable()
export class MappingsService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly repository: MappingRuleRepository,
    private readonly state: MappingState,
    private readonly check: RuleCheck,
    private readonly queue: RefreshQueue,
    private readonly access: AccessService,
    private readonly journal: Journal,
    private readonly cursors: SealedCursor,
  ) {}

  /** In their order, automatic ones last. @throws InvalidInputError for a cursor of another list */
  list(limit: number, cursor?: string): Promise<Page<ShownRule>> {
    return this.unit.read(async () => {
      const list = { name: 'mappings', tenantId: currentTenantId(), query: {} };
      const load = (after = '0 ', most: number) =>
        this.shown(this.repository.list(currentTenantId(), readPosition(after), most));
      return readPage(this.cursors, list, { limit, cursor }, load, ({ position, id }) => `${position} ${id}`);
    });
  }

  /** @throws NotFoundError */
  retrieve(id: string): Promise<ShownRule> {
    return this.unit.read(async () => {
      const rule = await this.repository.findOne(currentTenantId(), id);
      if (!rule || rule.isEnding) throw unknown();
      const [shown] = await this.shown(Promise.resolve([rule]));
      return shown!;
    });
  }

  private async shown(found: Promise<readonly FoundRule[]>): Promise<ShownRule[]> {
    const shown: ShownRule[] = [];
    for (const rule of await found) {
      shown.push({ ...rule, hasMeaning: await this.check.hasMeaning(rule) });
    }
    return shown;
  }

  /** Those that lead nowhere, for one reason or another. */
  pointless(): Promise<FoundRule[]> {
    return this.unit.read(async () => {
      const gone = await this.repository.pointless(currentTenantId());
      const filters = await this.repository.filters(currentTenantId());
      const meaningless = [];
      for (const rule of filters) if (!(await this.check.hasMeaning(rule))) meaningless.push(rule);
      return [...gone, ...meaningless.filter(({ id }) => gone.every((rule) => rule.id !== id))];
    });
  }

  /** @throws InvalidInputError, ForbiddenError for a role that the caller may not give, ProblemError `too_many` */
  create(caller: Principal, { position, ...fields }: RuleFields & { position?: number }): Promise<Changed> {
    return this.unit.write(async () => {
      await this.state.takeAlone();
      const present = await this.repository.listOwn(currentTenantId());
      assertRoom(present, fields);
      const names = await this.check.assertSound(caller, fields);
      const now = Date.now();
      const rule: MappingRule = {
        id: uuidv7(now),
        position: present.length + 1,
        automatic: false,
        ...fields,
        ...names,
        isEnding: false,
        createdAt: now,
        updatedAt: now,
      };
      await this.repository.insert(currentTenantId(), rule);
      await this.record('mapping.created', undefined, rule);
      const moved = position === undefined ? [] : await this.move(rule.id, position, [...present, rule]);
      return this.refresh(rule.id, { ruleId: rule.id }, ...moved.map((id) => ({ ruleId: id })));
    });
  }

  /** Changes what is given. @throws NotFoundError, InvalidInputError, ForbiddenError, ProblemError `automatic` */
  update(
    caller: Principal,
    id: string,
    { position, ...changes }: Partial<RuleFields> & { position?: number },
  ): Promise<Changed> {
    return this.unit.write(async () => {
      const current = await this.lock(caller, id);
      const fields = changedFields(current, changes);
      const isChanged = !isDeepStrictEqual(fields, changedFields(current, {}));
      const refreshes = [];
      if (isChanged) {
        const own = await this.repository.listOwn(currentTenantId());
        assertRoom(
          own.filter((rule) => rule.id !== id),
          fields,
        );
        const names = await this.check.assertSound(caller, fields, current);
        const changed = { ...current, ...fields, ...names, updatedAt: Date.now() };
        await this.repository.update(currentTenantId(), changed);
        await this.record('mapping.updated', current, changed);
        refreshes.push({ ruleId: id, organizationId: current.organizationId, role: current.role });
      }
      if (position !== undefined) {
        const own = await this.repository.listOwn(currentTenantId());
        refreshes.push(...(await this.move(id, position, own)).map((ruleId) => ({ ruleId })));
      }
      return this.refresh(id, ...refreshes);
    });
  }

  /** What people have by it goes, as far as nothing else gives it. @returns the job's id @throws as `update` */
  delete(caller: Principal, id: string): Promise<string> {
    return this.unit.write(async () => {
      const current = await this.lock(caller, id);
      await this.repository.end(currentTenantId(), id, Date.now());
      await this.record('mapping.deleted', current, undefined);
      const left = await this.repository.listOwn(currentTenantId());
      for (const [index, rule] of left.entries()) {
        if (rule.position !== index + 1) await this.repository.place(currentTenantId(), rule.id, index + 1);
      }
      await this.state.count();
      return this.queue.add({ ruleId: id });
    });
  }

  private async lock(caller: Principal, id: string): Promise<FoundRule> {
    await this.state.takeAlone();
    return this.retrieveChangeable(caller, id);
  }

  /** @throws NotFoundError, ForbiddenError for a rule that gives what the caller may not give, ProblemError `automatic` */
  async retrieveChangeable(caller: Principal, id: string): Promise<FoundRule> {
    const rule = await this.retrieve(id);
    if (rule.automatic) {
      const detail =
        'It keeps the organization of a group: it goes with the group, or with organizationProvisioning';
      throw new ProblemError(409, 'automatic', detail);
    }
    if (rule.role !== null) await this.access.assertMayGive(caller, rule.role);
    return rule;
  }

  /** @returns the ids of the rules whose place among those of their organization may have become another one */
  private async move(id: string, wanted: number, own: readonly MappingRule[]): Promise<string[]> {
    const position = Math.min(wanted, own.length);
    const moving = own.find((rule) => rule.id === id)!;
    const others = own.filter((rule) => rule.id !== id);
    const order = [...others.slice(0, position - 1), moving, ...others.slice(position - 1)];
    if (moving.position === position) return [];
    for (const [index, rule] of order.entries()) {
      if (rule.position !== index + 1) await this.repository.place(currentTenantId(), rule.id, index + 1);
    }
    await this.record('mapping.updated', moving, { ...moving, position });
    return moving.organizationRole === null ? [] : [id];
  }

  private async refresh(
    id: string,
    ...refreshes: readonly { ruleId: string; organizationId?: string | null; role?: string | null }[]
  ): Promise<Changed> {
    await this.state.count();
    const jobId = refreshes.length === 0 ? null : await this.queue.add(...refreshes);
    return { rule: await this.retrieve(id), jobId };
  }

  private record(action: string, before: MappingRule | undefined, after: MappingRule | undefined) {
    const rule = (after ?? before)!;
    const changes = [...FIELDS, 'position' as const]
      .map((path) => ({ path, before: before?.[path] ?? null, after: after?.[path] ?? null }))
      .filter((change) => change.before !== change.after);
    const target = { type: 'mapping', id: rule.id, display: displayOf(rule) } as const;
    return this.journal.record({ action, target, changes });
  }
}

function readPosition(text: string): ListPosition {
  const [position, id] = text.split(' ') as [string, string];
  return { position: Number(position), id };
}

/** @throws ProblemError `too_many` */
function assertRoom(others: readonly MappingRule[], { filter }: RuleFields): void {
  if (others.length >= MOST_MAPPINGS) {
    throw new ProblemError(409, 'too_many', `A tenant has at most ${MOST_MAPPINGS} mapping rules of its own`);
  }
  const filters = [filter, ...others.map((rule) => rule.filter)];
  const characters = filters.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  if (filter !== null && characters > MOST_OF_FILTERS) {
    const detail = `The filters of all rules together have at most ${MOST_OF_FILTERS} characters`;
    throw new ProblemError(409, 'too_many', detail);
  }
}

function unknown(): NotFoundError {
  return new NotFoundError('There is no such mapping rule');
}
