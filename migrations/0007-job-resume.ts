import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, owned, unique } from './dsl/constraints.js';

/** Jobs that go on where they were after a stop or a kill, and what jobs find out about users. */
export class JobResume1764600000000 implements MigrationInterface {
  readonly name = 'JobResume1764600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = new Columns(queryRunner);
    const nullable = { isNullable: true };
    await queryRunner.addColumns('jobs', [
      c.integer('conflict_count', { default: 0 }),
      c.string('exclusive_key', 64, nullable),
      c.longText('parameters', nullable),
      c.longText('position', nullable),
      c.longText('started_by', nullable),
      c.id('claimed_by', nullable),
      c.bigint('claimed_until', nullable),
    ]);
    await queryRunner.createIndices('jobs', [
      unique('jobs_exclusive', 'tenant_id', 'exclusive_key'),
      index('jobs_claimable', 'claimed_until'),
    ]);
    await queryRunner.createTable(jobFindings(c));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('job_findings');
    for (const name of ['jobs_claimable', 'jobs_exclusive']) await queryRunner.dropIndex('jobs', name);
    await queryRunner.dropColumns('jobs', [
      'claimed_until',
      'claimed_by',
      'started_by',
      'position',
      'parameters',
      'exclusive_key',
      'conflict_count',
    ]);
  }
}

function jobFindings(c: Columns): Table {
  const primary = { isPrimary: true };
  return new Table({
    name: 'job_findings',
    withoutRowid: true,
    columns: [
      c.id('job_id', primary),
      c.string('kind', 16, primary),
      c.id('user_id', primary),
      c.integer('tenant_id'),
      c.longText('user_name'),
      c.longText('email', { isNullable: true }),
      c.string('reason', 32, { isNullable: true }),
      c.id('other_id', { isNullable: true }),
    ],
    indices: [index('job_findings_user', 'user_id', 'job_id')],
    foreignKeys: [owned('job_findings_job', 'job_id', 'jobs'), owned('job_findings_resource', 'user_id')],
  });
}
