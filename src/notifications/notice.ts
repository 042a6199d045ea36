import type { Fact, Letter } from '../mail/letter.js';
import type { NotificationState } from './notification-state.repository.js';

/** Who hears of it: those who look after the connection, or administrators in any case. */
export type Audience = 'provisioning' | 'administrators';

/** Something to be told of by mail. */
export interface Notice {
  /** For the list of mails, e.g. `secret_issued`. */
  readonly kind: string;
  readonly audience: Audience;
  readonly letter: Omit<Letter, 'reason' | 'action'> & {
    /** Where in the console one goes on: a path. */
    readonly action: { readonly label: string; readonly path: string };
  };
}

/** What is to be told, and what of it is to be remembered. */
export interface News {
  readonly notices: readonly Notice[];
  readonly state: Partial<NotificationState>;
}

export const NO_NEWS: News = { notices: [], state: {} };

export const PROVISIONING = { label: 'Open provisioning', path: '/provisioning' };
export const CONSOLE = { label: 'Open the console', path: '/' };

/** UTC, for whoever reads it may sit anywhere. @param time milliseconds since the epoch */
export function showTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** At most ten of them, and how many more there are. */
export function listed(label: string, values: readonly string[]): Fact[] {
  const shown = values.slice(0, 10).map((value): Fact => [label, value]);
  const more = values.length - shown.length;
  return more > 0 ? [...shown, ['And', `${more.toLocaleString('en')} more`]] : shown;
}
