import type { Fact } from '../mail/letter.js';
import { CONSOLE, listed, PROVISIONING, showTime, type Notice } from './notice.js';
import type { NoteworthyEntry } from './news.repository.js';

/** The roles that decide on everything: whoever gets or loses one is worth a mail. */
export const WEIGHTY_ROLES = ['administrator', 'user_manager'];

const ROLE_GRANTS = ['role.granted', 'role.revoked'];
const MAPPING_RULES = ['mapping.created', 'mapping.updated', 'mapping.deleted'];
const ROLE_DEFINITIONS = ['role.created', 'role.updated', 'role.deleted'];
/** What befalls people who may hold such a role. */
export const LIFECYCLE: ReadonlySet<string> = new Set([
  'user.deactivated',
  'user.reactivated',
  'user.deleted',
]);

/** Of the connection: who may sign in, and what the IdP may make of people. Others are everyday matters. */
const WEIGHTY_SETTINGS: Readonly<Record<string, string>> = {
  issuer: 'Provider of single sign-on',
  clientId: 'Client at the provider of single sign-on',
  ssoEnforced: 'Single sign-on enforced',
  provisionAdministrators: 'Administrators under the identity provider',
  roleAttribute: 'Attribute by which the identity provider gives roles',
  assignableRoles: 'Roles that the identity provider may give',
};

/** What the notices below are made of. */
export const NOTEWORTHY: readonly string[] = [
  'scim_secret.issued',
  'scim_secret.voided',
  'settings.updated',
  'connection.updated',
  'admin.recovered',
  'webhook.disabled',
  ...ROLE_GRANTS,
  ...ROLE_DEFINITIONS,
  ...MAPPING_RULES,
  ...LIFECYCLE,
];

/**
 * What entries of the journal are worth telling. Those of one kind that come together are one mail: who gives a
 * hundred people a role does not send a hundred mails.
 * @param weighty which weighty role people hold, or held until they were deleted
 */
export function noticesOf(
  entries: readonly NoteworthyEntry[],
  weighty: ReadonlyMap<string, string>,
): Notice[] {
  const of = (...actions: string[]) => entries.filter(({ action }) => actions.includes(action));
  return [
    ...secretNotices(of('scim_secret.issued', 'scim_secret.voided')),
    ...settingsNotices(of('settings.updated', 'connection.updated')),
    ...roleNotices(entries, weighty),
    ...of('admin.recovered').map(recoveryNotice),
    ...of('webhook.disabled').map(webhookNotice),
  ];
}

/** A secret that is void because another one was issued is part of that news. */
function secretNotices(entries: readonly NoteworthyEntry[]): Notice[] {
  return entries.flatMap((entry, index) => {
    if (entry.action === 'scim_secret.issued') {
      const before = entries[index - 1];
      return [issuedNotice(entry, before?.action === 'scim_secret.voided' ? before.target : undefined)];
    }
    return entries[index + 1]?.action === 'scim_secret.issued' ? [] : [voidedNotice(entry)];
  });
}

function issuedNotice(entry: NoteworthyEntry, voided: string | undefined): Notice {
  const end = entry.changes.find(({ path }) => path === 'expiresAt')?.after;
  return {
    kind: 'secret_issued',
    audience: 'administrators',
    letter: {
      heading: 'A SCIM secret was issued',
      tone: 'neutral',
      paragraphs: [
        voided === undefined
          ? 'The identity provider can be connected with it.'
          : 'The secret before it is void: the identity provider is refused until it has the new one.',
        'If nobody of you has done this, void the secret and look at the history.',
      ],
      facts: [
        ['Secret', entry.target],
        ...(voided === undefined ? [] : [['Void since', voided] as Fact]),
        ['Expires', typeof end === 'string' ? showTime(Date.parse(end)) : 'never'],
        ...whoAndWhen(entry),
      ],
      action: PROVISIONING,
    },
  };
}

function voidedNotice(entry: NoteworthyEntry): Notice {
  return {
    kind: 'secret_voided',
    audience: 'administrators',
    letter: {
      heading: 'The SCIM secret was voided',
      tone: 'warning',
      paragraphs: [
        'The identity provider is refused until it has another one.',
        'If nobody of you has done this, look at the history.',
      ],
      facts: [['Secret', entry.target], ...whoAndWhen(entry)],
      action: PROVISIONING,
    },
  };
}

function settingsNotices(entries: readonly NoteworthyEntry[]): Notice[] {
  const lines = entries.flatMap((entry) => settingsLines(entry).map((line) => `${line}, by ${entry.actor}`));
  if (lines.length === 0) return [];
  return [
    {
      kind: 'settings_changed',
      audience: 'administrators',
      letter: {
        heading: 'Security settings were changed',
        tone: 'warning',
        paragraphs: [
          'They decide on who may sign in, and on what the identity provider may do. If nobody of you has done this, put them ' +
            'back and look at the history.',
        ],
        facts: [...listed('Change', lines), when(entries.at(-1)!)],
        action: CONSOLE,
      },
    },
  ];
}

