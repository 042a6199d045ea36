import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { tenant } from './dsl/constraints.js';

/** What administrators have been told of by mail. */
export class Notifications1764800000000 implements MigrationInterface {
  readonly name = 'Notifications1764800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(notificationStates(new Columns(queryRunner)));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('notification_states');
  }
}

function notificationStates(c: Columns): Table {
  const nullable = { isNullable: true };
  return new Table({
    name: 'notification_states',
    columns: [
      c.integer('tenant_id', { isPrimary: true }),
      c.bigint('position'),
      c.id('reminded_secret_id', nullable),
      c.integer('reminded_days', nullable),
      c.id('suspended_secret_id', nullable),
      c.bigint('mass_deactivation_at', nullable),
      c.bigint('failing_since', nullable),
      c.integer('failures_told'),
      c.bigint('failure_notice_at', nullable),
      c.bigint('sync_told_to', nullable),
      c.bigint('silence_told_of', nullable),
    ],
    foreignKeys: [tenant('notification_states_tenant')],
  });
}
