import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Columns } from './dsl/columns.js';
import { index, owned, tenant, unique } from './dsl/constraints.js';

/** Own roles, organizations, access tokens, one-time links, the throttle of sign-ins, and single sign-on. */
export class Access1764100000000 implements MigrationInterface {
  readonly name = 'Access1764100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(new Columns(queryRunner))) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const names = tables(new Columns(queryRunner)).map((table) => table.name);
    for (const name of names.reverse()) await queryRunner.dropTable(name);
  }
}

/** In the order in which foreign keys need them. */
function tables(c: Columns): Table[] {
  return [
    roles(c),
    organizations(c),
    organizationMembers(c),
    accessTokens(c),
    oneTimeLinks(c),
    signInThrottles(c),
    ssoSettings(c),
    ssoIdentities(c),
    ssoFlows(c),
  ];
}

const PRIMARY = { isPrimary: true };
const NULLABLE = { isNullable: true };

function roles(c: Columns): Table {
  return new Table({
    name: 'roles',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.string('name', 64, PRIMARY),
      c.longText('description'),
      c.longText('permissions'),
      c.bigint('created_at'),
      c.bigint('updated_at'),
    ],
    foreignKeys: [tenant('roles_tenant')],
  });
}

function organizations(c: Columns): Table {
  return new Table({
    name: 'organizations',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.string('name', 255),
      c.longText('folded_name'),
      c.bytes('name_digest', 32),
      c.bigint('created_at'),
      c.bigint('updated_at'),
    ],
    indices: [
      unique('organizations_name', 'tenant_id', 'name_digest'),
      index('organizations_listing', 'tenant_id', 'id'),
    ],
    foreignKeys: [tenant('organizations_tenant')],
  });
}

function organizationMembers(c: Columns): Table {
  return new Table({
    name: 'organization_members',
    withoutRowid: true,
    columns: [
      c.id('organization_id', PRIMARY),
      c.id('user_id', PRIMARY),
      c.integer('tenant_id'),
      c.bigint('created_at'),
    ],
    indices: [index('organization_members_user', 'user_id', 'organization_id', 'tenant_id')],
    foreignKeys: [
      owned('organization_members_organization', 'organization_id', 'organizations'),
      owned('organization_members_user_id', 'user_id'),
    ],
  });
}

function accessTokens(c: Columns): Table {
  return new Table({
    name: 'access_tokens',
    columns: [
      c.id('id', PRIMARY),
      c.integer('tenant_id'),
      c.id('user_id'),
      c.string('name', 255),
      c.bytes('digest', 32),
      c.string('hint', 32),
      c.longText('permissions'),
      c.longText('group_ids', NULLABLE),
      c.longText('organization_ids', NULLABLE),
      c.bigint('created_at'),
      c.bigint('expires_at', NULLABLE),
      c.bigint('last_used_at', NULLABLE),
    ],
    indices: [
      unique('access_tokens_digest', 'digest'),
      index('access_tokens_user', 'user_id', 'id'),
      index('access_tokens_listing', 'tenant_id', 'id'),
    ],
    foreignKeys: [owned('access_tokens_user_id', 'user_id')],
  });
}

function oneTimeLinks(c: Columns): Table {
  return new Table({
    name: 'one_time_links',
    columns: [
      c.bytes('digest', 32, PRIMARY),
      c.integer('tenant_id'),
      c.id('user_id'),
      c.string('purpose', 32),
      c.bigint('created_at'),
      c.bigint('expires_at'),
    ],
    indices: [index('one_time_links_user', 'user_id', 'purpose')],
    foreignKeys: [owned('one_time_links_user_id', 'user_id')],
  });
}

/** Not a tenant's: who guesses may guess tenants too. */
function signInThrottles(c: Columns): Table {
  return new Table({
    name: 'sign_in_throttles',
    columns: [
      c.bytes('subject_digest', 32, PRIMARY),
      c.integer('failures'),
      c.bigint('last_failed_at'),
      c.bigint('blocked_until'),
    ],
    indices: [index('sign_in_throttles_age', 'last_failed_at')],
  });
}

function ssoSettings(c: Columns): Table {
  return new Table({
    name: 'sso_settings',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.longText('issuer'),
      c.longText('client_id'),
      c.longText('client_secret_sealed', NULLABLE),
      c.bigint('tested_at', NULLABLE),
      c.bigint('updated_at'),
    ],
    foreignKeys: [tenant('sso_settings_tenant')],
  });
}

function ssoIdentities(c: Columns): Table {
  return new Table({
    name: 'sso_identities',
    columns: [
      c.integer('tenant_id', PRIMARY),
      c.bytes('identity_digest', 32, PRIMARY),
      c.id('user_id'),
      c.longText('issuer'),
      c.longText('subject'),
      c.bigint('linked_at'),
    ],
    indices: [index('sso_identities_user', 'user_id', 'tenant_id')],
    foreignKeys: [owned('sso_identities_user_id', 'user_id')],
  });
}

function ssoFlows(c: Columns): Table {
  return new Table({
    name: 'sso_flows',
    columns: [
      c.bytes('state_digest', 32, PRIMARY),
      c.integer('tenant_id'),
      c.string('purpose', 16),
      c.longText('sealed'),
      c.bigint('expires_at'),
    ],
    indices: [index('sso_flows_age', 'expires_at')],
    foreignKeys: [tenant('sso_flows_tenant')],
  });
}
