import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, tenant } from './dsl/constraints.js';

/** Users whom the IdP has deleted, and who are kept for a while; whether one who comes again gets their old id. */
export class RetainedUsers1765200000000 implements MigrationInterface {
  readonly name = 'RetainedUsers1765200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(retainedUsers(new Columns(queryRunner)));
    // Not by `addColumn`, which on SQLite writes the whole table anew.
    await queryRunner.query('ALTER TABLE connections ADD COLUMN rejoin tinyint NOT NULL DEFAULT 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE connections DROP COLUMN rejoin');
    await queryRunner.dropTable('retained_users');
  }
}

function retainedUsers(c: Columns): Table {
  return new Table({
    name: 'retained_users',
    columns: [
      c.id('id', { isPrimary: true }),
      c.integer('tenant_id'),
      c.integer('version'),
      c.bigint('created_at'),
      c.bigint('deleted_at'),
      c.longText('document'),
      c.longText('display'),
      c.flag('active'),
      c.flag('externally_managed'),
      c.bytes('external_id_digest', 32, { isNullable: true }),
      c.longText('belongings'),
    ],
    indices: [
      index('retained_users_listing', 'tenant_id', 'deleted_at', 'id'),
      index('retained_users_external_id', 'tenant_id', 'external_id_digest', 'deleted_at'),
      index('retained_users_age', 'deleted_at', 'tenant_id'),
    ],
    foreignKeys: [tenant('retained_users_tenant')],
  });
}
