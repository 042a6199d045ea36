export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** An event on its way to a webhook, or arrived, or given up. Times in milliseconds since the epoch. */
export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly sequence: number;
  readonly eventType: string;
  /** Whose order is kept; the event itself where it is of no resource. */
  readonly resourceId: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Null while an earlier event of the resource is pending, and once this one is not pending any more. */
  readonly dueAt: number | null;
  readonly lastAttemptAt: number | null;
  readonly lastStatus: number | null;
  /** Milliseconds. */
  readonly lastDuration: number | null;
  readonly lastError: string | null;
  readonly lastResponse: string | null;
}

/** A delivery that is being tried: whoever has the claim tells what came of it. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly claim: string;
  readonly sequence: number;
}
