import { describe, expect, it } from 'vitest';
import { dueReminder } from './expiry-reminders.js';

const DAY = 86_400_000;
const NEVER = { remindedSecretId: null, remindedDays: null };

describe('A reminder of the end of a secret', () => {
  const secret = { id: 'one', issuedAt: 0, expiresAt: 100 * DAY };
  const due = (
    day: number,
    told = NEVER as { remindedSecretId: string | null; remindedDays: number | null },
  ) => dueReminder(secret, told, day * DAY);

  it.each([
    [69.9, undefined],
    [70, 30],
    [86, 14],
    [93, 7],
    [97, 3],
    [99, 1],
    [100, 0],
    [129, 0],
    [131, undefined],
  ])('on day %d of 100 is that of so many days before: %s', (day, expected) => {
    expect(due(day)).toBe(expected);
  });

  it('is given once, and one that comes after it again', () => {
    expect(due(70, { remindedSecretId: 'one', remindedDays: 30 })).toBeUndefined();
    expect(due(86, { remindedSecretId: 'one', remindedDays: 30 })).toBe(14);
    expect(due(86, { remindedSecretId: 'one', remindedDays: 0 })).toBeUndefined();
  });

  it('of one secret is none of another', () => {
    expect(due(86, { remindedSecretId: 'other', remindedDays: 0 })).toBe(14);
  });

  it('is not given of a day that had passed when the secret was issued, nor of a secret without an end', () => {
    expect(dueReminder({ ...secret, issuedAt: 90 * DAY }, NEVER, 90 * DAY)).toBeUndefined();
    expect(dueReminder({ ...secret, issuedAt: 90 * DAY }, NEVER, 93 * DAY)).toBe(7);
    expect(dueReminder({ ...secret, expiresAt: null }, NEVER, 200 * DAY)).toBeUndefined();
  });
});
