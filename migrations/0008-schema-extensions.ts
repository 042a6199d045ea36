import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, owned, tenant } from './dsl/constraints.js';

/** Schemas of the tenants' own, and values that are unique by them. */
export class SchemaExtensions1764700000000 implements MigrationInterface {
  readonly name = 'SchemaExtensions1764700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = new Columns(queryRunner);
    await queryRunner.createTable(schemaExtensions(c));
    await queryRunner.createTable(uniqueValues(c));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('unique_values');
    await queryRunner.dropTable('schema_extensions');
  }
}

const PRIMARY = { isPrimary: true };

function schemaExtensions(c: Columns): Table {
  return new Table({
    name: 'schema_extensions',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.bytes('urn_key', 128, PRIMARY),
      c.string('urn', 128),
      c.string('resource_type', 32),
      c.longText('name'),
      c.longText('description'),
      c.flag('required'),
      c.longText('attributes'),
      c.bigint('created_at'),
      c.bigint('updated_at'),
    ],
    foreignKeys: [tenant('schema_extensions_tenant')],
  });
}

function uniqueValues(c: Columns): Table {
  return new Table({
    name: 'unique_values',
    withoutRowid: true,
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.string('attribute', 255, PRIMARY),
      c.bytes('value_digest', 32, PRIMARY),
      c.id('resource_id'),
    ],
    indices: [index('unique_values_resource', 'resource_id', 'attribute')],
    foreignKeys: [owned('unique_values_resource_id', 'resource_id')],
  });
}
