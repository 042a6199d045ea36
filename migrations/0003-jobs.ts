import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, tenant } from './dsl/constraints.js';

/** Long work with its progress. */
export class Jobs1764200000000 implements MigrationInterface {
  readonly name = 'Jobs1764200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(jobs(new Columns(queryRunner)));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('jobs');
  }
}

function jobs(c: Columns): Table {
  const nullable = { isNullable: true };
  return new Table({
    name: 'jobs',
    columns: [
      c.id('id', { isPrimary: true }),
      c.integer('tenant_id'),
      c.string('kind', 64),
      c.string('state', 16),
      c.integer('total', nullable),
      c.integer('done'),
      c.longText('result', nullable),
      c.longText('error', nullable),
      c.bigint('created_at'),
      c.bigint('updated_at'),
      c.bigint('finished_at', nullable),
    ],
    indices: [index('jobs_listing', 'tenant_id', 'id')],
    foreignKeys: [tenant('jobs_tenant')],
  });
}