function settingsLines({ action, target, changes }: NoteworthyEntry): string[] {
  const lines = changes
    .filter(({ path }) => path in WEIGHTY_SETTINGS)
    .map(({ path, before, after }) => `${WEIGHTY_SETTINGS[path]!}: ${show(before)} → ${show(after)}`);
  // With another client secret alone nothing is changed that may be shown.
  return changes.length === 0 && action === 'settings.updated' ? [`${target} was saved anew`] : lines;
}

function roleNotices(entries: readonly NoteworthyEntry[], weighty: ReadonlyMap<string, string>): Notice[] {
  const told = entries
    .map((entry) => ({ entry, line: roleLine(entry, weighty) }))
    .filter(({ line }) => line !== undefined);
  const last = told.at(-1);
  if (!last) return [];
  return [
    {
      kind: 'roles_changed',
      audience: 'administrators',
      letter: {
        heading: told.length === 1 ? last.line! : `${told.length} changes of roles and administrators`,
        tone: 'warning',
        paragraphs: [
          'Roles decide on what people may do here. If nobody of you has done this, look at the history.',
        ],
        facts:
          told.length === 1
            ? whoAndWhen(last.entry)
            : [
                ...listed(
                  'Change',
                  told.map(({ entry, line }) => `${line}, by ${entry.actor}`),
                ),
                when(last.entry),
              ],
        action: CONSOLE,
      },
    },
  ];
}

/** Undefined where it is an everyday matter. */
function roleLine(entry: NoteworthyEntry, weighty: ReadonlyMap<string, string>): string | undefined {
  const { action, target, targetId } = entry;
  if (ROLE_GRANTS.includes(action)) {
    const { before, after } = weightyRole(entry, 'roles');
    if (after !== undefined) return `${target} has the role ${after} now`;
    return before && `${target} does not have the role ${before} any more`;
  }
  if (MAPPING_RULES.includes(action)) {
    const { before, after } = weightyRole(entry, 'role');
    if (after !== undefined) return `The mapping rule ${target} gives the role ${after} now`;
    return before && `The mapping rule ${target} does not give the role ${before} any more`;
  }
  if (ROLE_DEFINITIONS.includes(action)) return `The role ${target} was ${action.split('.')[1]!}`;
  const role = LIFECYCLE.has(action) && targetId !== null ? weighty.get(targetId) : undefined;
  return role === undefined ? undefined : `${target} (${role}) was ${action.split('.')[1]!}`;
}

/** What a change has made of a role, where that is a weighty one. */
function weightyRole({ changes }: NoteworthyEntry, path: string): { before?: string; after?: string } {
  const change = changes.find((one) => one.path === path);
  const named = (value: unknown) => WEIGHTY_ROLES.find((role) => role === value);
  return { before: named(change?.before), after: named(change?.after) };
}

function recoveryNotice(entry: NoteworthyEntry): Notice {
  return {
    kind: 'recovery_link_used',
    audience: 'administrators',
    letter: {
      heading: `${entry.target} has signed in by a recovery link`,
      tone: 'bad',
      paragraphs: [
        'Such a link is made on the host of Rollcall and lets an administrator in without password and single sign-on. ' +
          'If nobody of you has done this, somebody else has access to the host.',
      ],
      facts: [
        ['Account', entry.target],
        ...(entry.ip === null ? [] : [['Address', entry.ip] as Fact]),
        when(entry),
      ],
      action: CONSOLE,
    },
  };
}

/** After long failure, or because the receiver has said that it is gone for good. */
function webhookNotice(entry: NoteworthyEntry): Notice {
  const { target, changes } = entry;
  const after = (path: string): unknown => changes.find((change) => change.path === path)?.after;
  const since = after('failingSince');
  const isGone = after('disabledReason') === 'gone';
  return {
    kind: 'webhook_disabled',
    audience: 'administrators',
    letter: {
      heading: 'A webhook was disabled',
      tone: 'bad',
      paragraphs: [
        isGone
          ? 'Its receiver has answered that it is gone for good (410).'
          : 'Its receiver has not taken anything for days.',
        'Nothing is lost yet: put the receiver right and enable the webhook, and it goes on where it was.',
      ],
      facts: [
        ['Webhook', target],
        ...(typeof since === 'string' ? [['Failing since', showTime(Date.parse(since))] as Fact] : []),
        when(entry),
      ],
      action: CONSOLE,
    },
  };
}

function whoAndWhen(entry: NoteworthyEntry): Fact[] {
  const { actor, ip } = entry;
  return [['By', ip === null ? actor : `${actor} (${ip})`], when(entry)];
}

function when({ time }: NoteworthyEntry): Fact {
  return ['When', showTime(time)];
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
