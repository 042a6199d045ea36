import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, tenant } from './dsl/constraints.js';

/** What the IdP's calls have done and what came of them. */
export class ProvisioningLog1764300000000 implements MigrationInterface {
  readonly name = 'ProvisioningLog1764300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = new Columns(queryRunner);
    for (const table of [requests(c), syncs(c), failures(c), contacts(c), tolerances(c)]) {
      await queryRunner.createTable(table);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['tolerances', 'contacts', 'failures', 'syncs', 'requests']) {
      await queryRunner.dropTable(`scim_${table}`);
    }
  }
}

const PRIMARY = { isPrimary: true };
const NULLABLE = { isNullable: true };

function requests(c: Columns): Table {
  return new Table({
    name: 'scim_requests',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.bigint('time'),
      c.string('request_id', 64),
      c.string('outcome', 16),
      c.string('effect', 16, NULLABLE),
      c.string('operation', 16),
      c.string('method', 16),
      c.longText('path'),
      c.string('target_type', 16, NULLABLE),
      c.string('target_id', 64, NULLABLE),
      c.longText('target_display', NULLABLE),
      c.integer('status', NULLABLE),
      c.string('code', 64, NULLABLE),
      c.string('scim_type', 32, NULLABLE),
      c.longText('detail', NULLABLE),
      c.integer('microseconds', NULLABLE),
      c.string('provider', 16),
      c.longText('user_agent', NULLABLE),
      c.string('ip', 64, NULLABLE),
      c.longText('tolerances', NULLABLE),
      c.longText('request', NULLABLE),
      c.longText('answer', NULLABLE),
    ],
    indices: [
      index('scim_requests_time', 'tenant_id', 'id'),
      index('scim_requests_outcome', 'tenant_id', 'outcome', 'id'),
      index('scim_requests_target', 'tenant_id', 'target_id', 'id'),
      index('scim_requests_request', 'tenant_id', 'request_id'),
    ],
    foreignKeys: [tenant('scim_requests_tenant')],
  });
}

function syncs(c: Columns): Table {
  return new Table({
    name: 'scim_syncs',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.string('provider', 16),
      c.bigint('started_at'),
      c.bigint('last_call_at'),
      c.bigint('ended_at', NULLABLE),
      c.integer('created'),
      c.integer('matched'),
      c.integer('updated'),
      c.integer('deactivated'),
      c.integer('deleted'),
      c.integer('failed'),
      c.integer('read_calls'),
    ],
    indices: [index('scim_syncs_time', 'tenant_id', 'id'), index('scim_syncs_end', 'tenant_id', 'ended_at')],
    foreignKeys: [tenant('scim_syncs_tenant')],
  });
}

function failures(c: Columns): Table {
  return new Table({
    name: 'scim_failures',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.bytes('target_key', 32, PRIMARY),
      c.bigint('first_at'),
      c.bigint('last_at'),
      c.integer('count'),
      c.id('request'),
    ],
    indices: [index('scim_failures_request', 'tenant_id', 'request')],
    foreignKeys: [tenant('scim_failures_tenant')],
  });
}

function contacts(c: Columns): Table {
  return new Table({
    name: 'scim_contacts',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.bigint('last_call_at', NULLABLE),
      c.string('provider', 16, NULLABLE),
      c.longText('user_agent', NULLABLE),
      c.string('ip', 64, NULLABLE),
      c.integer('syncs'),
      c.bigint('longest_pause'),
      c.bigint('voided_secret_used_at', NULLABLE),
      c.string('voided_secret_ip', 64, NULLABLE),
    ],
    foreignKeys: [tenant('scim_contacts_tenant')],
  });
}

function tolerances(c: Columns): Table {
  return new Table({
    name: 'scim_tolerances',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.string('name', 64, PRIMARY),
      c.bigint('count'),
      c.bigint('last_used_at'),
    ],
    foreignKeys: [tenant('scim_tolerances_tenant')],
  });
}
