import type { Operation, Provider, TargetType } from './scim-call.js';

/** Every kind of failure that the SCIM API answers, by the name that its errors have. */
export const FAILURE_CODES = [
  'invalid_filter',
  'too_many',
  'uniqueness',
  'mutability',
  'invalid_syntax',
  'invalid_path',
  'no_target',
  'invalid_value',
  'invalid_version',
  'sensitive',
  'invalid_cursor',
  'expired_cursor',
  'invalid_count',
  'unauthorized',
  'secret_voided',
  'secret_expired',
  'secret_suspended',
  'forbidden',
  'provisioning_off',
  'last_administrator',
  'not_found',
  'method_not_allowed',
  'precondition_failed',
  'payload_too_large',
  'unsupported_media_type',
  'not_implemented',
  'conflict',
  'busy',
  'unavailable',
  'internal_error',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** What is known of a call that failed. */
export interface FailedCall {
  readonly status: number;
  readonly code: FailureCode;
  readonly operation: Operation;
  readonly targetType: TargetType | null;
  readonly provider: Provider;
}

/** For people who have never heard of SCIM. */
export interface Explanation {
  /** What has happened. */
  readonly explanation: string;
  readonly whatToDo: string;
}

interface Words {
  /** `Okta`, or `the identity provider`. */
  readonly provider: string;
  /** `user`, `group` or `resource`. */
  readonly target: string;
  /** Where the provider is made to try again. */
  readonly retry: string;
  readonly reassign: string;
}

/** The code of a failure; a more special kind of it is told by what was answered. */
export function failureCode(code: string, status: number, scimType?: string): FailureCode {
  const answered = scimType?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const known =
    FAILURE_CODES.find((name) => name === code) ?? FAILURE_CODES.find((name) => name === answered);
  return known ?? BY_STATUS[status] ?? (status >= 500 ? 'internal_error' : 'invalid_syntax');
}

const BY_STATUS: Readonly<Partial<Record<number, FailureCode>>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  501: 'not_implemented',
  503: 'unavailable',
};

/** What a failure means, and what an administrator can do about it. */
export function explain(call: FailedCall): Explanation {
  const [explanation, whatToDo] = EXPLANATIONS[call.code](wordsFor(call), call);
  return { explanation: capitalized(explanation), whatToDo: capitalized(whatToDo) };
}

/** `Okta`, or `the identity provider`. */
export function providerName(provider: Provider): string {
  return NAMES[provider];
}

const NAMES: Readonly<Record<Provider, string>> = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  onelogin: 'OneLogin',
  jumpcloud: 'JumpCloud',
  google: 'Google Workspace',
  sailpoint: 'SailPoint',
  other: 'the identity provider',
};

/** Where each provider is made to try again, by its own documentation. */
const RETRY: Readonly<Record<Provider, string>> = {
  okta: 'in Okta, retry the task under Dashboard → Tasks, or push the group again',
  entra: 'Entra tries again by itself every 40 minutes; sooner with Provision on demand',
  onelogin: 'in OneLogin, retry under Users → Provisioning',
  jumpcloud: 'in JumpCloud, save the user or group again',
  google: 'Google tries again by itself',
  sailpoint: 'in SailPoint, run the provisioning again',
  other: 'let the identity provider try again',
};

function wordsFor({ provider, targetType }: FailedCall): Words {
  const [name, target] = [NAMES[provider], targetType ?? 'resource'];
  return {
    provider: name,
    target,
    retry: RETRY[provider],
    reassign:
      target === 'group'
        ? `in ${name}, remove the group from the application (unlink it) and push it again`
        : `in ${name}, unassign the user from the application and assign them again`,
  };
}

const EXPLANATIONS: Readonly<
  Record<FailureCode, (words: Words, call: FailedCall) => readonly [explanation: string, whatToDo: string]>
