export const CHECK_STATUS = ['ok', 'warning', 'error'] as const;

/** One thing that should be so before an IdP is connected, or while it is. */
export interface Check {
  /** A name for programs, e.g. `sso_enforced`. */
  readonly id: string;
  /** `error`: provisioning cannot work. */
  readonly status: (typeof CHECK_STATUS)[number];
  /** How it is, in plain words. */
  readonly detail: string;
  /** How many are concerned. */
  readonly count?: number;
  /** The first of them. */
  readonly examples?: readonly string[];
  /** What to do. */
  readonly fix?: string;
}

/** `ready` while no check is an error. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

export function ok(id: string, detail: string): Check {
  return { id, status: 'ok', detail };
}

export function warning(id: string, detail: string, fix: string): Check {
  return { id, status: 'warning', detail, fix };
}

export function error(id: string, detail: string, fix: string): Check {
  return { id, status: 'error', detail, fix };
}

/** How many accounts are concerned, and the first of them. */
export interface Findings {
  readonly count: number;
  readonly examples: readonly string[];
}

/** `ok` where nobody is concerned. */
export function warnAbout(
  id: string,
  { count, examples }: Findings,
  text: { readonly none: string; readonly some: string; readonly fix: string },
): Check {
  if (count === 0) return ok(id, text.none);
  return { id, status: 'warning', detail: text.some, count, examples, fix: text.fix };
}
