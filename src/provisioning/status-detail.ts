import { explain, failureCode, providerName, type Explanation } from '../provisioning-log/explanation.js';
import type { OpenFailure } from '../provisioning-log/health.repository.js';
import type { ProvisioningFacts } from '../provisioning-log/provisioning-health.js';
import type { ConnectionSettings, ConnectionStatus, SecretFacts } from './connection.js';

/** What the status of a connection follows from. Times as ISO 8601. */
export interface StatusDetail {
  /** The status in plain words. */
  readonly sentence: string;
  readonly lastCall: {
    /** To the minute. */
    readonly time: string;
    readonly provider: ConnectionSettings['provider'];
    readonly userAgent: string | null;
    readonly ip: string | null;
  } | null;
  readonly failing: {
    readonly targets: number;
    /** That failed since then. */
    readonly calls: number;
    readonly since: string;
    readonly latest: FailingTarget;
  } | null;
  readonly silentSince: string | null;
  readonly secretExpiresAt: string | null;
  readonly voidedSecret: { readonly lastUsedAt: string; readonly ip: string | null } | null;
}

/** The call that failed last, of the log. */
interface FailingTarget extends Explanation {
  readonly id: string;
  readonly time: string;
  readonly status: number;
  readonly target: {
    readonly type: string | null;
    readonly id: string | null;
    readonly display: string | null;
  };
}

export function describeStatus(
  status: ConnectionStatus,
  secret: SecretFacts | undefined,
  facts: ProvisioningFacts,
): StatusDetail {
  const { lastCall, failing, silentSince, voidedSecret } = facts;
  return {
    sentence: SENTENCES[status](wordsFor(secret, facts)),
    lastCall: lastCall
      ? {
          time: iso(lastCall.at),
          provider: lastCall.provider,
          userAgent: lastCall.userAgent,
          ip: lastCall.ip,
        }
      : null,
    failing: failing
      ? {
          targets: failing.targets,
          calls: failing.calls,
          since: iso(failing.since),
          latest: describeFailing(failing.latest),
        }
      : null,
    silentSince: silentSince === undefined ? null : iso(silentSince),
    secretExpiresAt: typeof secret?.expiresAt === 'number' ? iso(secret.expiresAt) : null,
    voidedSecret: voidedSecret ? { lastUsedAt: iso(voidedSecret.usedAt), ip: voidedSecret.ip } : null,
  };
}

interface Words {
  /** As a sentence begins. */
  readonly Provider: string;
  readonly lastCall: string;
  readonly targets: number;
  readonly why: string;
  readonly expiry: string;
  readonly voided: string;
}

const SENTENCES: Readonly<Record<ConnectionStatus, (words: Words) => string>> = {
  not_set_up: ({ voided }) =>
    voided === ''
      ? 'No secret has been issued yet.'
      : `There is no secret; the identity provider still called with one that is void on ${voided}.`,
  switched_off: () => 'Provisioning is switched off: the identity provider is turned away.',
  expired: ({ expiry }) => `The secret expired on ${expiry}: issue another one.`,
  suspended: () =>
    'The SCIM administrator whom the secret is bound to may not act: bind it to another person, or restore this one.',
  voided_secret: ({ voided }) =>
    `The identity provider still uses a secret that is void, last on ${voided}: enter the new one there.`,
  waiting: () => 'The identity provider has not called with this secret yet.',
  failing: ({ targets, why }) =>
    targets === 1
      ? `One user, group or query fails. ${why}`
      : `${targets} users, groups or queries fail. ${why}`,
  silent: ({ Provider, lastCall }) => `${Provider} used to call, and has not since ${lastCall}.`,
  expiring: ({ expiry }) => `The secret expires on ${expiry}: issue another one before.`,
  connected: ({ Provider, lastCall }) => `${Provider} called last on ${lastCall}.`,
};

function wordsFor(
  secret: SecretFacts | undefined,
  { lastCall, failing, voidedSecret }: ProvisioningFacts,
): Words {
  const name = providerName(lastCall?.provider ?? 'other');
  const at = lastCall?.at ?? secret?.lastUsedAt ?? null;
  return {
    Provider: name.charAt(0).toUpperCase() + name.slice(1),
    lastCall: at === null ? '' : words(at),
    targets: failing?.targets ?? 0,
    why: failing ? describeFailing(failing.latest).explanation : '',
    expiry: typeof secret?.expiresAt === 'number' ? words(secret.expiresAt) : '',
    voided: voidedSecret ? words(voidedSecret.usedAt) : '',
  };
}

function describeFailing({ latest }: OpenFailure): FailingTarget {
  const { id, time, operation, targetType, targetId, targetDisplay, provider } = latest;
  const status = latest.status ?? 500;
  const code = failureCode(latest.code ?? '', status);
  return {
    id,
    time: iso(time),
    status,
    target: { type: targetType, id: targetId, display: targetDisplay },
    ...explain({ status, code, operation, targetType, provider }),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** `2027-06-30 08:00 UTC`. */
function words(time: number): string {
  return `${iso(time).slice(0, 16).replace('T', ' ')} UTC`;
}
