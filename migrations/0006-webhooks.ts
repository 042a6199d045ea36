import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, owned, tenant } from './dsl/constraints.js';

/** Webhooks, and what is sent to them. */
export class Webhooks1764500000000 implements MigrationInterface {
  readonly name = 'Webhooks1764500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const columns = new Columns(queryRunner);
    await queryRunner.createTable(webhooks(columns));
    await queryRunner.createTable(deliveries(columns));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('webhook_deliveries');
    await queryRunner.dropTable('webhooks');
  }
}

function webhooks(c: Columns): Table {
  const nullable = { isNullable: true };
  return new Table({
    name: 'webhooks',
    columns: [
      c.id('id', { isPrimary: true }),
      c.integer('tenant_id'),
      c.longText('url'),
      c.string('description', 255),
      c.longText('event_types'),
      c.flag('enabled'),
      c.string('disabled_reason', 16, nullable),
      c.longText('secrets_sealed'),
      c.bigint('position'),
      c.bigint('failing_since', nullable),
      c.bigint('paused_until', nullable),
      c.bigint('created_at'),
      c.bigint('updated_at'),
    ],
    indices: [index('webhooks_listing', 'tenant_id', 'id')],
    foreignKeys: [tenant('webhooks_tenant')],
  });
}

function deliveries(c: Columns): Table {
  const nullable = { isNullable: true };
  return new Table({
    name: 'webhook_deliveries',
    columns: [
      c.id('id', { isPrimary: true }),
      c.integer('tenant_id'),
      c.id('webhook_id'),
      c.id('event_id'),
      c.bigint('sequence'),
      c.string('event_type', 64),
      c.id('resource_id'),
      c.string('state', 16),
      c.integer('attempts'),
      c.bigint('due_at', nullable),
      c.id('claim', nullable),
      c.bigint('last_attempt_at', nullable),
      c.integer('last_status', nullable),
      c.integer('last_duration', nullable),
      c.longText('last_error', nullable),
      c.longText('last_response', nullable),
    ],
    indices: [
      index('webhook_deliveries_due', 'webhook_id', 'state', 'due_at'),
      index('webhook_deliveries_order', 'webhook_id', 'state', 'resource_id', 'sequence'),
      index('webhook_deliveries_state', 'webhook_id', 'state', 'id'),
      index('webhook_deliveries_listing', 'webhook_id', 'id'),
    ],
    foreignKeys: [owned('webhook_deliveries_webhook', 'webhook_id', 'webhooks')],
  });
}
