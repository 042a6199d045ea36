import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Parameter } from '../persistence/unit-of-work.js';
import { AUTOMATIC_POSITION, type FoundRule, type MappingRule } from './mapping-rule.js';

interface RuleRow {
  readonly id: string;
  readonly position: number;
  readonly automatic: number;
  readonly group_id: string | null;
  readonly group_name: string | null;
  readonly filter: string | null;
  readonly organization_id: string | null;
  readonly organization_name: string | null;
  readonly organization_role: string | null;
  readonly role: string | null;
  readonly ended_at: number | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly group_display: string | null;
  readonly organization_display: string | null;
}

const FOUND = `SELECT q.*, g.display AS group_display, o.name AS organization_display FROM mapping_rules q
   LEFT JOIN resources g ON g.id = q.group_id AND g.tenant_id = q.tenant_id AND g.resource_type = 'Group'
   LEFT JOIN organizations o ON o.id = q.organization_id AND o.tenant_id = q.tenant_id`;

/** Where the list goes on. */
export interface ListPosition {
  readonly position: number;
  readonly id: string;
}

@Injectable()
export class MappingRuleRepository {
  constructor(private readonly unit: UnitOfWork) {}

  /** In their order, after a place in it. */
  list(tenantId: number, after: ListPosition, limit: number): Promise<FoundRule[]> {
    return this.find(
      `q.tenant_id = ? AND q.ended_at IS NULL AND (q.position > ? OR (q.position = ? AND q.id > ?))
       ORDER BY q.position, q.id LIMIT ${limit}`,
      [tenantId, after.position, after.position, after.id],
    );
  }

  /** Those that somebody has made, in their order. */
  listOwn(tenantId: number): Promise<FoundRule[]> {
    return this.find('q.tenant_id = ? AND q.ended_at IS NULL AND q.position < ? ORDER BY q.position, q.id', [
      tenantId,
      AUTOMATIC_POSITION,
    ]);
  }

  /** Also one that is ending. */
  async findOne(tenantId: number, id: string): Promise<FoundRule | undefined> {
    return (await this.find('q.tenant_id = ? AND q.id = ?', [tenantId, id]))[0];
  }

  /** Those about the group, or about one that it is nested in, ending ones too. */
  atOrAbove(tenantId: number, groupId: string): Promise<FoundRule[]> {
    return this.find(
      `q.tenant_id = ? AND q.group_id IN (
         WITH RECURSIVE above (id) AS (
           SELECT r.id FROM resources r WHERE r.id = ? AND r.tenant_id = ?
           UNION
           SELECT n.group_id FROM above CROSS JOIN group_members n ON n.member_id = above.id AND n.tenant_id = ?)
         SELECT id FROM above)
       ORDER BY q.position, q.id`,
      [tenantId, groupId, tenantId, tenantId],
    );
  }

  /** Those that say by a filter whom they are about. */
  filters(tenantId: number): Promise<FoundRule[]> {
    return this.find(
      'q.tenant_id = ? AND q.ended_at IS NULL AND q.filter IS NOT NULL ORDER BY q.position, q.id',
      [tenantId],
    );
  }

  /** Those that lead nowhere: their group or their organization is not there any more. */
  pointless(tenantId: number): Promise<FoundRule[]> {
    return this.find(
      `q.tenant_id = ? AND q.ended_at IS NULL AND ((q.group_id IS NOT NULL AND g.id IS NULL)
         OR (q.organization_id IS NOT NULL AND o.id IS NULL)) ORDER BY q.position, q.id`,
      [tenantId],
    );
  }

  /** The one that keeps the group's organization. */
  async automaticOf(tenantId: number, groupId: string): Promise<FoundRule | undefined> {
    const found = await this.find(
      'q.group_id = ? AND q.tenant_id = ? AND q.automatic = 1 AND q.ended_at IS NULL',
      [groupId, tenantId],
    );
    return found[0];
  }

  /** Those that keep organizations, at most `limit`. */
  automatic(tenantId: number, limit: number): Promise<FoundRule[]> {
    return this.find(
      `q.tenant_id = ? AND q.position = ? AND q.ended_at IS NULL ORDER BY q.id LIMIT ${limit}`,
      [tenantId, AUTOMATIC_POSITION],
    );
  }

