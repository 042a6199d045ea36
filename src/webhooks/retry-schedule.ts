const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** From a failure to the next attempt: the schedule that Standard Webhooks recommends, about three days in all. */
const DELAYS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** A tenth more or less, so that what has failed together does not come back together. */
const JITTER = 0.1;
const LONGEST_PAUSE = 24 * HOUR;

/** Attempts after which a delivery is given up. */
export const MOST_ATTEMPTS = DELAYS.length + 1;

/** Milliseconds to the next attempt; undefined where there is none. @param attempts that have failed, at least one */
export function delayAfter(attempts: number): number | undefined {
  const delay = DELAYS[attempts - 1];
  return delay && Math.round(delay * (1 - JITTER + Math.random() * 2 * JITTER));
}

/** Milliseconds for which a `Retry-After` asks (RFC 9110 §10.2.3), a day at the most; undefined where it is none. */
export function pauseOf(retryAfter: string | null, now: number): number | undefined {
  if (retryAfter === null) return undefined;
  const isDate = /^[A-Z][a-z]+, /.test(retryAfter);
  const time = isDate ? Date.parse(retryAfter) : NaN;
  const pause = /^\d+$/.test(retryAfter) ? Number(retryAfter) * SECOND : time - now;
  return pause > 0 ? Math.min(pause, LONGEST_PAUSE) : undefined;
}
