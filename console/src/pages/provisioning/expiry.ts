/** How long a secret is to work: for ever, some days, or until the end of a day. */
export const EXPIRIES = [
  { value: 'never', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '180', label: 'In 180 days' },
  { value: '365', label: 'In a year' },
  { value: 'date', label: 'On a day of your choice' },
] as const;

export type Expiry = (typeof EXPIRIES)[number]['value'];

const DAY = 24 * 3_600_000;

/** @param date of the choice `date`, as `YYYY-MM-DD`: the end of that day here @returns as the API takes it */
export function expiresAt(expiry: Expiry, date: string, now: number): string | null {
  if (expiry === 'never') return null;
  if (expiry === 'date') return new Date(`${date}T23:59:59.999`).toISOString();
  return new Date(now + Number(expiry) * DAY).toISOString();
}

/** Today here, as `YYYY-MM-DD`. */
export function today(now: number): string {
  const date = new Date(now);
  return new Date(now - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
