import type { PresentSecret } from './news.repository.js';
import { plural, PROVISIONING, showTime, type Notice } from './notice.js';

const DAY = 86_400_000;
/** Days before a secret's end on which somebody is reminded of it; 0 once it has ended. */
const DAYS = [0, 1, 3, 7, 14, 30] as const;
/** An end that is longer ago is no news, but history: Rollcall was not there. */
const NEWS_FOR = 30 * DAY;

/** How far in the future an end may lie that is worth a look, in milliseconds. */
export const FIRST_REMINDER = 30 * DAY;

/**
 * The reminder that is due and was not given yet: the nearest to the end, so that whoever was not told for weeks is
 * told once. None for a day that had passed when the secret was issued: whoever has issued it knows.
 * @returns its days before the end
 */
export function dueReminder(
  { id, issuedAt, expiresAt }: Pick<PresentSecret, 'id' | 'issuedAt' | 'expiresAt'>,
  told: { readonly remindedSecretId: string | null; readonly remindedDays: number | null },
  now: number,
): number | undefined {
  if (expiresAt === null || now - expiresAt > NEWS_FOR) return undefined;
  const due = DAYS.find((days) => expiresAt - now <= days * DAY);
  if (due === undefined || expiresAt - due * DAY <= issuedAt) return undefined;
  const wasTold = told.remindedSecretId === id && due >= (told.remindedDays ?? Infinity);
  return wasTold ? undefined : due;
}

export function reminder(hint: string, expiresAt: number, days: number, now: number): Notice {
  const hasExpired = days === 0;
  // Of a reminder that comes late, how long there really is.
  const left = Math.max(1, Math.ceil((expiresAt - now) / DAY));
  return {
    kind: hasExpired ? 'secret_expired' : 'secret_expiry',
    audience: 'provisioning',
    letter: {
      heading: hasExpired
        ? 'The SCIM secret has expired'
        : `The SCIM secret expires in ${plural(left, 'day')}`,
      tone: hasExpired ? 'bad' : days <= 3 ? 'warning' : 'neutral',
      paragraphs: [
        hasExpired
          ? 'The identity provider is refused: nobody is provisioned or deactivated any more.'
          : 'After that the identity provider is refused: nobody is provisioned or deactivated any more.',
        'Issue another secret and enter it at the identity provider.',
      ],
      facts: [
        ['Secret', hint],
        [hasExpired ? 'Expired' : 'Expires', showTime(expiresAt)],
      ],
      action: PROVISIONING,
    },
  };
}
