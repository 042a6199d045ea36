import type { Change } from '../journal/journal-entry.js';

/** Whom a rule is about: the members of a group, direct or by nesting, or all who satisfy a SCIM filter. */
export interface RuleSource {
  readonly groupId: string | null;
  readonly filter: string | null;
}

/** Where a rule leads: to an organization, with a role in it if one is said, to a role, or to both. */
export interface RuleTarget {
  readonly organizationId: string | null;
  readonly organizationRole: string | null;
  readonly role: string | null;
}

/** Times in milliseconds since the epoch. */
export interface MappingRule extends RuleSource, RuleTarget {
  readonly id: string;
  /** Of several rules that say a role in one organization, the first counts. */
  readonly position: number;
  /** It keeps the organization of a group that the IdP pushes. */
  readonly automatic: boolean;
  /** What group and organization were called when they were last seen. */
  readonly groupName: string | null;
  readonly organizationName: string | null;
  /** It is deleted, and goes once nobody has anything by it. */
  readonly isEnding: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A rule with what it refers to, as far as that is there. */
export interface FoundRule extends MappingRule {
  readonly hasGroup: boolean;
  readonly hasOrganization: boolean;
}

/** Characters of a rule's name in the journal. */
const MOST_SHOWN = 255;

/** The position of automatic rules: after all others. */
export const AUTOMATIC_POSITION = 1_000_000;

/** The rule as the journal names it. */
export function displayOf(rule: MappingRule): string {
  const source = rule.filter ?? rule.groupName ?? rule.groupId ?? '';
  const targets = [
    rule.organizationId === null ? null : (rule.organizationName ?? rule.organizationId),
    rule.role,
  ];
  const text = `${source} → ${targets.filter((target) => target !== null).join(', ')}`;
  return text.slice(0, MOST_SHOWN).toWellFormed();
}

/** The part of an entry that says by which rule something came or went. */
export function because(rule: MappingRule, side: 'before' | 'after'): Change {
  const { id, groupId, groupName, filter } = rule;
  const reason = groupId === null ? { id, filter } : { id, group: { value: groupId, display: groupName } };
  return { path: 'mapping', before: null, after: null, [side]: reason };
}
