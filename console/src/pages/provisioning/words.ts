import type { Schema } from '../../api/client';

type Connection = Schema<'ConnectionDto'>;
type SecretState = Schema<'ScimSecretDto'>['state'];

interface StatusWords {
  readonly label: string;
  readonly color: 'gray' | 'green' | 'yellow' | 'red';
  readonly sentence: string;
}

/** What each status of the connection means, and what is to be done. */
export const STATUS: Readonly<Record<Connection['status'], StatusWords>> = {
  not_set_up: {
    label: 'Not set up',
    color: 'gray',
    sentence: 'Your identity provider cannot call yet. Issue a secret to begin.',
  },
  waiting: {
    label: 'Waiting',
    color: 'yellow',
    sentence: 'Everything is ready. Rollcall waits for the first call of your identity provider.',
  },
  connected: {
    label: 'Connected',
    color: 'green',
    sentence: 'Your identity provider is calling, and Rollcall keeps users and groups in step.',
  },
  voided_secret: {
    label: 'Old secret',
    color: 'red',
    sentence: 'Your identity provider still uses a secret that is void. Enter the present one there.',
  },
  failing: {
    label: 'Failing',
    color: 'red',
    sentence: 'Some of what your identity provider wants could not be done.',
  },
  silent: {
    label: 'Silent',
    color: 'yellow',
    sentence: 'Your identity provider used to call, and has stopped. Look at its provisioning settings.',
  },
  expiring: {
    label: 'Expiring',
    color: 'yellow',
    sentence:
      'The secret will expire soon. Issue another one before, and enter it in your identity provider.',
  },
  switched_off: {
    label: 'Switched off',
    color: 'gray',
    sentence:
      'Your identity provider is turned away. Nothing is lost: it catches up once you switch on again.',
  },
  suspended: {
    label: 'Suspended',
    color: 'red',
    sentence:
      'The SCIM administrator may no longer act. Choose another one below: the same secret then works again.',
  },
  expired: {
    label: 'Expired',
    color: 'red',
    sentence: 'The secret has expired and your identity provider is turned away. Issue another one.',
  },
};

export const SECRET_STATE: Readonly<Record<SecretState, Pick<StatusWords, 'label' | 'color'>>> = {
  active: { label: 'Active', color: 'green' },
  expired: { label: 'Expired', color: 'red' },
  suspended: { label: 'Suspended', color: 'red' },
};

export const PROVIDERS: Readonly<Record<Connection['provider'], string>> = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  onelogin: 'OneLogin',
  jumpcloud: 'JumpCloud',
  google: 'Google Workspace',
  sailpoint: 'SailPoint',
  other: 'Another provider',
};

/** The end of a secret's hint, by which people recognize it: `rcs_4RkT…k2xZ` ends with `k2xZ`. */
export function endOf(hint: string): string {
  return hint.slice(hint.lastIndexOf('…') + 1);
}
