import type { NoteworthyEntry } from './news.repository.js';
import { plural, PROVISIONING, showTime, type Notice } from './notice.js';

/** Milliseconds in which deactivations count as one wave. */
export const WAVE = 15 * 60_000;
/** Milliseconds for which a wave that was told of is not counted anew. */
export const RECOUNT = 60_000;
/** Fewer are no wave, however small the tenant is. */
const LEAST = 5;

/** What an IdP does that may be a mistake in its settings. */
export function isDeactivation({ action, actorType }: NoteworthyEntry): boolean {
  return actorType === 'scim' && (action === 'user.deactivated' || action === 'user.deleted');
}

/** Whether so many of all are more than an IdP should take away at once. @param share in per cent */
export function isMass({ gone, all }: { gone: number; all: number }, share: number): boolean {
  return gone >= LEAST && gone * 100 > share * all;
}

export function massDeactivationNotice(
  { gone, all }: { gone: number; all: number },
  share: number,
  last: NoteworthyEntry,
): Notice {
  return {
    kind: 'mass_deactivation',
    audience: 'administrators',
    letter: {
      heading: `${plural(gone, 'person', 'people')} deactivated within 15 minutes`,
      tone: 'bad',
      paragraphs: [
        `The identity provider has deactivated or deleted more than ${share} % of all people, and may go on.`,
        'If that is a mistake, switch provisioning off, put it right at the identity provider, and switch provisioning on again: ' +
          'it reactivates them.',
      ],
      facts: [
        ['So far', `${gone.toLocaleString('en')} of ${plural(all, 'person', 'people')}`],
        ['Last one', last.target],
        ['When', showTime(last.time)],
      ],
      action: PROVISIONING,
    },
  };
}
