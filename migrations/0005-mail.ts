import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, tenant, unique } from './dsl/constraints.js';

/** Mails that are to be sent, and what became of those that were. */
export class Mail1764400000000 implements MigrationInterface {
  readonly name = 'Mail1764400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(mails(new Columns(queryRunner)));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('mails');
  }
}

function mails(c: Columns): Table {
  const nullable = { isNullable: true };
  return new Table({
    name: 'mails',
    columns: [
      c.id('id', { isPrimary: true }),
      c.integer('tenant_id'),
      c.string('kind', 64),
      c.string('dedupe_key', 400, nullable),
      c.string('recipient_name', 255, nullable),
      c.string('recipient_address', 320),
      c.string('subject', 255),
      c.longText('content', nullable),
      c.string('state', 16),
      c.flag('bulk'),
      c.integer('attempts'),
      c.bigint('next_attempt_at', nullable),
      c.id('claim', nullable),
      c.bigint('last_attempt_at', nullable),
      c.longText('last_error', nullable),
      c.bigint('given_up_at'),
      c.bigint('created_at'),
      c.bigint('finished_at', nullable),
    ],
    indices: [
      unique('mails_dedupe', 'tenant_id', 'dedupe_key'),
      index('mails_listing', 'tenant_id', 'id'),
      index('mails_state', 'tenant_id', 'state', 'id'),
      index('mails_due', 'tenant_id', 'bulk', 'next_attempt_at'),
      index('mails_next', 'next_attempt_at', 'tenant_id'),
      index('mails_rate', 'last_attempt_at'),
      index('mails_finished', 'finished_at'),
    ],
    foreignKeys: [tenant('mails_tenant')],
  });
}
