import type { Provider } from './scim-call.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Bursts of calls after which an IdP is known to call. */
const LEAST_SYNCS = 3;
/** Entra calls every 40 minutes, whatever happens; the others where something changes, which no weekend does. */
const LEAST_SILENCE: Readonly<Partial<Record<Provider, number>>> = { entra: DAY };
const LEAST_SILENCE_OF_OTHERS = 3 * DAY;
/** How many times as long as its longest pause an IdP has to be quiet. */
const FACTOR = 3;
/** In this time a pause counts half as much. */
const HALF_LIFE = 30 * DAY;

/** What is remembered of an IdP's rhythm: its longest pause, the less the longer ago it was. All in milliseconds. */
export function longestPause(longest: number, pause: number): number {
  return Math.max(pause, Math.round(longest * 0.5 ** (pause / HALF_LIFE)));
}

/**
 * Since when an IdP that used to call has stopped; undefined while it may just have nothing to say. A call every so
 * often is no rhythm to hold anybody to: the longest pause is, and at least a day.
 */
export function silentSince(
  contact: {
    readonly lastCallAt: number | null;
    readonly provider: Provider | null;
    readonly syncs: number;
    readonly longestPause: number;
  },
  now: number,
): number | undefined {
  const { lastCallAt, provider, syncs } = contact;
  if (lastCallAt === null || syncs < LEAST_SYNCS) return undefined;
  const least = LEAST_SILENCE[provider ?? 'other'] ?? LEAST_SILENCE_OF_OTHERS;
  return now - lastCallAt > Math.max(least, FACTOR * contact.longestPause) ? lastCallAt : undefined;
}
