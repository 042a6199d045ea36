import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../operations/request-context.js';
import { TenantSchemas } from '../schema-extensions/tenant-schemas.js';
import { InvalidFilterError, parseFilter, type Filter, type ResourceType } from '../scim/index.js';
import type { FoundRule } from './mapping-rule.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { MappingStateRepository, type State } from './mapping-state.repository.js';

/** A rule that says by a filter whom it is about. */
export interface FilterRule {
  readonly rule: FoundRule;
  readonly filter: Filter;
}

interface Remembered {
  readonly version: number;
  readonly user: ResourceType;
  readonly rules: readonly FilterRule[];
}

/** Tenants whose filters are remembered at the most. */
const MOST = 1_000;

/**
 * What rules a tenant has. Whoever changes a user or a group shares the state, whoever changes rules or nesting has
 * it alone: so each change of a person is made with all rules that there are, and each rule's job sees all people.
 */
@Injectable()
export class MappingState {
  private readonly remembered = new Map<number, Remembered>();

  constructor(
    private readonly repository: MappingStateRepository,
    private readonly rules: MappingRuleRepository,
    private readonly schemas: TenantSchemas,
  ) {}

  /**
   * The state, which stays so until the unit of work ends, and with it the schemas by which the change was read.
   * @throws BusyError where those have changed since
   */
  async share(): Promise<State> {
    const state = await this.repository.find(currentTenantId(), 'share');
    this.schemas.assertCurrent(state.schemas);
    return state;
  }

  /** The same, with nobody else changing a user or group of the tenant until then. */
  async takeAlone(): Promise<State> {
    const state = await this.repository.find(currentTenantId(), 'alone');
    this.schemas.assertCurrent(state.schemas);
    return state;
  }

  /** Counts a change of the rules; part of a write that has the state alone. */
  count(): Promise<void> {
    return this.repository.count(currentTenantId());
  }

  /** From now on there may be something to derive. */
  async use(): Promise<void> {
    await this.repository.use(currentTenantId());
  }

  /** The rules with filters; one whose filter has lost its meaning is about nobody. */
  async filters({ version }: State): Promise<readonly FilterRule[]> {
    const [tenantId, { user }] = [currentTenantId(), await this.schemas.load()];
    const present = this.remembered.get(tenantId);
    if (present?.version === version && present.user === user) return present.rules;
    const found = await this.rules.filters(tenantId);
    const rules = found.flatMap((rule) => {
      const filter = readFilter(rule.filter!, user);
      return filter ? [{ rule, filter }] : [];
    });
    if (this.remembered.size >= MOST) this.remembered.clear();
    this.remembered.set(tenantId, { version, user, rules });
    return rules;
  }
}

/** Undefined for what is no filter by the present schemas. */
export function readFilter(text: string, user: ResourceType): Filter | undefined {
  try {
    return parseFilter(text, user);
  } catch (error) {
    if (error instanceof InvalidFilterError) return undefined;
    throw error;
  }
}
