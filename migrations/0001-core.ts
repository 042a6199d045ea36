import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, owned, tenant, unique } from './dsl/constraints.js';

/** Tenants, resources with their values and memberships, accounts, the secret, the connection and the journal. */
export class Core1764000000000 implements MigrationInterface {
  readonly name = 'Core1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = new Columns(queryRunner);
    for (const table of tables(c)) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const names = tables(new Columns(queryRunner)).map((table) => table.name);
    for (const name of names.reverse()) await queryRunner.dropTable(name);
  }
}

/** In the order in which foreign keys need them. */
function tables(c: Columns): Table[] {
  return [
    tenants(c),
    installation(c),
    resources(c),
    attributeValues(c),
    groupMembers(c),
    accounts(c),
    roleGrants(c),
    sessions(c),
    scimSecrets(c),
    connections(c),
    journalEntries(c),
    journalHeads(c),
  ];
}

const PRIMARY = { isPrimary: true };
const NULLABLE = { isNullable: true };

function tenants(c: Columns): Table {
  return new Table({
    name: 'tenants',
    columns: [
      c.integer('id', PRIMARY),
      c.id('public_id'),
      c.string('name', 64),
      c.string('host', 255, NULLABLE),
      c.longText('public_url', NULLABLE),
      c.bytes('setup_token_digest', 32, NULLABLE),
      c.bigint('setup_token_expires_at', NULLABLE),
      c.integer('schemas_version'),
      c.bigint('created_at'),
      c.bigint('deleted_at', NULLABLE),
    ],
    indices: [
      unique('tenants_setup_token', 'setup_token_digest'),
      unique('tenants_public_id', 'public_id'),
      unique('tenants_name', 'name'),
      unique('tenants_host', 'host'),
    ],
  });
}

function installation(c: Columns): Table {
  return new Table({
    name: 'installation',
    columns: [c.string('name', 64, PRIMARY), c.longText('value')],
  });
}

function resources(c: Columns): Table {
  return new Table({
    name: 'resources',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.string('resource_type', 32),
      c.integer('version'),
      c.bigint('created_at'),
      c.bigint('last_modified_at'),
      c.longText('document'),
      c.longText('display'),
      c.flag('active'),
      c.bytes('name_digest', 32),
      c.flag('externally_managed'),
      c.longText('icon', NULLABLE),
      c.integer('member_count'),
    ],
    indices: [
      unique('resources_name', 'tenant_id', 'resource_type', 'name_digest'),
      index(
        'resources_listing',
        'tenant_id',
        'resource_type',
        'id',
        'externally_managed',
        'active',
        'last_modified_at',
        'created_at',
      ),
      index(
        'resources_modified',
        'tenant_id',
        'resource_type',
        'last_modified_at',
        'id',
        'externally_managed',
        'active',
      ),
    ],
    foreignKeys: [tenant('resources_tenant')],
  });
}

function attributeValues(c: Columns): Table {
  return new Table({
    name: 'attribute_values',
    withoutRowid: true,
    columns: [
      c.id('resource_id', PRIMARY),
      c.string('attribute', 255, PRIMARY),
      c.integer('element', PRIMARY),
      c.integer('tenant_id'),
      c.bytes('value_key', 512),
      c.longBytes('value_tail', NULLABLE),
      c.flag('is_leading'),
    ],
    indices: [
      index('attribute_values_lookup', 'tenant_id', 'attribute', 'value_key', 'resource_id', 'is_leading'),
    ],
    foreignKeys: [owned('attribute_values_resource', 'resource_id')],
  });
}

function groupMembers(c: Columns): Table {
  return new Table({
    name: 'group_members',
    withoutRowid: true,
    columns: [
      c.id('group_id', PRIMARY),
      c.id('member_id', PRIMARY),
      c.integer('tenant_id'),
      c.string('member_type', 32),
    ],
    indices: [index('group_members_member', 'member_id', 'group_id', 'tenant_id')],
    foreignKeys: [owned('group_members_group', 'group_id'), owned('group_members_resource', 'member_id')],
  });
}

function accounts(c: Columns): Table {
  return new Table({
    name: 'accounts',
    columns: [
      c.id('user_id', PRIMARY),
      c.integer('tenant_id'),
      c.string('password_hash', 255, NULLABLE),
      c.bigint('last_sign_in_at', NULLABLE),
    ],
    foreignKeys: [owned('accounts_user', 'user_id')],
  });
}

