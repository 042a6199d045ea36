import { Injectable } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { currentTenantId } from '../operations/request-context.js';
import { OrganizationService } from '../organizations/organization.service.js';
import type { Organization } from '../organizations/organization.repository.js';
import { uuidv7 } from '../persistence/uuid.js';
import { AUTOMATIC_POSITION, displayOf, type FoundRule } from './mapping-rule.js';
import { MappingRuleRepository } from './mapping-rule.repository.js';
import { MappingState } from './mapping-state.js';

/** A group as far as its organization follows from it. */
export interface PushedGroup {
  readonly id: string;
  readonly display: string;
  readonly externallyManaged: boolean;
}

/** Characters of an organization's name. */
const LONGEST = 255;
/** Rules whose end is written at once. */
const SLICE = 500;

/**
 * The organizations of groups that an IdP pushes, where the connection says so (seeds/002): an automatic rule leads
 * from the group to the organization of its name, so that its members are the group's.
 */
@Injectable()
export class GroupOrganizations {
  constructor(
    private readonly rules: MappingRuleRepository,
    private readonly organizations: OrganizationService,
    private readonly state: MappingState,
    private readonly journal: Journal,
  ) {}

  /**
   * Makes sure of the group's organization, under the group's name. Part of a write that has locked the group.
   * @returns the rule, where it is new or leads to another organization than before
   */
  async follow(group: PushedGroup): Promise<FoundRule | undefined> {
    const present = await this.rules.automaticOf(currentTenantId(), group.id);
    if (present?.hasOrganization) {
      await this.rename(present, group);
      return undefined;
    }
    const { id, name } = await this.findOrCreate(group);
    await this.state.takeAlone();
    await this.state.use();
    const target = { organizationId: id, organizationName: name, hasOrganization: true };
    return present ? this.redirect({ ...present, ...target }) : this.make(group, target);
  }

  /** The group goes: its organization stays, without those who were in it by the group. */
  async end(rule: FoundRule): Promise<void> {
    await this.rules.end(currentTenantId(), rule.id, Date.now());
    await this.record('mapping.deleted', rule);
  }

  /** Groups make no organizations any more: those that are there stay, with everybody in them as if by hand. */
  async release(): Promise<void> {
    const tenantId = currentTenantId();
    await this.state.takeAlone();
    await this.rules.makeManual(tenantId);
    for (;;) {
      const rules = await this.rules.automatic(tenantId, SLICE);
      for (const rule of rules) {
        await this.rules.delete(tenantId, rule.id);
        await this.record('mapping.deleted', rule);
      }
      if (rules.length < SLICE) break;
    }
    await this.rules.forgetUnfounded(tenantId);
  }

  private async rename(rule: FoundRule, group: PushedGroup): Promise<void> {
    if (rule.organizationName === nameFor(group)) return;
    const current = await this.organizations.retrieve(rule.organizationId!);
    const name = await this.freeName(group, current.id);
    await this.organizations.giveName(current, name);
  }

  /** One of the name that no other group has becomes the group's, with those who are in it by hand. */
  private async findOrCreate(group: PushedGroup): Promise<Organization> {
    const present = await this.organizations.findByName(nameFor(group));
    if (present && !(await this.organizations.isKept(present.id))) {
      return this.organizations.giveName(present, nameFor(group));
    }
    return this.organizations.create(await this.freeName(group));
  }

  /** Names that are too long could be the same once they are cut: then a part of the group's id tells them apart. */
  private async freeName(group: PushedGroup, own?: string): Promise<string> {
    const name = nameFor(group);
    const namesake = await this.organizations.findByName(name);
    if (!namesake || namesake.id === own) return name;
    const mark = ` (${group.id.slice(-12)})`;
    return cut(name, LONGEST - mark.length) + mark;
  }

  private async redirect(rule: FoundRule): Promise<FoundRule> {
    const changed = { ...rule, updatedAt: Date.now() };
    await this.rules.update(currentTenantId(), changed);
    await this.record('mapping.updated', changed);
    return changed;
  }

  private async make(
    group: PushedGroup,
    target: Pick<FoundRule, 'organizationId' | 'organizationName' | 'hasOrganization'>,
  ): Promise<FoundRule> {
    const now = Date.now();
    const rule: FoundRule = {
      id: uuidv7(now),
      position: AUTOMATIC_POSITION,
      automatic: true,
      groupId: group.id,
      groupName: group.display,
      filter: null,
      ...target,
      organizationRole: null,
      role: null,
      isEnding: false,
      createdAt: now,
      updatedAt: now,
      hasGroup: true,
    };
    await this.rules.insert(currentTenantId(), rule);
    await this.record('mapping.created', rule);
    return rule;
  }

  private record(action: string, rule: FoundRule): Promise<void> {
    const { id, groupId, organizationId } = rule;
    const isGone = action === 'mapping.deleted';
    const change = (path: string, value: string | null) => ({
      path,
      before: isGone ? value : null,
      after: isGone ? null : value,
    });
    return this.journal.record({
      action,
      target: { type: 'mapping', id, display: displayOf(rule) },
      changes: [change('groupId', groupId), change('organizationId', organizationId)],
    });
  }
}

/** As organizations are named: without white space around it, and not too long. */
function nameFor({ id, display }: PushedGroup): string {
  return cut(display.trim(), LONGEST) || id;
}

/** Never in the middle of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const isSplit = /[\uD800-\uDBFF]/.test(text[most - 1]!);
  return text.slice(0, isSplit ? most - 1 : most).trimEnd();
}
