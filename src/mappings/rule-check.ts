import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../admin-api/problem.js';
import { AccessService } from '../identity/access.service.js';
import type { Rights } from '../identity/principal.js';
import { RoleService } from '../identity/roles/role.service.js';
import { currentTenantId } from '../operations/request-context.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import { InvalidFilterError, parseFilter, type Filter, type ResourceType } from '../scim/index.js';
import type { MappingRule, RuleSource, RuleTarget } from './mapping-rule.js';
import { readFilter } from './mapping-state.js';
import { RuleCheckRepository } from './rule-check.repository.js';

/** What administrators say of a rule. */
export type RuleFields = RuleSource & RuleTarget;

/** What the group and the organization are called. */
type Names = Pick<MappingRule, 'groupName' | 'organizationName'>;

/** What does not follow from the user's own document, or changes with each write. */
const NOT_FILTERED: ReadonlySet<string> = new Set(['groups', 'id', 'meta']);

/** Whether a rule can be made. */
@Injectable()
export class RuleCheck {
  constructor(
    private readonly repository: RuleCheckRepository,
    private readonly roles: RoleService,
    private readonly access: AccessService,
    private readonly schemas: TenantSchemas,
  ) {}

  /**
   * Runs in the write that makes the rule. What a rule has led to and is not there any more may stay in it.
   * @param present the rule before it is changed
   * @throws InvalidInputError, ForbiddenError for a role that the caller may not give
   */
  async assertSound(caller: Rights, rule: RuleFields, present?: MappingRule): Promise<Names> {
    assertShape(rule);
    const user = (await this.schemas.load()).user;
    if (rule.filter !== null && rule.filter !== present?.filter) assertFilter(rule.filter, user);
    if (rule.role !== null) {
      await this.roles.assertExist([rule.role], 'role');
      await this.access.assertMayGive(caller, rule.role);
    }
    const groupName = await this.nameOf('groupId', rule, present, present?.groupName);
    const organizationName = await this.nameOf('organizationId', rule, present, present?.organizationName);
    return { groupName, organizationName };
  }

  /** False where a filter names what the schemas do not know any more. */
  async hasMeaning({ filter }: RuleSource): Promise<boolean> {
    return filter === null || readFilter(filter, (await this.schemas.load()).user) !== undefined;
  }

  private async nameOf(
    path: 'groupId' | 'organizationId',
    rule: RuleFields,
    present: MappingRule | undefined,
    known: string | null | undefined,
  ): Promise<string | null> {
    const id = rule[path];
    if (id === null) return null;
    const name = await this.repository.nameOf(currentTenantId(), path, id);
    if (name !== undefined) return name;
    if (id === present?.[path]) return known ?? null;
    throw new InvalidInputError([{ path, message: 'is not known' }]);
  }
}

/** The rule's fields with those changed that are given; a field that a body does not have is undefined in its class. */
export function changedFields(rule: RuleFields, changes: Partial<RuleFields>): RuleFields {
  const { groupId, filter, organizationId, organizationRole, role } = rule;
  const given = Object.entries<unknown>(changes).filter(([, value]) => value !== undefined);
  return { groupId, filter, organizationId, organizationRole, role, ...Object.fromEntries(given) };
}

/** @throws InvalidInputError */
function assertShape({ groupId, filter, organizationId, organizationRole, role }: RuleFields): void {
  const faults = [];
  if ((groupId === null) === (filter === null)) {
    faults.push({ path: 'groupId', message: 'must be given, or else filter, and not both' });
  }
  if (organizationId === null && role === null) {
    faults.push({ path: 'organizationId', message: 'must be given, or role, or both' });
  }
  if (organizationId === null && organizationRole !== null) {
    faults.push({ path: 'organizationRole', message: 'needs organizationId' });
  }
  if (faults.length > 0) throw new InvalidInputError(faults);
}

/** @throws InvalidInputError */
function assertFilter(text: string, user: ResourceType): void {
  const fail = (message: string) => new InvalidInputError([{ path: 'filter', message }]);
  let filter: Filter;
  try {
    filter = parseFilter(text, user);
  } catch (error) {
    if (error instanceof InvalidFilterError) throw fail(`is no filter on users: ${error.detail}`);
    throw error;
  }
  const named = attributesIn(filter).find((name) => NOT_FILTERED.has(name));
  if (named !== undefined) throw fail(`cannot be about ${named}; for groups there is groupId`);
}

function attributesIn(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.flatMap(attributesIn);
    case 'not':
      return attributesIn(filter.operand);
    case 'comparison':
    case 'presence':
    case 'valuePath':
      return filter.path.extension === undefined ? [filter.path.attribute.name] : [];
  }
}
