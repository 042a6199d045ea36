/** Why a webhook is not called: by an administrator, after long failure, or because the receiver answered 410. */
export const DISABLED_REASONS = ['manual', 'failing', 'gone'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** An address that hears of events. Times in milliseconds since the epoch. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** Names of types, or `user.*`; empty for all. */
  readonly eventTypes: readonly string[];
  readonly enabled: boolean;
  /** Null while it is enabled. */
  readonly disabledReason: DisabledReason | null;
  /** Sealed. */
  readonly secrets: string;
  /** The last sequence that was handed out. */
  readonly position: number;
  /** The first failure since the last success; null while there is none. */
  readonly failingSince: number | null;
  /** Until when the receiver has asked to be left alone. */
  readonly pausedUntil: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Whether the webhook wants to hear of events of a type. */
export function hearsOf({ eventTypes }: Pick<Webhook, 'eventTypes'>, type: string): boolean {
  return (
    eventTypes.length === 0 ||
    eventTypes.some((wanted) =>
      wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type,
    )
  );
}
