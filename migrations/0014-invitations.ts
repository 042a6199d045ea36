import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, owned, tenant } from './dsl/constraints.js';

/** Users who are expected to come for the first time, and what their invitations say. */
export class Invitations1765500000000 implements MigrationInterface {
  readonly name = 'Invitations1765500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = new Columns(queryRunner);
    await queryRunner.createTable(invitations(c));
    await queryRunner.createTable(invitationSettings(c));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('invitation_settings');
    await queryRunner.dropTable('invitations');
  }
}

const PRIMARY = { isPrimary: true };
const NULLABLE = { isNullable: true };

function invitations(c: Columns): Table {
  return new Table({
    name: 'invitations',
    columns: [
      c.id('user_id', PRIMARY),
      c.integer('tenant_id'),
      c.bigint('expected_since'),
      c.bigint('sent_at', NULLABLE),
      c.id('mail_id', NULLABLE),
      c.bigint('activated_at', NULLABLE),
    ],
    indices: [index('invitations_listing', 'tenant_id', 'activated_at', 'user_id')],
    foreignKeys: [owned('invitations_user', 'user_id')],
  });
}

function invitationSettings(c: Columns): Table {
  return new Table({
    name: 'invitation_settings',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.string('product_name', 100),
      c.longText('text', NULLABLE),
      c.longText('application_url', NULLABLE),
      c.bigint('updated_at'),
    ],
    foreignKeys: [tenant('invitation_settings_tenant')],
  });
}
