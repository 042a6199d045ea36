import type { ConnectionSettings } from '../provisioning/connection.js';

/** Whom a SCIM secret stands for. */
export interface ScimIdentity {
  readonly tenantId: number;
  /** The tenant's own public address. */
  readonly publicUrl: string | undefined;
  readonly connection: {
    /** Provisioning is switched on. */
    readonly enabled: boolean;
    readonly conformance: 'tolerant' | 'strict';
    readonly matchUsersBy: ConnectionSettings['matchUsersBy'];
    readonly provisionAdministrators: boolean;
  };
  /** The SCIM administrator whom the secret is bound to. */
  readonly administrator: { readonly id: string; readonly display: string };
}