  async insert(tenantId: number, rule: MappingRule): Promise<void> {
    await this.unit.execute(
      `INSERT INTO mapping_rules (tenant_id, id, position, automatic, group_id, group_name, filter, organization_id,
         organization_name, organization_role, role, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        tenantId,
        rule.id,
        rule.position,
        rule.automatic ? 1 : 0,
        ...fieldsOf(rule),
        rule.createdAt,
        rule.updatedAt,
      ],
    );
  }

  async update(tenantId: number, rule: MappingRule): Promise<void> {
    await this.unit.execute(
      `UPDATE mapping_rules SET group_id = ?, group_name = ?, filter = ?, organization_id = ?, organization_name = ?,
         organization_role = ?, role = ?, updated_at = ? WHERE id = ? AND tenant_id = ?`,
      [...fieldsOf(rule), rule.updatedAt, rule.id, tenantId],
    );
  }

  async place(tenantId: number, id: string, position: number): Promise<void> {
    await this.unit.execute('UPDATE mapping_rules SET position = ? WHERE id = ? AND tenant_id = ?', [
      position,
      id,
      tenantId,
    ]);
  }

  /** What the group is called, for when it is not there any more. */
  async rememberGroup(tenantId: number, groupId: string, name: string): Promise<void> {
    await this.unit.execute('UPDATE mapping_rules SET group_name = ? WHERE group_id = ? AND tenant_id = ?', [
      name,
      groupId,
      tenantId,
    ]);
  }

  /** Whoever belongs to an organization by an automatic rule belongs to it as if by hand. */
  async makeManual(tenantId: number): Promise<void> {
    await this.unit.execute(
      `UPDATE organization_members SET by_hand = 1 WHERE tenant_id = ? AND by_rule = 1 AND EXISTS (
         SELECT 1 FROM mapping_rules q JOIN mapping_matches m ON m.rule_id = q.id AND m.tenant_id = q.tenant_id
         WHERE q.organization_id = organization_members.organization_id AND q.tenant_id = organization_members.tenant_id
           AND q.position = ${AUTOMATIC_POSITION} AND m.user_id = organization_members.user_id)`,
      [tenantId],
    );
  }

  /** Of those who belong to organizations by hand: that rules say so, where none does any more. */
  async forgetUnfounded(tenantId: number): Promise<void> {
    await this.unit.execute(
      `UPDATE organization_members SET by_rule = 0, rule_role = NULL
       WHERE tenant_id = ? AND by_rule = 1 AND by_hand = 1 AND NOT EXISTS (
         SELECT 1 FROM mapping_rules q JOIN mapping_matches m ON m.rule_id = q.id AND m.tenant_id = q.tenant_id
         WHERE q.organization_id = organization_members.organization_id AND q.tenant_id = organization_members.tenant_id
           AND q.ended_at IS NULL AND m.user_id = organization_members.user_id)`,
      [tenantId],
    );
  }

  /** It is about nobody from now on. */
  async end(tenantId: number, id: string, at: number): Promise<void> {
    await this.unit.execute('UPDATE mapping_rules SET ended_at = ? WHERE id = ? AND tenant_id = ?', [
      at,
      id,
      tenantId,
    ]);
  }

  async delete(tenantId: number, id: string): Promise<void> {
    await this.unit.execute('DELETE FROM mapping_rules WHERE id = ? AND tenant_id = ?', [id, tenantId]);
  }

  private async find(condition: string, parameters: readonly Parameter[]): Promise<FoundRule[]> {
    const rows = await this.unit.query<RuleRow>(`${FOUND} WHERE ${condition}`, parameters);
    return rows.map(toRule);
  }
}

function fieldsOf(rule: MappingRule): Parameter[] {
  return [
    rule.groupId,
    rule.groupName,
    rule.filter,
    rule.organizationId,
    rule.organizationName,
    rule.organizationRole,
    rule.role,
  ];
}

function toRule(row: RuleRow): FoundRule {
  return {
    id: row.id,
    position: row.position,
    automatic: row.automatic === 1,
    groupId: row.group_id,
    groupName: row.group_display ?? row.group_name,
    filter: row.filter,
    organizationId: row.organization_id,
    organizationName: row.organization_display ?? row.organization_name,
    organizationRole: row.organization_role,
    role: row.role,
    isEnding: row.ended_at !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    hasGroup: row.group_display !== null,
    hasOrganization: row.organization_display !== null,
  };
}
