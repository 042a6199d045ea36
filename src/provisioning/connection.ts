import type { ProvisioningFacts } from '../provisioning-log/provisioning-health.js';

export const PROVIDERS = ['okta', 'entra', 'onelogin', 'jumpcloud', 'google', 'sailpoint', 'other'] as const;
export const ON_DELETE = ['delete', 'retain'] as const;
export const MATCH_USERS_BY = ['email', 'userName', 'none'] as const;
export const INVITATIONS = ['off', 'on_create', 'manual'] as const;
export const CONFORMANCE = ['tolerant', 'strict'] as const;

/** How a tenant is provisioned: what administrators set. */
export interface ConnectionSettings {
  /** Provisioning is switched on. */
  readonly enabled: boolean;
  readonly name: string;
  readonly provider: (typeof PROVIDERS)[number];
  /** The SCIM administrator whom the secret is bound to. */
  readonly administratorId: string | null;
  readonly notificationEmails: readonly string[];
  readonly notifyOnFailure: boolean;
  /** Tell of each sync run's end. */
  readonly notifyOnSync: boolean;
  /** Per cent of all people: who takes away more at once is told of. */
  readonly massDeactivationShare: number;
  readonly provisionAdministrators: boolean;
  readonly organizationProvisioning: boolean;
  readonly onDelete: (typeof ON_DELETE)[number];
  /** Somebody who was deleted, is retained and is created again gets their old id back, and nothing else. */
  readonly rejoin: boolean;
  readonly matchUsersBy: (typeof MATCH_USERS_BY)[number];
  readonly invitations: (typeof INVITATIONS)[number];
  /** The attribute that IdPs name roles in; null leaves the core `roles` plain data without effect. */
  readonly roleAttribute: string | null;
  /** Roles that an IdP may give. */
  readonly assignableRoles: readonly string[];
  readonly ssoEnforced: boolean;
  readonly conformance: (typeof CONFORMANCE)[number];
}

export const DEFAULT_CONNECTION: ConnectionSettings = {
  enabled: false,
  name: 'SCIM',
  provider: 'other',
  administratorId: null,
  notificationEmails: [],
  notifyOnFailure: true,
  notifyOnSync: false,
  massDeactivationShare: 10,
  provisionAdministrators: false,
  organizationProvisioning: false,
  onDelete: 'delete',
  rejoin: false,
  matchUsersBy: 'email',
  invitations: 'off',
  roleAttribute: null,
  assignableRoles: ['member'],
  ssoEnforced: false,
  conformance: 'tolerant',
};

/** What of the active secret decides on the connection's status; times in milliseconds since the epoch. */
export interface SecretFacts {
  readonly expiresAt: number | null;
  readonly expiredAt: number | null;
  readonly lastUsedAt: number | null;
  /** Whom it is bound to is active and holds a role that may issue it. */
  readonly administratorIsFit: boolean;
}

export const SECRET_STATES = ['active', 'expired', 'suspended'] as const;
export type SecretState = (typeof SECRET_STATES)[number];

/** The first that is so, in this order: what keeps the IdP out comes before what fails, and that before what will. */
export const CONNECTION_STATUS = [
  'not_set_up',
  'switched_off',
  'expired',
  'suspended',
  'voided_secret',
  'waiting',
  'failing',
  'silent',
  'expiring',
  'connected',
] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUS)[number];

export function secretState(
  { expiresAt, expiredAt, administratorIsFit }: SecretFacts,
  now: number,
): SecretState {
  if (expiredAt !== null || (expiresAt !== null && expiresAt <= now)) return 'expired';
  return administratorIsFit ? 'active' : 'suspended';
}

/** Milliseconds before its end from which on a secret is `expiring`. */
export const EXPIRES_SOON = 30 * 86_400_000;

/**
 * One word for the connection. `waiting` until the IdP has called for the first time with the present secret;
 * `voided_secret` while its last call was with one that is void.
 */
export function connectionStatus(
  enabled: boolean,
  secret: SecretFacts | undefined,
  facts: ProvisioningFacts,
  now: number,
): ConnectionStatus {
  if (!secret) return 'not_set_up';
  if (!enabled) return 'switched_off';
  const state = secretState(secret, now);
  if (state !== 'active') return state;
  const { lastCall, failing, voidedSecret, silentSince } = facts;
  const lastUse = Math.max(secret.lastUsedAt ?? 0, lastCall?.at ?? 0);
  if (voidedSecret && voidedSecret.usedAt > lastUse) return 'voided_secret';
  if (secret.lastUsedAt === null) return 'waiting';
  if (failing) return 'failing';
  if (silentSince !== undefined) return 'silent';
  return expiresSoon(secret, now) ? 'expiring' : 'connected';
}

function expiresSoon({ expiresAt }: SecretFacts, now: number): boolean {
  return expiresAt !== null && expiresAt - now <= EXPIRES_SOON;
}
