import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, owned, tenant } from './dsl/constraints.js';

/** Rules by which people belong to organizations and hold roles, and what has come of them. */
export class Mappings1765300000000 implements MigrationInterface {
  readonly name = 'Mappings1765300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = new Columns(queryRunner);
    for (const table of [mappingRules(c), mappingMatches(c), mappingRefreshes(c)]) {
      await queryRunner.createTable(table);
    }
    // Not by `addColumn`, which on SQLite writes the whole table anew.
    await queryRunner.query('ALTER TABLE tenants ADD COLUMN mappings_version integer NOT NULL DEFAULT 0');
    const added = [
      'by_hand tinyint NOT NULL DEFAULT 1',
      `given_role varchar(64)${c.collation}`,
      'by_rule tinyint NOT NULL DEFAULT 0',
      `rule_role varchar(64)${c.collation}`,
    ];
    for (const column of added) {
      await queryRunner.query(`ALTER TABLE organization_members ADD COLUMN ${column}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM organization_members WHERE by_hand = 0');
    await queryRunner.query("DELETE FROM role_grants WHERE source = 'mapping'");
    for (const column of ['rule_role', 'by_rule', 'given_role', 'by_hand']) {
      await queryRunner.query(`ALTER TABLE organization_members DROP COLUMN ${column}`);
    }
    await queryRunner.query('ALTER TABLE tenants DROP COLUMN mappings_version');
    for (const name of ['mapping_refreshes', 'mapping_matches', 'mapping_rules']) {
      await queryRunner.dropTable(name);
    }
  }
}

const PRIMARY = { isPrimary: true };
const NULLABLE = { isNullable: true };

function mappingRules(c: Columns): Table {
  return new Table({
    name: 'mapping_rules',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.integer('position'),
      c.flag('automatic'),
      c.id('group_id', NULLABLE),
      c.longText('group_name', NULLABLE),
      c.longText('filter', NULLABLE),
      c.id('organization_id', NULLABLE),
      c.longText('organization_name', NULLABLE),
      c.string('organization_role', 64, NULLABLE),
      c.string('role', 64, NULLABLE),
      c.bigint('ended_at', NULLABLE),
      c.bigint('created_at'),
      c.bigint('updated_at'),
    ],
    indices: [
      index('mapping_rules_listing', 'tenant_id', 'position', 'id'),
      index('mapping_rules_group', 'group_id', 'tenant_id'),
      index('mapping_rules_organization', 'organization_id', 'tenant_id'),
    ],
    foreignKeys: [tenant('mapping_rules_tenant')],
  });
}

function mappingMatches(c: Columns): Table {
  return new Table({
    name: 'mapping_matches',
    withoutRowid: true,
    columns: [c.id('rule_id', PRIMARY), c.id('user_id', PRIMARY), c.integer('tenant_id')],
    indices: [index('mapping_matches_user', 'user_id', 'rule_id', 'tenant_id')],
    foreignKeys: [
      owned('mapping_matches_rule', 'rule_id', 'mapping_rules'),
      owned('mapping_matches_user_id', 'user_id'),
    ],
  });
}

function mappingRefreshes(c: Columns): Table {
  return new Table({
    name: 'mapping_refreshes',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.id('rule_id', NULLABLE),
      c.id('organization_id', NULLABLE),
      c.string('role', 64, NULLABLE),
    ],
    indices: [index('mapping_refreshes_order', 'tenant_id', 'id')],
    foreignKeys: [tenant('mapping_refreshes_tenant')],
  });
}
