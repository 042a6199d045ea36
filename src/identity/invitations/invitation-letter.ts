import { writeLetter } from '../../mail/letter.js';
import type { InvitationSettings } from './invitation-settings.repository.js';

/** How somebody comes in: by a password that they set, until a time in milliseconds, or by single sign-on. */
export type WayIn =
  | { readonly by: 'password'; readonly url: string; readonly expiresAt: number }
  | { readonly by: 'sso'; readonly url: string };

/** The mail that invites somebody. @param name how they sign in */
export function writeInvitation(
  { productName, text }: InvitationSettings,
  name: string,
  way: WayIn,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const heading = `You are invited to ${productName}`;
  const own = (text ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const letter = writeLetter({
    heading,
    tone: 'neutral',
    paragraphs: [...own, howTo(way)],
    facts: [
      ['Your account', name],
      ...(way.by === 'password' ? [['The link works until', shownTime(way.expiresAt)] as const] : []),
    ],
    action: { label: way.by === 'password' ? 'Set your password' : 'Sign in', url: way.url },
    reason: `You get this mail because your organization has made an account for you in ${productName}.`,
  });
  return { subject: heading, ...letter };
}

function howTo({ by }: WayIn): string {
  return by === 'password'
    ? 'Set a password to begin. The link is for you alone and works once.'
    : 'Sign in with your organization’s account to begin.';
}

function shownTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
