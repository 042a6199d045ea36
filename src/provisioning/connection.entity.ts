import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  StringColumn,
  TimeColumn,
} from '../persistence/columns.js';
import { TenantEntity } from '../tenants/tenant.entity.js';

/** A tenant's connection to its IdP: whether it is on, whom the secret is bound to, and how provisioning behaves. */
@Entity('connections')
export class ConnectionEntity {
  @ForeignKey(() => TenantEntity, { name: 'connections_tenant' })
  @PrimaryColumn({ name: 'tenant_id', type: 'integer' })
  tenantId: number;

  @FlagColumn('enabled')
  enabled: number;

  @StringColumn('name', 255)
  name: string;

  @StringColumn('provider', 32)
  provider: string;

  @IdColumn('administrator_id', { nullable: true })
  administratorId: string | null;

  /** JSON: e-mail addresses. */
  @LongTextColumn('notification_emails')
  notificationEmails: string;

  @FlagColumn('notify_on_failure')
  notifyOnFailure: number;

  @FlagColumn('notify_on_sync')
  notifyOnSync: number;

  /** Per cent of all people. */
  @IntegerColumn('mass_deactivation_share')
  massDeactivationShare: number;

  @FlagColumn('provision_administrators')
  provisionAdministrators: number;

  @FlagColumn('organization_provisioning')
  organizationProvisioning: number;

  @StringColumn('on_delete', 16)
  onDelete: string;

  @FlagColumn('rejoin', { default: 0 })
  rejoin: number;

  @StringColumn('match_users_by', 16)
  matchUsersBy: string;

  @StringColumn('invitations', 16)
  invitations: string;

  @StringColumn('role_attribute', 255, { nullable: true })
  roleAttribute: string | null;

  /** JSON: names of roles. */
  @LongTextColumn('assignable_roles')
  assignableRoles: string;

  @FlagColumn('sso_enforced')
  ssoEnforced: number;

  /** Whose word the OpenID provider is: `environment`, `api`, `deleted` (by the API); null while nobody has set one. */
  @StringColumn('sso_origin', 16, { nullable: true })
  ssoOrigin: string | null;

  @StringColumn('conformance', 16)
  conformance: string;

  @TimeColumn('updated_at')
  updatedAt: number;
}