function roleGrants(c: Columns): Table {
  return new Table({
    name: 'role_grants',
    withoutRowid: true,
    columns: [
      c.id('user_id', PRIMARY),
      c.string('role', 64, PRIMARY),
      c.string('source', 48, PRIMARY),
      c.integer('tenant_id'),
    ],
    indices: [index('role_grants_role', 'role', 'tenant_id', 'user_id')],
    foreignKeys: [owned('role_grants_user', 'user_id')],
  });
}

function sessions(c: Columns): Table {
  return new Table({
    name: 'sessions',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.id('user_id'),
      c.bytes('token_digest', 32),
      c.string('method', 16),
      c.string('ip', 64, NULLABLE),
      c.longText('user_agent', NULLABLE),
      c.bigint('created_at'),
      c.bigint('last_seen_at'),
      c.bigint('expires_at'),
    ],
    indices: [unique('sessions_token', 'token_digest'), index('sessions_user', 'user_id', 'tenant_id')],
    foreignKeys: [owned('sessions_user_id', 'user_id')],
  });
}

function scimSecrets(c: Columns): Table {
  return new Table({
    name: 'scim_secrets',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.bytes('digest', 32),
      c.string('hint', 32),
      c.flag('active', NULLABLE),
      c.bigint('issued_at'),
      c.id('issued_by', NULLABLE),
      c.longText('issued_by_display'),
      c.bigint('expires_at', NULLABLE),
      c.bigint('expired_at', NULLABLE),
      c.bigint('voided_at', NULLABLE),
      c.id('voided_by', NULLABLE),
      c.bigint('last_used_at', NULLABLE),
    ],
    indices: [unique('scim_secrets_digest', 'digest'), unique('scim_secrets_active', 'tenant_id', 'active')],
    foreignKeys: [tenant('scim_secrets_tenant')],
  });
}

function connections(c: Columns): Table {
  return new Table({
    name: 'connections',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.flag('enabled'),
      c.string('name', 255),
      c.string('provider', 32),
      c.id('administrator_id', NULLABLE),
      c.longText('notification_emails'),
      c.flag('notify_on_failure'),
      c.flag('notify_on_sync'),
      c.integer('mass_deactivation_share'),
      c.flag('provision_administrators'),
      c.flag('organization_provisioning'),
      c.string('on_delete', 16),
      c.string('match_users_by', 16),
      c.string('invitations', 16),
      c.string('role_attribute', 255, NULLABLE),
      c.longText('assignable_roles'),
      c.flag('sso_enforced'),
      c.string('conformance', 16),
      c.bigint('updated_at'),
    ],
    foreignKeys: [tenant('connections_tenant')],
  });
}

function journalEntries(c: Columns): Table {
  return new Table({
    name: 'journal_entries',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.bigint('sequence', NULLABLE),
      c.bigint('time'),
      c.string('actor_type', 16),
      c.id('actor_id', NULLABLE),
      c.longText('actor_display'),
      c.string('actor_ip', 64, NULLABLE),
      c.string('action', 64),
      c.string('target_type', 32),
      c.id('target_id', NULLABLE),
      c.longText('target_display'),
      c.longText('changes'),
      c.string('request_id', 64, NULLABLE),
      c.string('outcome', 16),
      c.bytes('salt', 16, NULLABLE),
      c.bytes('content_digest', 32, NULLABLE),
      c.bytes('chain', 32, NULLABLE),
      c.string('key_id', 16, NULLABLE),
    ],
    indices: [
      index('journal_entries_time', 'tenant_id', 'id'),
      index('journal_entries_target', 'tenant_id', 'target_id', 'id'),
      index('journal_entries_actor', 'tenant_id', 'actor_id', 'id'),
      index('journal_entries_action', 'tenant_id', 'action', 'id'),
      unique('journal_entries_sequence', 'tenant_id', 'sequence'),
    ],
  });
}

function journalHeads(c: Columns): Table {
  return new Table({
    name: 'journal_heads',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.bigint('sequence'),
      c.bytes('chain', 32),
      c.string('key_id', 16),
      c.bytes('seal', 32),
      c.bigint('sealed_at'),
    ],
  });
}