> = {
  invalid_filter: ({ provider }) => [
    `${provider} asked with a filter that is malformed, or compares what cannot be compared.`,
    'Look at the matching attribute and the filter in its provisioning settings; the request shows what was sent.',
  ],
  too_many: ({ provider }) => [
    `${provider} sent more operations in one request than the 1,000 that are taken.`,
    `Lower the batch size in ${provider}, where it has one.`,
  ],
  uniqueness: ({ target, retry }) => [
    target === 'group'
      ? 'Another group has this name.'
      : 'Another user has this userName, or another value that only one may have; it may be an administrator, whom the identity provider does not see.',
    `Rename or delete the other ${target} here, or change the value in the identity provider; then ${retry}.`,
  ],
  mutability: ({ provider }) => [
    `${provider} wants to change what only Rollcall sets, such as an id.`,
    `Remove this attribute from the attribute mapping in ${provider}.`,
  ],
  invalid_syntax: ({ provider }) => [
    `${provider} sent what is no valid SCIM request.`,
    'Look at the attribute mapping or template; the detail names what is wrong. If it is not yours to change, set the connection to tolerant.',
  ],
  invalid_path: ({ provider }) => [
    `${provider} names an attribute in a way that is malformed or that Rollcall does not know.`,
    `Correct the attribute's name in the mapping of ${provider}, or define it as a schema extension.`,
  ],
  no_target: ({ target, reassign }) => [
    `The change is for a value that this ${target} does not have.`,
    `Both sides remember different values. ${capitalized(reassign)}.`,
  ],
  invalid_value: ({ provider, target, retry }) => [
    target === 'group'
      ? 'A value of the group is not possible, or a member is not known here.'
      : 'A value is missing, has the wrong type, or is not allowed for this attribute.',
    target === 'group'
      ? `Assign the members to the application too, so that they are there before the group; then ${retry}.`
      : `Correct the value or the mapping in ${provider}; the detail names the attribute. Then ${retry}.`,
  ],
  invalid_version: ({ provider }) => [
    `${provider} speaks a version of SCIM that Rollcall does not.`,
    `Set ${provider} to SCIM 2.0.`,
  ],
  sensitive: () => [
    'The request would have put what is confidential into an address.',
    'Use a request that sends the filter in its body (POST …/.search).',
  ],
  invalid_cursor: ({ provider }) => [
    `${provider} asked for a page that was never offered.`,
    'Nothing, if it starts its list again; otherwise restart the synchronisation.',
  ],
  expired_cursor: () => [
    'The page that was asked for was offered too long ago.',
    'Nothing, if the list is started again; otherwise restart the synchronisation.',
  ],
  invalid_count: ({ provider }) => [
    `${provider} asked for a number of results that is no number.`,
    `Correct the page size in ${provider}.`,
  ],
  unauthorized: ({ provider }) => [
    `${provider} sent no secret, or one that was never valid.`,
    `Enter the SCIM secret in ${provider}; issue a new one if it is lost.`,
  ],
  secret_voided: ({ provider }) => [
    `${provider} still uses a secret that was voided when another was issued.`,
    `Enter the new secret in ${provider}; issue one if it is lost.`,
  ],
  secret_expired: ({ provider }) => [
    'The SCIM secret has expired.',
    `Issue a new secret and enter it in ${provider}.`,
  ],
  secret_suspended: () => [
    'The SCIM administrator whom the secret is bound to is not active, or has lost the role that it needs.',
    'Bind the connection to another fit person, or restore this one; the secret stays the same.',
  ],
  forbidden: ({ provider }) => [
    `${provider} asked for what is not allowed.`,
    'The detail says what; nothing was changed.',
  ],
  provisioning_off: ({ provider }) => [
    `Provisioning is switched off here, so that nothing that ${provider} sends is taken.`,
    'Switch it on in the connection; what was missed follows with the next synchronisation.',
  ],
  last_administrator: ({ retry }) => [
    'The change would have taken away the last administrator of Rollcall.',
    `Make somebody else an administrator; then ${retry}.`,
  ],
  not_found: ({ provider, target, reassign }, { operation }) => {
    if (operation === 'delete') {
      return [`The ${target} was gone already.`, `Nothing: this is what ${provider} wants.`];
    }
    return [
      `${provider} uses an id that is not known here: the ${target} was deleted, or never created.`,
      `${capitalized(reassign)}.`,
    ];
  },
  method_not_allowed: ({ provider }) => [
    `${provider} used a method that this address does not have.`,
    `Look at the tenant URL in ${provider}: it ends with /scim/v2.`,
  ],
  precondition_failed: ({ target, retry }) => [
    `The ${target} has changed since it was read.`,
    `Usually nothing: the change is made with the next attempt. Otherwise, ${retry}.`,
  ],
  payload_too_large: ({ provider }) => [
    `${provider} sent more than Rollcall takes in one request.`,
    'Let it send members in smaller parts, or raise MAX_BODY_BYTES or MAX_GROUP_BODY_BYTES.',
  ],
  unsupported_media_type: ({ provider }) => [
    `${provider} sent a body that is not JSON in UTF-8, or compressed.`,
    `Set the content type in ${provider} to application/scim+json.`,
  ],
  not_implemented: ({ provider }) => [
    `${provider} asked for what Rollcall does not offer, and says so in its ServiceProviderConfig.`,
    'Usually nothing: it goes on without. Otherwise switch the feature off there.',
  ],
  conflict: ({ retry }) => [
    'Something that the change refers to was deleted in the same moment.',
    `Usually nothing: the change is made with the next attempt. Otherwise, ${retry}.`,
  ],
  busy: ({ retry }) => [
    'Too many changes of the same things came at once.',
    `Usually nothing: the change is made with the next attempt. Otherwise, ${retry}.`,
  ],
  unavailable: ({ retry }) => [
    'The database of Rollcall could not be reached.',
    `Once it is back, ${retry}. Whoever runs Rollcall finds more in its log.`,
  ],
  internal_error: ({ retry }) => [
    'Something went wrong in Rollcall.',
    `Give whoever runs Rollcall the request id: its log has the details. Afterwards, ${retry}.`,
  ],
};

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
