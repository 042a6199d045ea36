import type { Issuer } from '../identity/current-caller.js';
import type { ConnectionSettings } from '../provisioning/connection.js';
import type { SchemaState } from '../schema-extensions/schema-extension.repository.js';

/** Whom a SCIM secret stands for. */
export interface ScimIdentity {
  readonly tenantId: number;
  /** The tenant's own public address. */
  readonly publicUrl: string | undefined;
  readonly connection: {
    /** Provisioning is switched on. */
    readonly enabled: boolean;
    readonly provider: ConnectionSettings['provider'];
    readonly conformance: 'tolerant' | 'strict';
    readonly matchUsersBy: ConnectionSettings['matchUsersBy'];
    readonly onDelete: ConnectionSettings['onDelete'];
    readonly rejoin: boolean;
    readonly provisionAdministrators: boolean;
    /** Roles that the IdP may give, by the attribute that `schemas` names. */
    readonly assignableRoles: readonly string[];
  };
  /** By what is known whether the tenant's schemas have changed. */
  readonly schemas: SchemaState;
  /** The SCIM administrator whom the secret is bound to. */
  readonly administrator: { readonly id: string; readonly display: string };
  /** Who has issued the secret; undefined where it is Rollcall itself, or an active administrator, who may give every role. */
  readonly issuer: Issuer | undefined;
}
