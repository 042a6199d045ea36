/** Whom a SCIM secret stands for. */
export interface ScimIdentity {
  readonly tenantId: number;
  /** The tenant's own public address. */
  readonly publicUrl: string | undefined;
  readonly connection: {
    /** Provisioning is switched on. */
    readonly enabled: boolean;
    readonly conformance: 'tolerant' | 'strict';
  };
  /** The SCIM administrator whom the secret is bound to. */
  readonly administrator: { readonly id: string; readonly display: string };
}
